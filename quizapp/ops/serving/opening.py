"""Opening the browser at the first start, where there is somebody to look at it."""

from __future__ import annotations

import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Mapping
from threading import Thread

TRIES, PAUSE = 100, 0.2


def can_open(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Say whether a browser would open before whoever started the server: not from afar, and not without a display."""
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return False
    return platform in {"win32", "darwin"} or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def open_when_ready(site: str, address: str) -> Thread:
    """Open an address in the browser as soon as the server answers; return the thread that waits for that."""
    thread = Thread(target=_open, args=(site, address), name="quizapp-opening", daemon=True)
    thread.start()
    return thread


def _open(site: str, address: str) -> None:
    for _try in range(TRIES):
        try:
            urllib.request.urlopen(f"{site}/healthz", timeout=2).close()  # noqa: S310 - this server itself
        except (OSError, urllib.error.URLError):
            time.sleep(PAUSE)
        else:
            webbrowser.open(address)
            return
