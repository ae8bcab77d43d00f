"""Adding many rows that are alike: what is the same for all is sent once, and a statement takes hundreds of rows.

For tens of thousands of rows that is less than half of what they cost one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, count
from operator import eq
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect

from quizapp.column_types import UTCDateTime, moment_from_text
from quizapp.statements import Prepared, sent

VALUES = 1_250
"""That a statement takes of rows, about: more save no time any more, and each length is made ready anew."""
ROWS = 400
"""That it takes at most, however few values they have."""


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

    def add(self, connection: Connection, same: Mapping[str, Any], rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows of the values that differ; the same are by name.

        Raises:
            DBAPIError: the database refused them.
        """
        self.add_columns(connection, same, list(zip(*rows, strict=True)))

    def add_columns(self, connection: Connection, same: Mapping[str, Any], columns: Sequence[Sequence[Any]]) -> None:
        """Add rows as add does, given by the columns that differ; none where there are none.

        Raises:
            DBAPIError: the database refused them.
        """
        self.made_ready(connection, same, columns)()

    def made_ready(
        self, connection: Connection, same: Mapping[str, Any], columns: Sequence[Sequence[Any]]
    ) -> Callable[[], None]:
        """Return what adds rows as add_columns does: all that is left is the database's to do."""
        processed = self._insert.processed(connection.dialect, {name: same[name] for name in self._same})
        if not columns:
            return _do_nothing
        if self._insert.is_positional(connection.dialect):
            return partial(_send_each, connection, list(self._by_hundreds(connection.dialect, processed, columns)))
        rows = [processed | self._named(row) for row in zip(*columns, strict=True)]
        return lambda: sent(connection, self._insert.sql(connection.dialect), rows, many=True).close()

    def _by_hundreds(
        self, dialect: Dialect, same: Mapping[str, Any], columns: Sequence[Sequence[Any]]
    ) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Yield statements of many rows.

        Of a column that says the same in all of them its value is sent once, too, and of one that counts up, such as
        the ids of new rows, the number that the statement's first row has.
        """
        insert, names = self._insert.sql(dialect), tuple(self._insert.names(dialect))
        each = dict(zip(self._each, columns, strict=True))
        own = tuple(name for name in self._each if _differ(each[name]) and not _count_up(each[name])) or self._each[:1]
        counting = tuple(name for name in self._each if name not in own and _differ(each[name]))
        before = tuple(name for name in names if name not in own)
        differing = list(chain.from_iterable(zip(*(each[name] for name in own), strict=True)))
        width, most = len(own), max(1, min(ROWS, VALUES // len(own)))
        for begin in range(0, len(columns[0]), most):
            some = differing[begin * width : (begin + most) * width]
            once = [same[name] if name in same else each[name][begin] for name in before]
            yield _for_rows(insert, names, own, counting, len(some) // width), (*once, *some)

    def _named(self, row: tuple[Any, ...]) -> dict[str, Any]:
        """Return a row's values by name, as drivers take them that know moments."""
        made = zip(self._each, row, self._moments, strict=True)
        return {name: moment_from_text(value) if is_moment else value for name, value, is_moment in made}


def _do_nothing() -> None:
    """Add no rows."""


def _send_each(connection: Connection, statements: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
    for sql, parameters in statements:
        sent(connection, sql, parameters).close()


def _differ(values: Sequence[Any]) -> bool:
    return bool(values[-1] != values[0]) or values.count(values[0]) < len(values)


def _count_up(values: Sequence[Any]) -> bool:
    """Say whether each value is the integer that comes after the one before it."""
    first = values[0]
    return type(first) is int and values[-1] == first + len(values) - 1 and all(map(eq, values, count(first)))


@lru_cache(maxsize=64)
def _for_rows(insert: str, names: Sequence[str], own: Sequence[str], counting: Sequence[str], rows: int) -> str:
    """Return an INSERT of one row as one of so many: first what is alike in all, then what each has of its own."""
    into, _values, after = insert.partition(f" VALUES ({', '.join('?' * len(names))})")
    marks = ", ?" * len(own)
    every = ", ".join([f"({number}{marks})" for number in range(rows)])
    places = {name: f"own.column{place}" for place, name in enumerate(own, start=2)}
    places |= dict.fromkeys(counting, "? + own.column1")
    chosen = ", ".join(places.get(name, "?") for name in names)
    return f"{into} SELECT {chosen} FROM (VALUES {every}) AS own WHERE true{after}"  # noqa: S608 - names of ours and marks


def take_ids(connection: Connection, table: sa.Table, count: int) -> list[int]:
    """Return ids that the next rows of a table shall have; in a transaction that writes they stay free for it."""
    if connection.dialect.name == "sqlite":
        ((last,),) = _greatest_id(table).rows(connection, {})
        first = (last or 0) + 1
        return list(range(first, first + count))
    sequence = sa.func.pg_get_serial_sequence(table.name, "id")
    numbers = sa.func.generate_series(1, count).table_valued("number")
    return list(connection.scalars(sa.select(sa.func.nextval(sequence)).select_from(numbers)))


def number_after(connection: Connection, table: sa.Table, taken: int) -> None:
    """Have new rows of a table numbered after an id that is given to one: where a database moved, it may come first."""
    if connection.dialect.name == "sqlite":  # which does so by itself
        return
    sequence = sa.table(f"{table.name}_id_seq", sa.column("last_value"), sa.column("is_called"))
    next_id = sequence.c.last_value + sa.cast(sequence.c.is_called, sa.Integer)
    set_to = sa.func.setval(sa.func.pg_get_serial_sequence(table.name, "id"), taken)
    connection.execute(sa.select(set_to).select_from(sequence).where(next_id <= taken))


@lru_cache(maxsize=64)
def _greatest_id(table: sa.Table) -> Prepared:
    return Prepared(lambda _dialect: sa.select(sa.func.max(table.c.id)))
