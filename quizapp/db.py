"""The database: the typed Base of all models, and how transactions begin. No models here.

A transaction begins either *reading* (a snapshot on a connection that cannot write) or *writing* (through the gate,
then BEGIN IMMEDIATE). Requests with a safe method read; all else writes until it commits, and only reads from then on.
"""

from __future__ import annotations

import functools
import sqlite3
import time
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

import quizapp.gate
from quizapp.column_types import Json, UTCDateTime, to_json
from quizapp.disk import file_of
from quizapp.gate import WriteGate
from quizapp.sessions import OPTIONS, OneEngineSession
from quizapp.statements import Prepared

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
PRAGMAS = (
    "busy_timeout = 10000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "cache_size = -32000",  # KiB: what a large import writes is not to be written before its end, and then again
    "wal_autocheckpoint = 4000",  # pages, 16 MB: answers that come close together write many of the same ones
    "temp_store = MEMORY",  # a statement of many rows keeps pages as they were before it, else in a file
)
WRITERS_LOCK = 0x7175697A  # "quiz": PostgreSQL's name for the gate
_LOCK_WRITERS = f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})"
_LOCK_AND_TELL = f"{_LOCK_WRITERS}, pg_current_xact_id_if_assigned()"
"""Takes the lock, and gives the number that a transaction has only where it wrote."""
_TELL = "SELECT pg_current_xact_id_if_assigned()"


class Base(DeclarativeBase):
    """What every model inherits: typed columns and one naming of constraints."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UTCDateTime(), dict[str, Any]: Json(), list[Any]: Json(), str: sa.Text()},
    )


db = SQLAlchemy(
    model_class=Base,
    engine_options={"json_serializer": to_json, "hide_parameters": True},  # errors end in logs, answers do not
    session_options={"expire_on_commit": False, "class_": OneEngineSession, **OPTIONS},
    disable_autonaming=True,
)


class Mode(Enum):
    """How a transaction begins."""

    WRITING = auto()
    READING = auto()
    LOOKING = auto()
    """As one that reads, to become one that writes: on the same connection, but through the gate only then."""


_mode: ContextVar[Mode] = ContextVar("quizapp_mode", default=Mode.WRITING)


class WrittenTooEarlyError(Exception):
    """Something was written while looking, before the gate: it is rolled back."""


def read_only(on: bool) -> None:
    """Choose how the transactions that begin from here on in this request begin: reading, or writing."""
    _mode.set(Mode.READING if on else Mode.WRITING)


def is_writing() -> bool:
    """Say whether the transactions of this request are such that write, by now."""
    return _mode.get() is Mode.WRITING


@contextmanager
def reading(session: Session) -> Iterator[None]:
    """Read without holding the write gate, for slow work such as hashing between reading and writing.

    Whatever the session held is rolled back before and after: nothing may be pending.
    """
    session.rollback()
    token = _mode.set(Mode.READING)
    try:
        yield
    finally:
        session.rollback()
        _mode.reset(token)


@contextmanager
def looking_first(session: Session) -> Iterator[None]:
    """Look things up before the gate, so that others may write meanwhile; then go on in a writing transaction.

    For the hottest requests: half of their time is spent before they write. What was looked up may have changed since,
    so the writing statements have to say themselves under which conditions they write.

    Raises:
        WrittenTooEarlyError: something was written within the block.
    """
    token = _mode.set(Mode.LOOKING)
    try:
        yield
    finally:
        _mode.reset(token)
    if session.in_transaction():
        _start_writing(session.connection())


def _start_writing(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        proxied = connection.connection
        raw, info = cast("sqlite3.Connection", proxied.dbapi_connection), proxied.info
        _refuse_written(raw, info)
        raw.execute("ROLLBACK")
        _enter_gate(raw, info)
    else:
        connection.info["looking"] = False
        if _take_turn(connection, _LOCK_AND_TELL)[1] is not None:
            raise WrittenTooEarlyError


def attach_events(engine: Engine) -> None:
    """Teach an engine how this application's transactions begin and end."""
    if engine.dialect.name == "sqlite":
        _attach_sqlite(engine)
    else:
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "commit", _commit_postgresql)


def _begin_postgresql(connection: Connection) -> None:
    """Begin as on SQLite: readers cannot write, and writers queue, so that what they read stays true."""
    mode, raw = _mode.get(), cast("Any", connection.connection.dbapi_connection)
    connection.info["looking"] = mode is Mode.LOOKING
    if raw.read_only is not (mode is Mode.READING):
        raw.read_only = mode is Mode.READING  # the driver says it with its BEGIN: no way more to the server
    if mode is Mode.WRITING:
        _take_turn(connection, _LOCK_WRITERS)


