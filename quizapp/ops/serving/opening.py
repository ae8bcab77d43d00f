"""Opening the browser at the first start, where there is somebody to look at it."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Mapping

TRIES, PAUSE = 100, 0.2


def can_open(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Say whether a browser would open before whoever started the server: not from afar, and not without a display."""
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return False
    return platform in {"win32", "darwin"} or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def open_when_ready(site: str, address: str) -> subprocess.Popen[str]:
    """Open an address in the browser as soon as the server answers; return the process that waits for that.

    It reads the address, which may hold a secret, where no other account of this computer sees it.
    """
    process = subprocess.Popen([sys.executable, "-m", __name__, site], stdin=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
    if process.stdin:
        with process.stdin:
            process.stdin.write(address)
    return process


def open_browser(site: str, address: str) -> None:
    """Wait until a server answers, and open an address in the browser; in none where no server comes."""
    for _try in range(TRIES):
        try:
            urllib.request.urlopen(f"{site}/healthz", timeout=2).close()  # noqa: S310 - this server itself
        except (OSError, urllib.error.URLError):
            time.sleep(PAUSE)
        else:
            webbrowser.open(address)
            return


if __name__ == "__main__":
    open_browser(sys.argv[1], sys.stdin.read())
