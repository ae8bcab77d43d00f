"""Where the processes of a server count: a folder for each server, as several may share one data folder."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
from pathlib import Path

from quizapp.config import Settings
from quizapp.ops.locks import LockedError, holding, share_until_the_end
from quizapp.ops.stopping import server_process

LOCK = "server.lock"


def own_folder(settings: Settings) -> Path:
    """Return where the processes of the server count that this one belongs to."""
    return _folder(settings, server_process())


def begin_anew(settings: Settings) -> None:
    """Forget what servers counted that have ended, and begin to count for the one that this process is."""
    for former in (settings.data_dir / "metrics").glob("*"):
        if former.is_dir():
            with contextlib.suppress(LockedError, OSError), holding(former / LOCK):
                shutil.rmtree(former, ignore_errors=True)
        else:
            former.unlink(missing_ok=True)  # of a version in which all servers counted in one folder
    keep(_folder(settings, os.getpid()))


def keep(folder: Path) -> None:
    """Keep a folder from being forgotten as long as this process lives: other servers see that this one counts."""
    with contextlib.suppress(LockedError):  # somebody else looks at it for ever; it is counted all the same
        share_until_the_end(folder / LOCK)


def _folder(settings: Settings, server: int) -> Path:
    host = re.sub(r"[^\w.-]", "_", socket.gethostname())
    return settings.data_dir / "metrics" / f"{host}-{server}"
