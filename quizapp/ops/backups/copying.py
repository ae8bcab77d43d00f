"""Copying a SQLite database that is written to meanwhile, and proving that the copy is whole."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizapp.kinds.messages import N_
from quizapp.ops.backups.manifest import BackupError

PAGES_A_STEP = 512
STEPS_A_SYNC = 8
REST = 1.0
"""How long it rests after each step, as a multiple of the step: the disk belongs to those who answer."""
_PLAIN_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"


class DamagedError(BackupError):
    """A database cannot be read as what it is."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a database held in the moment of which a copy was made."""

    rows: dict[str, int]
    revision: str
    pictures: tuple[str, ...]


def copy_database(source: Path, target: Path) -> Copied:
    """Copy a database as it is in one moment, in steps that let others read and write, and return what it holds.

    A transaction that reads stays open meanwhile, so that all is of the same moment and the copy never begins anew.

    Raises:
        BackupError: it is not there.
        DamagedError: it cannot be read.
    """
    if not source.is_file():
        raise BackupError(N_("There is no database yet: %(path)s."), path=source)
    try:
        with opened(source) as reading, contextlib.closing(sqlite3.connect(target)) as copy:
            reading.execute("BEGIN")
            held = _holdings(reading)
            copy.execute("PRAGMA synchronous = OFF")  # _Pace brings it to the disk little by little
            with target.open("r+b") as file:  # Windows syncs only what may be written
                reading.backup(copy, pages=PAGES_A_STEP, progress=_Pace(file.fileno()))
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, that can be read where nothing can be written
    except sqlite3.Error as error:
        raise DamagedError(N_("The database cannot be read: %(error)s."), error=error) from None
    return held


def check_copy(path: Path) -> Copied:
    """Open a copy anew, check every page and every reference, and return what it holds.

    Raises:
        DamagedError: it is damaged.
    """
    try:
        with opened(path) as copy:
            found = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
            if found != ["ok"]:
                raise DamagedError(N_("The database is damaged: %(found)s."), found="; ".join(found))
            broken = copy.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise DamagedError(N_("%(count)s rows of the database refer to nothing."), count=len(broken))
            return _holdings(copy)
    except sqlite3.Error as error:
        raise DamagedError(N_("The database is damaged: %(found)s."), found=error) from None


@contextlib.contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database to read it; nothing is written by it."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout = 10000")
        connection.execute("PRAGMA query_only = 1")
        yield connection


def revision_of(connection: sqlite3.Connection) -> str:
    """Return the newest migration of a database, or "" where none was made."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return str(found[0]) if found else ""


def _holdings(connection: sqlite3.Connection) -> Copied:
    names = [str(row[0]) for row in connection.execute(_PLAIN_TABLES)]
    rows = {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608 - from the schema
    pictures = connection.execute("SELECT name FROM pictures ORDER BY name") if "pictures" in rows else ()
    return Copied(rows, revision_of(connection), tuple(str(row[0]) for row in pictures))


class _Pace:
    """Rests after each step, and has the disk write now and then, so that nothing is piled up before others."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._steps = 0
        self._began = time.monotonic()

    def __call__(self, _status: int, _remaining: int, _total: int) -> None:
        self._steps += 1
        if self._steps % STEPS_A_SYNC == 0:
            os.fsync(self._descriptor)
        time.sleep(min((time.monotonic() - self._began) * REST, 1.0))
        self._began = time.monotonic()
