"""Tables as rows that SQLite and PostgreSQL say alike: how they are read, written, counted and summed up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection

from quizapp.column_types import Json

ROWS_AT_ONCE = 2_000
_BYTES = 16


@dataclass(frozen=True, slots=True)
class Summary:
    """What a table holds: as many rows, and a number that any change in any of them changes."""

    rows: int
    checksum: str


class Adding:
    """Adds rows up, in whatever order they come: databases sort texts differently."""

    def __init__(self, table: sa.Table) -> None:
        """Begin with no row of a table."""
        self._json = [_is_json(column) for column in table.c]
        self._rows = self._sum = 0

    def add(self, row: Sequence[object]) -> None:
        """Add a row, its values in the order of the table's columns."""
        said = [_said(value, is_json) for value, is_json in zip(row, self._json, strict=True)]
        text = json.dumps(said, sort_keys=True, separators=(",", ":"))
        self._rows += 1
        self._sum += int.from_bytes(blake2b(text.encode(), digest_size=_BYTES).digest(), "big")

    def summary(self) -> Summary:
        """Return what was added up so far."""
        return Summary(self._rows, f"{self._sum % (1 << 8 * _BYTES):0{2 * _BYTES}x}")


def rows_of(connection: Connection, table: sa.Table) -> Iterator[Sequence[sa.Row[Any]]]:
    """Yield a table's rows, many at a time; JSON comes as its text, so that its null is not that of SQL."""
    is_sqlite = connection.dialect.name == "sqlite"
    columns = [
        _plain(column) if is_sqlite or not _is_json(column) else sa.cast(column, sa.Text).label(column.name)
        for column in table.c
    ]
    statement = sa.select(*columns).execution_options(yield_per=ROWS_AT_ONCE)
    yield from connection.execute(statement).partitions()


def write_rows(connection: Connection, table: sa.Table, rows: Sequence[sa.Row[Any]]) -> None:
    """Insert rows as rows_of gives them."""
    if rows:
        names = [f"new_{column.name}" for column in table.c]
        statement = sa.insert(table).values(_values(table, connection.dialect.name)).inline()
        connection.execute(statement, [dict(zip(names, row, strict=True)) for row in rows])


def summary_of(connection: Connection, table: sa.Table) -> Summary:
    """Return what a table holds, read row by row."""
    adding = Adding(table)
    for rows in rows_of(connection, table):
        for row in rows:
            adding.add(row)
    return adding.summary()


def _is_json(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, Json)


def _plain(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    kept_as_text = isinstance(column.type, (Json, sa.Enum))
    return sa.type_coerce(column, sa.Text).label(column.name) if kept_as_text else column


def _values(table: sa.Table, dialect: str) -> Mapping[str, Any]:
    values: dict[str, Any] = {}
    for column in table.c:
        kept_as_text = isinstance(column.type, (Json, sa.Enum))
        value: Any = sa.bindparam(f"new_{column.name}", type_=sa.Text() if kept_as_text else column.type)
        values[column.name] = sa.cast(value, JSONB) if _is_json(column) and dialect == "postgresql" else value
        if _is_json(column) and dialect != "postgresql":
            values[column.name] = sa.type_coerce(value, sa.Text)
    return values


def _said(value: object, is_json: bool) -> object:
    """Return a value as any database gives it back, for JSON to say."""
    if is_json and isinstance(value, str):
        return [json.loads(value, parse_float=_number)]  # PostgreSQL keeps 1e2 as 100, and sorts keys
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def _number(text: str) -> float:
    number = float(text)
    return int(number) if number.is_integer() else number