def _take_turn(connection: Connection, statement: str) -> Sequence[Any]:
    began = time.perf_counter()
    row = connection.exec_driver_sql(statement).one()
    if quizapp.gate.on_wait:
        quizapp.gate.on_wait(time.perf_counter() - began)
    return row


def _commit_postgresql(connection: Connection) -> None:
    if connection.info.get("looking") and connection.exec_driver_sql(_TELL).scalar() is not None:
        raise WrittenTooEarlyError


def _attach_sqlite(engine: Engine) -> None:
    gate = WriteGate(Path(f"{file_of(str(engine.url.database))}.gate"))
    event.listen(engine, "connect", functools.partial(_connect_sqlite, gate))
    # The dialect's own hooks: an engine with listeners of its own looks for more of them six times a statement.
    engine.dialect.do_begin = _begin_sqlite  # type: ignore[method-assign,assignment]
    engine.dialect.do_commit = _commit_sqlite  # type: ignore[method-assign,assignment]
    event.listen(engine, "checkin", _checkin_sqlite)
    weakref.finalize(engine, gate.close)


def _connect_sqlite(gate: WriteGate, connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin as _begin_sqlite says, not as the driver guesses
    set_pragmas(connection)
    teach_power(connection)
    record.info.update(gate=gate, query_only=False, held=False, looking=None)


def teach_power(connection: sqlite3.Connection) -> None:
    """Teach a SQLite that was built without its mathematical functions the one that forgetting is computed by."""
    try:
        connection.execute("SELECT power(2.0, 2.0)")
    except sqlite3.OperationalError:
        connection.create_function("power", 2, pow, deterministic=True)


def _begin_sqlite(connection: PoolProxiedConnection) -> None:
    raw, info, mode = cast("sqlite3.Connection", connection.dbapi_connection), connection.info, _mode.get()
    only = mode is Mode.READING
    if info["query_only"] != only:  # a change has SQLite prepare all statements anew, so it is made where it must be
        raw.execute(f"PRAGMA query_only = {int(only)}")
        info["query_only"] = only
    if mode is Mode.WRITING:
        _enter_gate(raw, info)
    else:
        info["looking"] = None if only else raw.total_changes
        raw.execute("BEGIN")


def _enter_gate(raw: sqlite3.Connection, info: dict[str, Any]) -> None:
    info["gate"].acquire()
    info.update(held=True, looking=None)
    raw.execute("BEGIN IMMEDIATE")


def _commit_sqlite(connection: PoolProxiedConnection) -> None:
    raw = cast("sqlite3.Connection", connection.dbapi_connection)
    _refuse_written(raw, connection.info)
    try:
        raw.commit()
    except sqlite3.Error:
        raw.rollback()  # SQLAlchemy takes it for ended, and the next to use the connection could not begin
        raise
    _leave_gate(connection.info)  # not only when the connection comes back: the next writer is waiting


def _refuse_written(raw: sqlite3.Connection, info: dict[str, Any]) -> None:
    if info["looking"] not in {None, raw.total_changes}:
        raw.rollback()
        raise WrittenTooEarlyError


def _checkin_sqlite(_connection: sqlite3.Connection | None, record: ConnectionPoolEntry) -> None:
    """Let the next writer in when a connection comes back to the pool: its transaction is over, however it ended."""
    _leave_gate(record.info)


def _leave_gate(info: dict[Any, Any]) -> None:
    if info.get("held"):
        info["held"] = False
        info["gate"].release()


def set_pragmas(connection: sqlite3.Connection) -> None:
    """Make a SQLite connection durable, checked and patient."""
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def insert_into(table: sa.Table, dialect: str) -> Any:  # noqa: ANN401 - the two have no type in common
    """Return a dialect's INSERT, which knows what to do on a conflict."""
    if dialect != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - 2 MiB, which no server on SQLite needs

    return postgresql.insert(table)


@functools.cache
def _insert_once(table: sa.Table) -> Prepared:
    columns = [column.name for column in table.c if not column.primary_key]
    return Prepared(lambda dialect: insert_into(table, dialect).on_conflict_do_nothing().inline(), columns)


def add_once(connection: Connection, table: sa.Table, values: Mapping[str, Any]) -> bool:
    """Insert a row, all columns but the key, unless one of its unique keys is taken; say whether it was inserted."""
    return _insert_once(table).change(connection, values) == 1
