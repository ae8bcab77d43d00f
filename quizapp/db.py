"""The database: the typed Base of all models, column types, and how transactions begin. No models here.

A transaction begins either *reading* (a snapshot on a connection that cannot write) or *writing* (through the gate,
then BEGIN IMMEDIATE). Requests with a safe method read; all else writes until it commits, and only reads from then on.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.pool import ConnectionPoolEntry

from quizapp.gate import WriteGate

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
WRITERS_LOCK = 0x7175697A  # "quiz": PostgreSQL's name for the gate
Json = sa.JSON().with_variant(JSONB(), "postgresql")


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite forgets the zone, so it is put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn any aware moment into UTC.

        Raises:
            ValueError: the moment is naive, so nobody knows when it was.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every model inherits: typed columns and one naming of constraints."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UTCDateTime(), dict[str, Any]: Json, list[Any]: Json, str: sa.Text()},
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False}, disable_autonaming=True)

_reading: ContextVar[bool] = ContextVar("quizapp_reading", default=False)


def read_only(on: bool) -> None:
    """Choose how the transactions that begin from here on in this request begin: reading, or writing."""
    _reading.set(on)


@contextmanager
def reading(session: Session) -> Iterator[None]:
    """Read without holding the write gate, for slow work such as hashing between reading and writing.

    Whatever the session held is rolled back before and after: nothing may be pending.
    """
    session.rollback()
    token = _reading.set(True)
    try:
        yield
    finally:
        session.rollback()
        _reading.reset(token)


def attach_events(engine: Engine) -> None:
    """Teach an engine how this application's transactions begin and end."""
    if engine.dialect.name == "sqlite":
        _attach_sqlite(engine)
    else:
        event.listen(engine, "begin", _begin_postgresql)


def _begin_postgresql(connection: Connection) -> None:
    """Begin as on SQLite: readers cannot write, and writers queue, so that what they read stays true."""
    if _reading.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")


def _attach_sqlite(engine: Engine) -> None:
    gate = WriteGate(Path(f"{engine.url.database}.gate"))
    event.listen(engine, "connect", _connect_sqlite)
    event.listen(engine, "begin", functools.partial(_begin_sqlite, gate))
    event.listen(engine, "checkin", _leave_gate)
    event.listen(engine, "engine_disposed", lambda _engine: gate.close())


def _connect_sqlite(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin as _begin_sqlite says, not as the driver guesses
    set_pragmas(connection)
    record.info["query_only"] = False


def _begin_sqlite(gate: WriteGate, connection: Connection) -> None:
    raw = connection.connection
    record = raw._connection_record  # noqa: SLF001 - SQLAlchemy has no public way from here to the pool's entry
    assert record is not None  # noqa: S101 - only a detached connection has none
    only = _reading.get()
    if record.info["query_only"] != only:
        raw.execute(f"PRAGMA query_only = {int(only)}")
        record.info["query_only"] = only
    if only:
        raw.execute("BEGIN")
        return
    gate.acquire()
    record.info["gate"] = gate
    raw.execute("BEGIN IMMEDIATE")


def _leave_gate(_connection: sqlite3.Connection | None, record: ConnectionPoolEntry) -> None:
    """Let the next writer in when a connection comes back to the pool: its transaction is over, however it ended."""
    held: WriteGate | None = record.info.pop("gate", None)
    if held is not None:
        held.release()


def set_pragmas(connection: sqlite3.Connection) -> None:
    """Make a SQLite connection durable, checked and patient."""
    for pragma in ("busy_timeout = 10000", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


_INSERTS: dict[str, Callable[[sa.Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@functools.cache
def _insert_once(table: sa.Table, dialect: str) -> sa.Executable:
    # Where the new row's id is asked for with RETURNING, the count of rows would be lost without the option.
    statement: sa.Executable = _INSERTS[dialect](table).on_conflict_do_nothing()
    return statement.execution_options(preserve_rowcount=True)


def add_once(session: Session, table: sa.Table, values: dict[str, Any]) -> bool:
    """Insert a row unless one of its unique keys is taken (the same event sent twice); say whether it was inserted."""
    connection = session.connection()
    return connection.execute(_insert_once(table, connection.dialect.name), values).rowcount == 1
