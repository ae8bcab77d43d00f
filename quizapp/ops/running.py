"""Who serves a data folder: a lock that every serving process shares, and that whoever needs the folder alone holds."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from quizapp.config import Settings
from quizapp.db import WRITERS_LOCK
from quizapp.ops.locks import FileLock, LockedError, holding

LOCK = "serving.lock"
TRIES = 20
STARTERS_LOCK = WRITERS_LOCK + 1
"""PostgreSQL's name for the turn of a server that starts."""
_HELD: dict[Path, FileLock] = {}
"""Locks of this process, held until it ends."""


class ServerRunningError(Exception):
    """A server runs on this data folder."""


@contextlib.contextmanager
def folder_alone(data_dir: Path) -> Iterator[None]:
    """Hold a data folder within a block, so that no server begins on it.

    Raises:
        ServerRunningError: one runs already.
    """
    try:
        with holding(data_dir / LOCK):
            yield
    except LockedError:
        raise ServerRunningError(str(data_dir)) from None


@contextlib.contextmanager
def one_start_at_a_time(settings: Settings) -> Iterator[None]:
    """Wait until no other server of a PostgreSQL database starts: of two at once only one may bring it up to date."""
    engine = sa.create_engine(settings.database_url, poolclass=sa.NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:  # what a session holds is let go when it is closed, or cut off
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({STARTERS_LOCK})")
        yield


def share_folder(settings: Settings) -> None:
    """Say, until this process ends, that it serves a data folder.

    Raises:
        ServerRunningError: somebody holds it alone: it is being restored, or upgraded.
    """
    lock = _HELD.setdefault(settings.data_dir, FileLock(settings.data_dir / LOCK))
    for _try in range(TRIES):
        try:
            return lock.take(shared=True)
        except LockedError:
            time.sleep(0.1)  # somebody may only have looked whether anybody is here
    raise ServerRunningError(str(settings.data_dir))


def is_served(data_dir: Path) -> bool:
    """Say whether a server runs on a data folder."""
    if not (data_dir / LOCK).is_file():
        return False
    try:
        with folder_alone(data_dir):
            return False
    except ServerRunningError:
        return True
