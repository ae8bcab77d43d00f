"""Whether anybody is at work on a fit: on PostgreSQL by a lock that ends with the process that holds it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

_FIT_LOCK = 0x71756966
""""quif": PostgreSQL's name for it."""
_TAKE = f"SELECT pg_try_advisory_lock({_FIT_LOCK})"


@contextlib.contextmanager
def at_work(session: Session) -> Iterator[None]:
    """Let every server of a database see, while the block lasts, that a fit is being made here."""
    if _is_alone(session):
        yield
        return
    with _outside(session) as connection:  # what it holds is let go when it is closed, or cut off
        connection.exec_driver_sql(_TAKE)
        yield


def nobody_is_at_work(session: Session) -> bool:
    """Say whether a fit that stands there as running was cut off; to be asked when a server starts."""
    if _is_alone(session):
        return True
    with _outside(session) as connection:
        return bool(connection.exec_driver_sql(_TAKE).scalar())


def _is_alone(session: Session) -> bool:
    """Say whether no other server can be at work on the database: one serves an SQLite file."""
    return session.get_bind().dialect.name == "sqlite"


def _outside(session: Session) -> sa.Connection:
    """Return a connection of its own, beside those of requests."""
    url = session.get_bind().engine.url
    return sa.create_engine(url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT").connect()
