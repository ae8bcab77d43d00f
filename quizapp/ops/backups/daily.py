"""Backups by themselves: once a day, by one process of those that serve, however often the server is started."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

from quizapp.config import OFF, Settings
from quizapp.ops.backups.folder import FAILURE, backups_in
from quizapp.ops.backups.manifest import Reason
from quizapp.ops.rounds import keep_doing

LOOKS_EVERY = 60.0
"""Seconds between two looks at the clock; a start is left alone for as long twice."""
TRIES_AGAIN = timedelta(hours=1)


def is_due(settings: Settings, now: datetime) -> bool:
    """Say whether the hour of backups has passed since the newest one; that is how restarts forget nothing."""
    folder = settings.backups_dir
    if folder is None or not settings.uses_sqlite:
        return False
    failure = folder / FAILURE
    if failure.is_file() and abs(now.timestamp() - failure.stat().st_mtime) < TRIES_AGAIN.total_seconds():
        return False
    newest = next((backup.made_at for backup in backups_in(folder) if backup.manifest), None)
    last = last_time_of(settings.backup_hour, settings.timezone, now)
    return newest is None or newest < last or newest > now + timedelta(days=1)


def last_time_of(hour: int, zone: ZoneInfo, now: datetime) -> datetime:
    """Return when it last became an hour of a wall clock; of one that it shows twice in a night, the first counts."""
    local = now.astimezone(zone)
    moment = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    return (moment if moment <= local else moment - timedelta(days=1)).astimezone(UTC)


def begin_backup(settings: Settings, reason: Reason) -> subprocess.Popen[bytes]:
    """Begin a backup in a process of its own, which gives way to all others, and return at once."""
    environ = os.environ | {
        "QUIZAPP_DATA": str(settings.data_dir),
        "QUIZAPP_DATABASE_URL": settings.database_url.render_as_string(hide_password=False),
        "QUIZAPP_BACKUPS": str(settings.backups_dir or OFF),
        "QUIZAPP_LOG": str(settings.log_file or OFF),
        "QUIZAPP_LOG_LEVEL": settings.log_level,
        "QUIZAPP_TIMEZONE": settings.timezone.key,
    }
    root = str(Path(__file__).resolve().parents[3])  # where this quizapp was imported from
    environ["PYTHONPATH"] = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "quizapp.ops.backups", reason]
    return subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL)  # noqa: S603 - nobody else's words


def keep_backups(settings: Settings, clock: Callable[[], datetime], *, seconds: float = LOOKS_EVERY) -> Event | None:
    """Have backups made by themselves from now on, where there are to be any, until the returned event is set.

    Each process that serves looks whether one is due; a lock chooses.
    """
    if not settings.uses_sqlite or settings.backups_dir is None:
        return None

    def _look() -> None:
        if is_due(settings, clock()):
            begin_backup(settings, Reason.DAILY).wait()

    trouble = "The backup could not be begun."
    return keep_doing(_look, name="backups", seconds=seconds, first=2 * seconds, trouble=trouble)
