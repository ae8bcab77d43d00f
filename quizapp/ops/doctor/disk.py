"""Looking at the disk: room, rights, and how long it takes to keep something."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2.filters import do_filesizeformat

from quizapp.config import Settings
from quizapp.kinds.messages import N_
from quizapp.ops.doctor.findings import Finding, Level, finding
from quizapp.ops.logs import SECURITY_FILE

MEGABYTE = 1_000_000
LEAST_FREE = 100 * MEGABYTE
FEW_FREE = 1_000 * MEGABYTE
SLOW_MS = 50.0
WRITES = 20
AT_MOST_SECONDS = 2.0
WRITTEN = ("metrics", "pictures", "tries.sqlite3")
"""What a server writes in its data folder besides the database and the logs; of locks and backups others look.

What it replaces as a whole may be anybody's.
"""


def look_for_folder(settings: Settings) -> Iterator[Finding]:
    """Say of a data folder that is not there, or may not be entered, whether it can be made."""
    folder = settings.data_dir
    above = next(one for one in (folder, *folder.parents) if _is_there(one))
    if is_open_folder(above) and os.access(above, os.W_OK) and _is_missing(folder):
        text = N_("The data folder %(folder)s is not there yet.")
        yield finding("folder", Level.NOTE, text, N_("quizapp serve makes it."), folder=folder)
        return
    text = N_("The data folder %(folder)s cannot be used.")
    advice = N_("%(above)s is a file, or you may not write in it: set QUIZAPP_DATA to another folder, or own that one.")
    yield finding("folder", Level.FAULT, text, advice, folder=folder, above=above)


def is_open_folder(path: Path) -> bool:
    """Say whether a path is a folder that may be entered; Path.is_dir() breaks below one that may not."""
    return os.path.isdir(path) and os.access(path, os.X_OK)  # noqa: PTH112 - see above


def _is_there(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - Path.exists() breaks below a folder that may not be entered


def _is_missing(path: Path) -> bool:
    """Say whether a path is free, as against one that cannot be reached, or that no disk takes."""
    try:
        path.stat()
    except OSError as error:
        return isinstance(error, FileNotFoundError)
    return False


def look_at_room(settings: Settings) -> Iterator[Finding]:
    """Say how much room is left where the data lie."""
    free = shutil.disk_usage(settings.data_dir).free
    size = settings.database_file.stat().st_size if settings.uses_sqlite and settings.database_file.is_file() else 0
    level = Level.FAULT if free < LEAST_FREE else Level.WARNING if free < max(FEW_FREE, 3 * size) else Level.WELL
    text = (
        N_("%(free)s are free in %(folder)s; the database has %(size)s.")
        if settings.uses_sqlite
        else N_("%(free)s are free in %(folder)s, where keys, pictures and logs lie.")
    )
    advice = N_("Make room on this disk: without it answers cannot be kept, and no backup can be made.")
    values = {"free": do_filesizeformat(free), "folder": settings.data_dir, "size": do_filesizeformat(size)}
    yield finding("disk", level, text, None if level is Level.WELL else advice, **values)


def look_at_rights(settings: Settings) -> Iterator[Finding]:
    """Say whether the data folder can be written, and whether its key and its database are its owner's alone."""
    folder = settings.data_dir
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        closed = [folder]
    else:
        closed = [*_closed(settings.data_dir / name for name in WRITTEN), *closed_of_database(settings)]
    unwritten = [_fault(N_("%(folder)s cannot be written."), one) for one in closed]
    if faults := [*_look_at_key(settings), *unwritten, *_look_at_logs(settings)]:
        yield from faults
        return
    if exposed := list(_look_at_others(settings) if os.name == "posix" else ()):
        yield from exposed
    elif os.name != "posix":
        yield finding("rights", Level.WELL, N_("%(folder)s can be written."), folder=folder)
    else:
        yield finding(
            "rights", Level.WELL, N_("%(folder)s can be written, and what lies in it is private."), folder=folder
        )


