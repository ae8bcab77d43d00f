"""Who serves a data folder: a lock that every serving process shares, and that whoever needs the folder alone holds."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from quizapp.config import Settings
from quizapp.db import WRITERS_LOCK
from quizapp.ops.locks import LockedError, holding, share_until_the_end

LOCK = "serving.lock"
STARTERS_LOCK = WRITERS_LOCK + 1
"""PostgreSQL's name for the turn of a server that starts."""


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
    try:
        share_until_the_end(settings.data_dir / LOCK)
    except LockedError:
        raise ServerRunningError(str(settings.data_dir)) from None


def is_served(data_dir: Path) -> bool:
    """Say whether a server runs on a data folder."""
    if not (data_dir / LOCK).is_file():
        return False
    try:
        with folder_alone(data_dir):
            return False
    except ServerRunningError:
        return True
