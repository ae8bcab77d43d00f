"""Backups by themselves: once a day, by one process of those that serve, however often the server is started."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from zoneinfo import ZoneInfo

from quizapp.config import OFF, Settings
from quizapp.ops.backups.folder import FAILURE, backups_in
from quizapp.ops.backups.manifest import Reason

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


class Keeper(Thread):
    """The thread of a serving process that looks whether a backup is due. Each process has one; a lock chooses."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime], *, every: float = LOOKS_EVERY) -> None:
        """Prepare the thread; it begins with start()."""
        super().__init__(name="quizapp-backups", daemon=True)
        self._settings, self._clock, self._every = settings, clock, every
        self._over = Event()

    def run(self) -> None:
        """Look now and then, until the process ends."""
        self._over.wait(self._every)
        while not self._over.wait(self._every):
            try:
                if is_due(self._settings, self._clock()):
                    begin_backup(self._settings, Reason.DAILY).wait()
            except Exception:  # whatever it is: nobody else hears of a thread that breaks off
                logging.getLogger(__name__).exception("The backup could not be begun.")

    def stop(self) -> None:
        """End the thread at its next look."""
        self._over.set()


def keep_backups(settings: Settings, clock: Callable[[], datetime]) -> None:
    """Have backups made by themselves from now on, where there are to be any."""
    if settings.uses_sqlite and settings.backups_dir is not None:
        Keeper(settings, clock).start()
