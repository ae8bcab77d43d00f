"""What a disk or a database refuses a command, told from a mistake of ours: said in a sentence, with what helps."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from pathlib import Path

from sqlalchemy.exc import OperationalError, ProgrammingError

import quizapp
from quizapp.config import Settings, SettingsError, read_settings
from quizapp.disk import is_full_disk
from quizapp.ops.paths import migrations_dir
from quizapp.ops.schema import is_known, newest_revision, stored_revision
from quizapp.web.errors import is_full

OF_SYSTEM = frozenset(
    {
        *(errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOENT, errno.ENOTDIR, errno.EISDIR),
        *(errno.ENAMETOOLONG, errno.ELOOP, errno.ENOSPC, errno.EDQUOT, errno.EIO),
    }
)
"""What a disk says of a folder or a file that cannot be used."""
DENIED = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN})
OF_SQLITE = DENIED | {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
"""The same as SQLite says it of its file."""
OF_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
"""What SQLite says where a file does not fit, if it is not for another reason."""
HINT = " Is QUIZAPP_DATA right? `quizapp doctor` looks the folder over."
MISSING = re.compile(r"no such (table|column)|has no column named")
"""How SQLite says that a table or a column is not there."""
UNDEFINED = frozenset({"42P01", "42703"})
"""The same as PostgreSQL numbers it."""

Refusal = OSError | OperationalError | ProgrammingError | sqlite3.OperationalError
"""What may be a refusal."""


def said_of(error: Refusal) -> str | None:
    """Return in a sentence what was refused; None where it is no refusal, but a mistake of ours."""
    if isinstance(error, OSError):
        return _said_of_file(error)
    if is_missing(error):
        return _said_of_schema()
    settings, why = _settings(), getattr(error, "orig", None) or error
    if settings and settings.uses_sqlite and _code_of(error) in OF_SQLITE:
        return _said_of_sqlite(settings.database_file, error, why)
    if isinstance(error, OperationalError) and is_full(error):
        return f"The database: {why}"
    if isinstance(error, OperationalError) and settings and not settings.uses_sqlite and error.statement is None:
        told = str(why).partition("\n")[0]
        return f"The database: {told}. Is QUIZAPP_DATABASE_URL right, and does PostgreSQL run there?"
    return None


def _said_of_sqlite(file: Path, error: Refusal, why: object) -> str:
    if lacks_room(error, file.parent):
        return f"The disk of {file.parent} is full: make room on it, and try again."
    return f"{file}: {why}.{_hint(file)}"


def is_denied(error: Exception) -> bool:
    """Say whether it is that this account may not write, or not even open, SQLite's file or its folder."""
    return _code_of(error) in DENIED


def lacks_room(error: Exception, folder: Path) -> bool:
    """Say whether it is that the disk of SQLite's file is full, so that what it needs beside its own does not fit."""
    return _code_of(error) in OF_ROOM and is_full_disk(folder)


def _code_of(error: Exception) -> int | None:
    code: int | None = getattr(getattr(error, "orig", None) or error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF  # above that byte stands why


def is_missing(error: Exception) -> bool:
    """Say whether it is that a table or a column is not there."""
    why = getattr(error, "orig", None) or error
    return getattr(why, "sqlstate", None) in UNDEFINED or MISSING.search(str(why)) is not None


def _said_of_schema() -> str | None:
    """Return what is to be done about a schema that is not this version's; None where it is, and the mistake ours."""
    settings = _settings()
    if settings is None or (stored := stored_revision(settings)) == newest_revision():
        return None
    where = settings.database_file if settings.uses_sqlite else "The database"
    if not stored:
        hint = _hint(settings.database_file) if settings.uses_sqlite else ""
        return f"{where} has no tables of quizapp yet: `quizapp serve` makes them.{hint}"
    if is_known(stored):
        return f"{where} is of an older version of quizapp: `quizapp serve` brings it up to date, after a backup."
    return f"{where} is of a newer version of quizapp: install that one, or restore an older backup."


def _said_of_file(error: OSError) -> str | None:
    if error.errno not in OF_SYSTEM:
        return None
    if not isinstance(error.filename, str | bytes):
        return f"{error.strerror}."
    path = Path(os.path.realpath(os.fsdecode(error.filename)))
    if error.errno == errno.ENOENT and _is_shipped(path):
        return None
    return f"{os.fsdecode(error.filename)}: {error.strerror}.{_hint(path)}"


def _is_shipped(path: Path) -> bool:
    return any(path.is_relative_to(one) for one in (Path(quizapp.__file__).resolve().parent, migrations_dir()))


def _hint(path: Path) -> str:
    """Return what helps where a path lies in the data folder, or on the way to it; nothing for any other."""
    settings = _settings()
    if settings is None:
        return ""
    return HINT if path.is_relative_to(settings.data_dir) or settings.data_dir.is_relative_to(path) else ""


def _settings() -> Settings | None:
    try:
        return read_settings()
    except SettingsError:
        return None
