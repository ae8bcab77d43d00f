"""Fills a database of any schema with made-up rows, by reflection alone: what the tables, types and checks allow."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

ROWS_EACH = 2
_ONE_OF = re.compile(r"\b(\w+)\s+IN\s*\(([^)]*)\)", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(\w+)\s+BETWEEN\s+(\d+)\s+AND\s+(\d+)", re.IGNORECASE)
WORDS = {"content": "{}", "scores": "{}"}


def plain_tables(connection: sqlite3.Connection) -> list[str]:
    """Return the tables that hold rows of ours: not the index of words, whose rows triggers write."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if not name.startswith(("question_search", "sqlite_", "alembic_"))]


def columns_of(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, int]]:
    """Return the name, the type and the place in the primary key of each column."""
    found = connection.execute(f'PRAGMA table_info("{table}")')
    return [(name, kind.upper(), key) for _number, name, kind, _filled, _default, key in found]


class Filler:
    """Makes up values: one table, column and number always give the same one, so that rows can refer to each other."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def fill(self, first: int) -> None:
        """Add a few rows to every table, numbered from the first."""
        self.connection.execute("PRAGMA foreign_keys = OFF")
        for table in plain_tables(self.connection):
            names = [name for name, _kind, _key in columns_of(self.connection, table)]
            listed, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
            for number in range(first, first + ROWS_EACH):
                row = list(self._row(table, number))
                self.connection.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({places})', row)  # noqa: S608
        self.connection.commit()
        assert self.connection.execute("PRAGMA foreign_key_check").fetchall() == []

    def _row(self, table: str, number: int) -> Iterator[object]:
        (sql,) = self.connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        checked = {name: re.findall(r"'([^']*)'", listed)[-1] for name, listed in _ONE_OF.findall(sql) if "'" in listed}
        checked |= {name: int(least) for name, least, _most in _BETWEEN.findall(sql)}
        for name, kind, _key in columns_of(self.connection, table):
            yield checked[name] if name in checked else self._value(table, name, kind, number)

    def _value(self, table: str, name: str, kind: str, number: int) -> object:
        for _id, _seq, parent, column, other, *_rest in self.connection.execute(f'PRAGMA foreign_key_list("{table}")'):
            if column == name:
                kinds = {one: type_ for one, type_, _key in columns_of(self.connection, parent)}
                return self._value(parent, other or "id", kinds[other or "id"], number)
        plain = {"BOOLEAN": 0, "DATE": "2026-01-01", "JSON": WORDS.get(name, "[]"), "FLOAT": 0.5, "INTEGER": number}
        plain |= {"DOUBLE": 0.5, "DATETIME": f"2026-01-01 00:00:00.{number:06}"}
        return plain.get(kind, f"{table}.{name} {number}")


def contents(connection: sqlite3.Connection) -> dict[str, dict[tuple, dict[str, object]]]:
    """Return every row by table and primary key, column by column."""
    found = {}
    for table in plain_tables(connection):
        columns = columns_of(connection, table)
        keys = [place for place, (_name, _kind, key) in enumerate(columns) if key]
        rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608
        names = [name for name, _kind, _key in columns]
        found[table] = {tuple(row[key] for key in keys): dict(zip(names, row, strict=True)) for row in rows}
    return found
