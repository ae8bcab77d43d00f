"""Whose turn it is: a process answers few requests at a time, but waits for none whose sender has not sent all of it.

A phone that loses its network in the middle of a request leaves one that never ends. Bodies are taken in before the
turn, each by a thread of its own, and the system is asked to give up connections whose other end is gone.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from collections import deque
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Few: more only queue on the interpreter and on SQLite's lock. Windows has one process, as the gate guards no more
# there, so that others may go on while one waits for the disk.
AT_ONCE = 4 if sys.platform == "win32" else 1
SENDERS = AT_ONCE + 3
"""How many requests a process takes in at once. Under full load three that wait cost two to ten answers in a
hundred, as each is handed from thread to thread; 15 cost a tenth more, and 63 a sixth."""
KEPT_IN_MEMORY = 1024 * 1024
STRETCH = 256 * 1024
IDLE_SECONDS, ASKED_EVERY, ASKED_TIMES = 20, 10, 3
"""After how many silent seconds the other end of a connection is asked whether it is there, how often, until when."""


class Turns:
    """An application that answers so many requests at a time, in the order in which they came in whole."""

    def __init__(
        self, application: WSGIApplication, at_once: int, most: int, begin: Callable[[], object] | None = None
    ) -> None:
        """Take requests of up to so many bytes in; longer ones are left to the application, which refuses them.

        The first of all has something begin.
        """
        self._application, self._most, self._begin = application, most, begin
        self._at_once = self._free = at_once
        self._waiting: deque[Lock] = deque()
        self._lock = Lock()
        self._has_begun = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request when it is its turn."""
        if not self._has_begun:
            self._begin_once()
        if "HTTP_TRANSFER_ENCODING" in environ:  # no browser sends what it does not know the length of
            start_response("411 Length Required", [("Content-Length", "0"), ("Connection", "close")])
            return []
        wanted = _length_of(environ)
        if not 0 < wanted <= self._most:
            return self._answer(environ, start_response)
        with BytesIO() if wanted <= KEPT_IN_MEMORY else TemporaryFile() as body:
            if not _take_in(environ, body, wanted):
                start_response("400 Bad Request", [("Content-Length", "0"), ("Connection", "close")])
                return []
            return self._answer(environ, start_response)

    def at_work(self) -> int:
        """Return how many requests have come whole and are not answered yet."""
        with self._lock:
            return self._at_once - self._free + len(self._waiting)

    def _begin_once(self) -> None:
        with self._lock:
            if self._has_begun:
                return
            self._has_begun = True
        give_up_the_gone()
        if self._begin:
            self._begin()

    def _answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        mine = Lock()
        with self._lock:
            if self._free:
                self._free -= 1
            else:
                mine.acquire()
                self._waiting.append(mine)
        mine.acquire()  # given by whoever had the turn before, where there is one to wait for
        try:
            return self._application(environ, start_response)
        finally:
            with self._lock:
                if self._waiting:
                    self._waiting.popleft().release()
                else:
                    self._free += 1


def _length_of(environ: WSGIEnvironment) -> int:
    """Return how many bytes a request says that it brings; 0 for none."""
    length = environ.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() else 0


def _take_in(environ: WSGIEnvironment, body: IO[bytes], wanted: int) -> bool:
    """Read all of a request's body into a file that takes its place; say whether it came whole."""
    try:
        taken = _copy(environ["wsgi.input"], body, wanted)
    except (OSError, RuntimeError):
        return False
    body.seek(0)
    environ["wsgi.input"] = body
    return taken == wanted


def _copy(source: IO[bytes], target: IO[bytes], wanted: int) -> int:
    taken = 0
    while taken < wanted and (stretch := source.read(min(STRETCH, wanted - taken))):
        taken += target.write(stretch)
    return taken


def give_up_the_gone() -> None:
    """Let the system ask whether the other ends of connections are there; those to come inherit it from the port."""
    folder = Path("/proc/self/fd")
    for path in list(folder.iterdir()) if folder.is_dir() else ():
        if not path.is_socket():
            continue
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(int(path.name))) as found:
            if found.family in {socket.AF_INET, socket.AF_INET6} and found.type == socket.SOCK_STREAM:
                found.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, IDLE_SECONDS)
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, ASKED_EVERY)
                found.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, ASKED_TIMES)
