"""The session of the one database there is, without looking for what it has in common with sessions of many."""

from __future__ import annotations

from typing import Any

from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import SessionTransaction


class OneEngineSession(FlaskSession):
    """A session of the one database there is: its engine and connection are looked up once, not at each statement."""

    _engine: Engine | None = None
    _connected: tuple[SessionTransaction | None, Connection] | None = None

    def connection(
        self,
        bind_arguments: Any = None,  # noqa: ANN401 - as SQLAlchemy's own
        execution_options: Any = None,  # noqa: ANN401 - as SQLAlchemy's own
    ) -> Connection:
        """Return the connection of the transaction that is open, and begin one where none is."""
        if bind_arguments or execution_options:
            return super().connection(bind_arguments, execution_options)
        if self._connected is None or self._connected[0] is not self.get_transaction():
            connection = super().connection()
            self._connected = self.get_transaction(), connection
        return self._connected[1]

    def close(self) -> None:
        """Close what is open; a session that holds nothing, as after an answer, has nothing to look through."""
        if self.in_transaction() or self.identity_map or self.new:
            super().close()

    def get_bind(self, *args: Any, bind: Engine | Connection | None = None, **more: Any) -> Engine | Connection:  # noqa: ANN401, ARG002 - as SQLAlchemy's own
        """Return the engine, or what was asked for by name."""
        if bind is not None:
            return bind
        if self._engine is None:
            self._engine = self._db.engine
        return self._engine
