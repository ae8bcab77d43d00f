"""Locks on files that end with the process that holds them: who serves a data folder, and who makes a backup."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


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
            self._path.parent.mkdir(parents=True, exist_ok=True)
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


if sys.platform == "win32":

    def _lock(file: IO[bytes], *, shared: bool) -> None:
        """Lock one byte; Windows knows no lock here that is shared, so those that would share it go without."""
        file.seek(0)
        with contextlib.suppress(OSError):
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
        if not shared:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:

    def _lock(file: IO[bytes], *, shared: bool) -> None:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
