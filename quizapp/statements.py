"""Statements that are made ready once and run as they stand: for the hottest alone, where each part counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection, CursorResult, Dialect
from sqlalchemy.sql import ClauseElement

Values = Mapping[str, Any]
Processor = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement as one driver takes it."""

    sql: str
    names: tuple[tuple[str, Processor | None], ...]
    """Its parameters in order, each with what makes a value of the driver's kind."""
    constants: Values
    """Those that the statement brings along."""
    positional: bool

    def parameters(self, values: Values) -> Any:  # noqa: ANN401 - a tuple or a mapping, as the driver wants it
        if self.constants:
            values = {**self.constants, **values}
        if self.positional:
            return tuple([process(values[name]) if process else values[name] for name, process in self.names])
        return {name: process(values[name]) if process else values[name] for name, process in self.names}


class Prepared:
    """A Core statement that is compiled once for each dialect and not looked up at every execution.

    That is a third of what such a statement costs. All that it has no value for must be given, by name.
    """

    def __init__(self, make: Callable[[str], ClauseElement], names: Sequence[str] = ()) -> None:
        """Take what makes the statement for a dialect's name, and the columns that an INSERT fills."""
        self._make = make
        self._names = list(names) or None
        self._compiled: dict[str, _Compiled] = {}

    def execute(self, connection: Connection, values: Values) -> CursorResult[Any]:
        """Run it once."""
        compiled = self._for(connection.dialect)
        return connection.exec_driver_sql(compiled.sql, compiled.parameters(values))

    def execute_many(self, connection: Connection, rows: Sequence[Values]) -> CursorResult[Any]:
        """Run it for each of some rows, at least one."""
        if len(rows) == 1:
            return self.execute(connection, rows[0])
        compiled = self._for(connection.dialect)
        return connection.exec_driver_sql(compiled.sql, [compiled.parameters(values) for values in rows])

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Run it once and return all that it finds, as the driver has it: plain tuples, half as dear as rows."""
        compiled = self._for(connection.dialect)
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(compiled.sql, compiled.parameters(values))
            return list(cursor.fetchall())

    def _for(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = self._compile(dialect)
        return compiled

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled: Any = self._make(dialect.name).compile(dialect=dialect, column_keys=self._names)
        ordered = compiled.positiontup if compiled.positional else compiled.binds
        types = {name: compiled.binds[name].type.dialect_impl(dialect) for name in ordered}
        names = tuple((name, types[name].bind_processor(dialect)) for name in ordered)
        constants = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        return _Compiled(str(compiled), names, constants, compiled.positional)
