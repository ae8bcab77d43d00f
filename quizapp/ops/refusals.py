"""What a disk refuses a command, told from a mistake of ours: said in a sentence, with a hint where it is of use."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from sqlalchemy.exc import OperationalError

import quizapp
from quizapp.config import Settings, SettingsError, read_settings
from quizapp.ops.paths import migrations_dir
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
HINT = " Is QUIZAPP_DATA right? `quizapp doctor` looks the folder over."


def said_of(error: OSError | OperationalError | sqlite3.OperationalError) -> str | None:
    """Return in a sentence what was refused; None where it is no refusal, but a mistake of ours."""
    if isinstance(error, OSError):
        return _said_of_file(error)
    settings, why = _settings(), getattr(error, "orig", None) or error
    if settings and settings.uses_sqlite and _code_of(error) in OF_SQLITE:
        return f"{settings.database_file}: {why}.{_hint(settings.database_file)}"
    return f"The database: {why}" if isinstance(error, OperationalError) and is_full(error) else None


def is_denied(error: Exception) -> bool:
    """Say whether it is that this account may not write, or not even open, SQLite's file or its folder."""
    return _code_of(error) in DENIED


def _code_of(error: Exception) -> int | None:
    code: int | None = getattr(getattr(error, "orig", None) or error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF  # above that byte stands why


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
