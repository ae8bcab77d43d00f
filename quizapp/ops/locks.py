"""Locks on files that end with the process that holds them: who serves a data folder, and who makes a backup."""

from __future__ import annotations

import atexit
import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from quizapp.disk import make_own_folder

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes
else:
    import fcntl


TRIES = 20
_KEPT: dict[Path, FileLock] = {}
"""Locks that this process shares until it ends."""


class LockedError(Exception):
    """Another process holds the lock."""


class FileLock:
    """A lock on a file, held until it is let go or its process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        """Remember where the file lies; it is made when it is locked first."""
        self._path = path
        self._file: IO[bytes] | None = None

    def take(self, *, shared: bool = False) -> None:
        """Take the lock, or change how it is held; those who share it may be many.

        Raises:
            LockedError: another process holds it.
        """
        if self._file is None:
            make_own_folder(self._path.parent)
            self._file = self._path.open("ab")
        try:
            _lock(self._file, shared=shared)
        except OSError:
            self.release()
            raise LockedError(str(self._path)) from None

    def release(self) -> None:
        """Let the lock go; the file stays."""
        if self._file is not None:
            self._file.close()
            self._file = None


@contextlib.contextmanager
def holding(path: Path) -> Iterator[None]:
    """Hold a lock alone within a block.

    Raises:
        LockedError: another process holds it.
    """
    lock = FileLock(path)
    lock.take()
    try:
        yield
    finally:
        lock.release()


def share_until_the_end(path: Path) -> None:
    """Share a lock until this process ends; wait a moment for whoever only looks whether anybody is here.

    Raises:
        LockedError: somebody holds it alone, and goes on to.
    """
    lock = _KEPT.setdefault(path, FileLock(path))
    for tries_left in reversed(range(TRIES)):
        try:
            return lock.take(shared=True)
        except LockedError:
            if not tries_left:
                raise
            time.sleep(0.1)
    return None


@atexit.register
def let_go() -> None:
    """Let go of what this process shares until it ends."""
    while _KEPT:
        _KEPT.popitem()[1].release()


if sys.platform == "win32":
    _AT_ONCE, _ALONE = 1, 2
    """LOCKFILE_FAIL_IMMEDIATELY and LOCKFILE_EXCLUSIVE_LOCK of LockFileEx."""

    def _lock(file: IO[bytes], *, shared: bool) -> None:
        """Lock the file's first byte, whether it has one or not; let go first of what this process held of it."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = wintypes.HANDLE(msvcrt.get_osfhandle(file.fileno()))
        place = ctypes.create_string_buffer(ctypes.sizeof(ctypes.c_void_p) * 3 + 8)  # an OVERLAPPED: from byte 0
        kernel.UnlockFileEx(handle, 0, 1, 0, place)
        if not kernel.LockFileEx(handle, _AT_ONCE | (0 if shared else _ALONE), 0, 1, 0, place):
            raise ctypes.WinError(ctypes.get_last_error())

else:

    def _lock(file: IO[bytes], *, shared: bool) -> None:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
