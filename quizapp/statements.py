"""Statements that are made ready once and run as they stand: for the hottest alone, where each part counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Float
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement, Select

Values = Mapping[str, Any]
Processor = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as one driver takes it."""

    sql: str
    names: tuple[str, ...]
    """Its parameters in order."""
    processors: tuple[tuple[int, str, Processor], ...]
    """Those, by place and name, whose values are not as the driver wants them, each with what makes them so."""
    constants: Values
    """Those that the statement brings along."""
    positional: bool
    results: tuple[tuple[int, Processor], ...]
    """The columns, by place, that the driver does not give as their types say, each with what makes it so."""

    def typed(self, row: Sequence[Any]) -> list[Any]:
        """Return a row's values as the columns' types say."""
        values = list(row)
        for place, process in self.results:
            values[place] = process(values[place])
        return values

    def parameters(self, values: Values) -> Any:  # noqa: ANN401 - a tuple or a mapping, as the driver wants it
        if self.constants:
            values = {**self.constants, **values}
        if self.positional:
            ordered = [values[name] for name in self.names]
            for place, _name, process in self.processors:
                ordered[place] = process(ordered[place])
            return tuple(ordered)
        named = {name: values[name] for name in self.names}
        for _place, name, process in self.processors:
            named[name] = process(named[name])
        return named


class Prepared:
    """A Core statement that is compiled once for each dialect and goes to the driver as it stands.

    That is half of what such a statement costs. All that it has no value for must be given, by name.
    Where somebody listens to what is sent, as tests that count statements do, it goes the usual way.
    """

    def __init__(self, make: Callable[[str], ClauseElement], names: Sequence[str] = ()) -> None:
        """Take what makes the statement for a dialect's name, and the columns that an INSERT fills."""
        self._make = make
        self._names = list(names) or None
        self._compiled: dict[str, _Compiled] = {}

    def change(self, connection: Connection, values: Values) -> int:
        """Run it once and return how many rows it wrote.

        Raises:
            DBAPIError: the database refused it.
        """
        compiled = self._for(connection.dialect)
        with closing(sent(connection, compiled.sql, compiled.parameters(values))) as cursor:
            return int(cursor.rowcount)

    def made_ready(self, connection: Connection, values: Values) -> Callable[[], None]:
        """Return what runs it once: all that is left is the database's to do."""
        compiled = self._for(connection.dialect)
        parameters = compiled.parameters(values)
        return lambda: sent(connection, compiled.sql, parameters).close()

    def change_many(self, connection: Connection, rows: Sequence[Values]) -> int:
        """Run it for each of some rows, at least one, and return how many it wrote.

        Raises:
            DBAPIError: the database refused it.
        """
        if len(rows) == 1:
            return self.change(connection, rows[0])
        compiled = self._for(connection.dialect)
        every = [compiled.parameters(values) for values in rows]
        with closing(sent(connection, compiled.sql, every, many=True)) as cursor:
            return int(cursor.rowcount)

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Run it once and return all that it finds, as the driver has it: plain tuples, half as dear as rows."""
        compiled = self._for(connection.dialect)
        with closing(sent(connection, compiled.sql, compiled.parameters(values))) as cursor:
            return list(cursor.fetchall())

    def first(self, connection: Connection, values: Values) -> list[Any] | None:
        """Run it once and return the first row that it finds, its values as the columns' types say; None for none."""
        compiled = self._for(connection.dialect)
        with closing(sent(connection, compiled.sql, compiled.parameters(values))) as cursor:
            found = cursor.fetchone()
        return None if found is None else compiled.typed(found)

    def all(self, connection: Connection, values: Values) -> list[list[Any]]:
        """Run it once and return all that it finds, its values as the columns' types say."""
        compiled = self._for(connection.dialect)
        with closing(sent(connection, compiled.sql, compiled.parameters(values))) as cursor:
            return [compiled.typed(row) for row in cursor.fetchall()]

    def sql(self, dialect: Dialect) -> str:
        """Return it as a dialect's driver takes it."""
        return self._for(dialect).sql

    def names(self, dialect: Dialect) -> list[str]:
        """Return its parameters in their order."""
        return list(self._for(dialect).names)

    def is_positional(self, dialect: Dialect) -> bool:
        """Say whether its parameters go by their places, not by their names."""
        return self._for(dialect).positional

    def processed(self, dialect: Dialect, values: Values) -> dict[str, Any]:
        """Return some of its parameters as the driver takes them."""
        made = self._for(dialect)
        named = {name: values[name] for name in made.names if name in values}
        return named | {name: process(named[name]) for _place, name, process in made.processors if name in named}

    def _for(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = self._compile(dialect)
        return compiled

    def _compile(self, dialect: Dialect) -> _Compiled:
        statement = self._make(dialect.name)
        compiled: Any = statement.compile(dialect=dialect, column_keys=self._names)
        names = tuple(compiled.positiontup if compiled.positional else compiled.binds)
        made = [compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
        processors = tuple((place, names[place], process) for place, process in enumerate(made) if process)
        constants = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        return _Compiled(str(compiled), names, processors, constants, compiled.positional, _results(statement, dialect))


def _results(statement: ClauseElement, dialect: Dialect) -> tuple[tuple[int, Processor], ...]:
    columns = statement.selected_columns if isinstance(statement, Select) else ()
    made = [
        None
        if isinstance(column.type, Float)  # drivers give floats, and psycopg's type asks for its number here
        else column.type.dialect_impl(dialect).result_processor(dialect, None)
        for column in columns
    ]
    return tuple((place, process) for place, process in enumerate(made) if process)


def sent(connection: Connection, sql: str, parameters: Any, *, many: bool = False) -> Any:  # noqa: ANN401 - as the driver has them
    """Send a statement and return the cursor with what it found, to be closed.

    Raises:
        DBAPIError: the database refused it.
    """
    if connection._has_events or connection.engine._has_events:  # noqa: SLF001 - there is no public way to ask
        return connection.exec_driver_sql(sql, parameters)
    cursor = connection.connection.cursor()
    try:
        (cursor.executemany if many else cursor.execute)(sql, parameters)
    except connection.dialect.loaded_dbapi.Error as error:
        refused = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(sql, parameters, error, refused, dialect=connection.dialect) from error
    return cursor
