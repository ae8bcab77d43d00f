"""Adding many rows that are alike: what is the same for all is sent once, and a statement takes hundreds of rows.

For tens of thousands of rows that is half of what they cost one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

from quizapp.column_types import UTCDateTime, moment_from_text
from quizapp.statements import Prepared, sent

ROWS = 250
"""That a statement takes, at most: more save no time any more, and each length is made ready anew."""
PARAMETERS = 32_000
"""That a statement takes, at most: SQLite's own limit is 32,766."""


class Adding:
    """Adds rows to a table.

    Values that differ from row to row are given as SQLite keeps them, so that nothing has to be made of them: JSON as
    its text, a moment as a text in UTC. Those that are the same for all are given as their types say.
    """

    def __init__(
        self,
        table: sa.Table,
        each: Sequence[str],
        *,
        without: Sequence[str] = (),
        make: Callable[[str], sa.Insert] | None = None,
    ) -> None:
        """Take the columns that differ from row to row, those left out, and another INSERT than the plain one."""
        names = [column.name for column in table.c if column.name not in without]
        self._each, self._same = tuple(each), tuple(name for name in names if name not in each)
        self._moments = [isinstance(table.c[name].type, UTCDateTime) for name in each]
        self._insert = Prepared(make or (lambda _dialect: sa.insert(table).inline()), names)
        self._rows = min(ROWS, (PARAMETERS - len(names)) // max(1, len(each)))
        self._full: dict[str, str] = {}

    def add(self, connection: Connection, same: Mapping[str, Any], rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows of the values that differ; the same are by name.

        Raises:
            DBAPIError: the database refused them.
        """
        processed = self._insert.processed(connection.dialect, {name: same[name] for name in self._same})
        if self._insert.is_positional(connection.dialect):
            self._add_by_hundreds(connection, [processed[name] for name in self._same], rows)
        elif rows:
            sql = self._insert.sql(connection.dialect)
            with sent(connection, sql, [processed | self._named(row) for row in rows], many=True):
                pass

    def _add_by_hundreds(self, connection: Connection, same: list[Any], rows: Sequence[tuple[Any, ...]]) -> None:
        for begin in range(0, len(rows), self._rows):
            some = rows[begin : begin + self._rows]
            values = (*same, *chain.from_iterable(some))
            with sent(connection, self._text(connection.dialect, len(some)), values):
                pass

    def _named(self, row: tuple[Any, ...]) -> dict[str, Any]:
        """Return a row's values by name, as drivers take them that know moments."""
        made = zip(self._each, row, self._moments, strict=True)
        return {name: moment_from_text(value) if is_moment else value for name, value, is_moment in made}

    def _text(self, dialect: Dialect, count: int) -> str:
        """Return the statement for so many rows; one that is not full will hardly be wanted again."""
        if count < self._rows:
            return self._written(dialect, count)
        if dialect.name not in self._full:
            self._full[dialect.name] = self._written(dialect, count)
        return self._full[dialect.name]

    def _written(self, dialect: Dialect, count: int) -> str:
        names, sql = self._insert.names(dialect), self._insert.sql(dialect)
        into, _values, after = sql.partition(f" VALUES ({', '.join('?' * len(names))})")
        places = {name: f"alike.a{place}" for place, name in enumerate(self._same)}
        places |= {name: f"own.column{place}" for place, name in enumerate(self._each, start=1)}
        row = f"({', '.join('?' * len(self._each))})"
        tables = [f"(VALUES {', '.join([row] * count)}) AS own"]
        if self._same:
            tables.insert(0, f"(SELECT {', '.join(f'? AS a{place}' for place in range(len(self._same)))}) AS alike")
        chosen = ", ".join(places[name] for name in names)
        return f"{into} SELECT {chosen} FROM {', '.join(tables)} WHERE true{after}"  # noqa: S608 - names of ours and marks


def take_ids(connection: Connection, table: sa.Table, count: int) -> list[int]:
    """Return ids that the next rows of a table shall have; in a transaction that writes they stay free for it."""
    if connection.dialect.name == "sqlite":
        first = (connection.scalar(sa.select(sa.func.max(table.c.id))) or 0) + 1
        return list(range(first, first + count))
    sequence = sa.func.pg_get_serial_sequence(table.name, "id")
    numbers = sa.func.generate_series(1, count).table_valued("number")
    return list(connection.scalars(sa.select(sa.func.nextval(sequence)).select_from(numbers)))
