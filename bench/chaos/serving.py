"""`quizapp` as a teacher starts it, but for its clock: that is moved from outside, by a number of seconds in a file.

The one thing that is not as it ships. It is exchanged before anything else is imported, so that everybody who reads the
time reads this one; Python's own, by which cookies are dated, is moved along.
"""

from __future__ import annotations

import os
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import quizapp.clock

MOVED_BY = "CHAOS_CLOCK"
"""The file's name stands in this variable."""
_number = struct.Struct("<d")


def move_clock(file: Path, seconds: float) -> None:
    """Let every process that serves by this file's clock be so many seconds off."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.pwrite(descriptor, _number.pack(seconds), 0)  # at once: who reads the time meanwhile finds no empty file
    finally:
        os.close(descriptor)


def _exchange(file: Path) -> None:
    descriptor, real = os.open(file, os.O_RDONLY), time.time  # noqa: TID251 - what is exchanged

    def off() -> float:
        seconds: float = _number.unpack(os.pread(descriptor, _number.size, 0))[0]
        return seconds

    def utcnow() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=off())  # noqa: TID251 - it stands in for the one that may

    quizapp.clock.utcnow = utcnow
    time.time = lambda: real() + off()  # noqa: TID251 - as above


if __name__ == "__main__":
    _exchange(Path(os.environ[MOVED_BY]))
    from quizapp.__main__ import main

    main()
