"""Where the processes of a server count: a folder for each server, as several may share one data folder."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import time
from pathlib import Path

from quizapp.config import Settings
from quizapp.ops.locks import FileLock, LockedError, holding
from quizapp.ops.stopping import SERVED_BY

LOCK = "server.lock"
TRIES = 20
_HELD: dict[Path, FileLock] = {}
"""Locks of this process, held until it ends: they tell other servers that this one counts still."""


def own_folder(settings: Settings) -> Path:
    """Return where the processes of the server count that this one belongs to."""
    return _folder(settings, os.environ.get(SERVED_BY) or str(os.getppid()))


def begin_anew(settings: Settings) -> None:
    """Forget what servers counted that have ended, and begin to count for the one that this process is."""
    for former in (settings.data_dir / "metrics").glob("*"):
        if former.is_dir():
            with contextlib.suppress(LockedError, OSError), holding(former / LOCK):
                shutil.rmtree(former, ignore_errors=True)
        else:
            former.unlink(missing_ok=True)  # of a version in which all servers counted in one folder
    keep(_folder(settings, str(os.getpid())))


def keep(folder: Path) -> None:
    """Keep a folder from being forgotten as long as this process lives."""
    lock = _HELD.setdefault(folder, FileLock(folder / LOCK))
    for _try in range(TRIES):
        try:
            return lock.take(shared=True)
        except LockedError:
            time.sleep(0.1)  # another server looks whether anybody is here
    return None


def _folder(settings: Settings, server: str) -> Path:
    host = re.sub(r"[^\w.-]", "_", socket.gethostname())
    return settings.data_dir / "metrics" / f"{host}-{server}"
