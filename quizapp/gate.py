"""One queue before SQLite's write lock, within a process and across processes.

SQLite itself waits for its lock by sleeping and trying again, which is unfair: the unlucky wait a second. Whoever wants
to write queues here instead, and holds the place from BEGIN IMMEDIATE to the end of the transaction.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import IO

from quizapp.disk import make_own_folder

if sys.platform != "win32":
    import fcntl

WAIT_SECONDS = 30.0


class GateTimeoutError(Exception):
    """Nobody let this writer through for WAIT_SECONDS: another transaction hangs."""


on_wait: Callable[[float], None] | None = None
"""What is told how many seconds each writer waited; nothing, unless somebody counts."""


_GATES: weakref.WeakSet[WriteGate] = weakref.WeakSet()


class WriteGate:
    """A lock that queues the writers of one SQLite file; on Windows those of one process alone."""

    def __init__(self, lock_path: Path) -> None:
        """Remember where the lock file of other processes lies; it is opened at the first write."""
        self._path = lock_path
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None
        _GATES.add(self)

    def acquire(self) -> None:
        """Wait for this writer's turn.

        Raises:
            GateTimeoutError: the turn did not come within WAIT_SECONDS.
        """
        began = time.perf_counter() if on_wait else 0.0
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise GateTimeoutError(f"The database was busy for {WAIT_SECONDS:.0f} seconds.")
        try:
            self._lock_file()
        except BaseException:
            self._lock.release()
            raise
        if on_wait:
            on_wait(time.perf_counter() - began)

    def release(self) -> None:
        """Let the next writer in."""
        with contextlib.suppress(OSError):
            self._unlock_file()
        self._lock.release()

    def close(self) -> None:
        """Close the lock file; the next writer opens it again."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def begin_anew(self) -> None:
        """Leave to the process that this one was forked from what it holds: a file that is shared locks nobody out."""
        self._lock = threading.Lock()
        self._file = None

    if sys.platform == "win32":

        def _lock_file(self) -> None:
            """Leave other processes to SQLite's own lock."""

        def _unlock_file(self) -> None:
            """Leave other processes to SQLite's own lock."""

    else:

        def _lock_file(self) -> None:
            if self._file is None:
                make_own_folder(self._path.parent)
                self._file = self._path.open("ab")
            fcntl.flock(self._file, fcntl.LOCK_EX)

        def _unlock_file(self) -> None:
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_UN)


def _begin_anew() -> None:
    for gate in list(_GATES):
        gate.begin_anew()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_begin_anew)