def _fault(text: str, path: Path) -> Finding:
    advice = N_("Let the person who runs the server own %(folder)s, and write there.")
    return finding("rights", Level.FAULT, text, advice, folder=path)


def _look_at_key(settings: Settings) -> Iterator[Finding]:
    key = settings.data_dir / "secret_key"
    if _is_there(key) and not os.access(key, os.R_OK):
        yield _fault(N_("%(folder)s cannot be read."), key)


def _look_at_logs(settings: Settings) -> Iterator[Finding]:
    if settings.log_file is None:
        return
    text, folder = N_("%(folder)s cannot be written."), settings.log_file.parent
    for one in _closed((folder, settings.log_file, settings.log_file.with_name(SECURITY_FILE))):
        if one != folder or folder.is_relative_to(settings.data_dir):
            yield _fault(text, one)
        else:  # it may be the folder of all logs of the computer
            advice = N_(
                "Let the person who runs the server own a folder for this log alone, such as %(own)s, "
                "and set QUIZAPP_LOG to a file in it."
            )
            own = folder if folder.name == "quizapp" else folder / "quizapp"
            yield finding("rights", Level.FAULT, text, advice, folder=folder, own=own)


def closed_of_database(settings: Settings) -> list[Path]:
    """Return the database's folder, its file and those beside it, as far as they cannot be written."""
    file = settings.database_file
    if not settings.uses_sqlite or not file.is_file():
        return []
    return _closed((file.parent, *(file.with_name(file.name + end) for end in ("", "-wal", "-shm", ".gate"))))


def _closed(places: Iterable[Path]) -> list[Path]:
    return [one for one in places if _is_there(one) and not os.access(one, os.W_OK)]


def _look_at_others(settings: Settings) -> Iterator[Finding]:
    """Say what other accounts of the machine can read."""
    key, database = settings.data_dir / "secret_key", settings.database_file
    if key.is_file() and key.stat().st_mode & 0o077:
        text, advice = N_("Others on this computer can read %(key)s, and sign in as anybody."), N_("chmod 600 %(key)s")
        yield finding("rights", Level.WARNING, text, advice, key=key)
    if settings.uses_sqlite and database.is_file() and _is_open(database, 0o004) and _is_open(database.parent, 0o001):
        text = N_("Others on this computer can read %(database)s: names, answers and marks of everybody.")
        advice = N_("chmod 700 %(folder)s; or, if others have to come in there, chmod 600 %(database)s*")
        yield finding("rights", Level.WARNING, text, advice, database=database, folder=database.parent)


def _is_open(path: Path, bit: int) -> bool:
    return path.stat().st_mode & bit != 0


def look_at_speed(settings: Settings) -> Iterator[Finding]:
    """Say how long this disk takes to keep something for good: each answer waits for it."""
    try:
        taken = statistics.median(_sync_times(settings))
    except OSError:
        return  # said already: it cannot be written
    values = {"ms": f"{taken:.1f}", "count": WRITES}
    if taken > SLOW_MS:
        text = N_("The disk takes %(ms)s ms to keep something for good (the middle of %(count)s tries), which is slow.")
        advice = N_("Put the data folder on the computer's own disk, not on a stick, a card or a network drive.")
        yield finding("speed", Level.WARNING, text, advice, **values)
    else:
        text = N_("The disk takes %(ms)s ms to keep something for good (the middle of %(count)s tries).")
        yield finding("speed", Level.WELL, text, **values)


def _sync_times(settings: Settings) -> list[float]:
    """Return how many milliseconds each of some small writes took, fewer where they take long."""
    times: list[float] = []
    with tempfile.TemporaryFile(dir=settings.data_dir) as file:
        until = time.monotonic() + AT_MOST_SECONDS
        while len(times) < WRITES and (not times or time.monotonic() < until):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
            times.append(1000 * (time.perf_counter() - began))
    return times
