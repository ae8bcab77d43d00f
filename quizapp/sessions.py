"""The session of the one database there is: its transaction is Core's own, and mapped rows join it where there are any.

A request that only sends statements, as an answer or a rating does, so never begins what the ORM keeps of a transaction
beside it, which is a third of what beginning and committing one costs.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

OPTIONS = {"join_transaction_mode": "control_fully"}
"""What such a session is made with: where rows joined the transaction, committing them commits it."""


class OneEngineSession(FlaskSession):
    """A session of one database, that looks its engine up once and opens its connection itself."""

    _engine: Engine | None = None
    _open: Connection | None = None
    """What the transaction runs on, if one is open."""

    def connection(
        self,
        bind_arguments: Any = None,  # noqa: ANN401 - as SQLAlchemy's own
        execution_options: Any = None,  # noqa: ANN401 - as SQLAlchemy's own
    ) -> Connection:
        """Return the connection of the transaction that is open, and begin one where none is."""
        if super().in_transaction() or bind_arguments or execution_options:
            return super().connection(bind_arguments, execution_options)
        if self._open is None:
            self._open = _begun(self.engine)
        return self._open

    def in_transaction(self) -> bool:
        """Say whether a transaction is open."""
        return self._open is not None or super().in_transaction()

    def commit(self) -> None:
        """Commit what was done, rows that were changed and statements that were sent."""
        if self._open is not None and not super().in_transaction():
            self.dispatch.before_commit(self)  # whoever listens may ask for rows, which then join
        if self._open is None or super().in_transaction():
            super().commit()
            self._let_go()
            return
        try:
            self._open.commit()
        finally:
            self._let_go()
        self.dispatch.after_commit(self)

    def rollback(self) -> None:
        """Take back what was done since the last commit."""
        super().rollback()
        self._let_go()

    def close(self) -> None:
        """Close what is open; a session that holds no rows, as after an answer, has nothing to look through."""
        if super().in_transaction() or self.identity_map or self.new:
            super().close()
        self._let_go()

    def get_bind(self, *args: Any, bind: Engine | Connection | None = None, **more: Any) -> Engine | Connection:  # noqa: ARG002 - as SQLAlchemy's own
        """Return the connection that rows are to join, if a transaction is open; else the engine, or what is named."""
        return bind or self._open or self.engine

    @property
    def engine(self) -> Engine:
        """Return the engine, whatever is open."""
        if self._engine is None:
            self._engine = self._db.engine
        return self._engine

    def _let_go(self) -> None:
        connection, self._open = self._open, None
        if connection is not None:
            connection.close()


def _begun(engine: Engine) -> Connection:
    with ExitStack() as closed_unless_begun:
        connection = closed_unless_begun.enter_context(engine.connect())
        connection.begin()
        closed_unless_begun.pop_all()
    return connection


def database_of(session: Session) -> Engine | Connection:
    """Return what tells a session's database from others: its engine, or the connection that it was made for."""
    return session.engine if isinstance(session, OneEngineSession) else session.get_bind()
