"""Counters of one process in a small file that is mapped into memory, and the sum of those of all processes."""

from __future__ import annotations

import contextlib
import mmap
import os
import struct
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from quizapp.disk import make_own_folder

CLASSES = ("answer", "rating", "change", "page", "static", "machine")
"""What is asked for: an answer submitted, a card rated, another change, a page, a static file, or a machine's page."""
STATUSES = ("2xx", "3xx", "4xx", "5xx")
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Upper bounds of the histograms, in seconds; one more holds all that takes longer."""

SLOTS: tuple[str, ...] = (
    *(f"requests {of} {status}" for of in CLASSES for status in STATUSES),
    *(f"latency {of} {place}" for of in CLASSES for place in range(len(BOUNDS) + 1)),
    *(f"seconds {of}" for of in CLASSES),
    *(f"gate {place}" for place in range(len(BOUNDS) + 1)),
    "gate seconds",
)
_PLACES = {name: 8 * number for number, name in enumerate(SLOTS)}
_SIZE = 8 * len(SLOTS)
_NUMBER = struct.Struct("<d")


class Counters:
    """What one process counts. Others read the file while it is written: a number is written at once."""

    def __init__(self, folder: Path) -> None:
        """Begin a file of this process, all zero; without room on the disk it counts for itself alone."""
        make_own_folder(folder)
        descriptor = os.open(folder / f"{os.getpid()}.counters", os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            self._memory = mmap.mmap(descriptor if _has_room(descriptor) else -1, _SIZE)
        finally:
            os.close(descriptor)
        self._lock = Lock()

    def count_request(self, of: str, status: int, seconds: float) -> None:
        """Count a request of a class, with its status and how long it took."""
        with self._lock:
            self._add(f"requests {of} {min(max(status // 100, 2), 5)}xx", 1)
            self._add(f"latency {of} {_bucket(seconds)}", 1)
            self._add(f"seconds {of}", seconds)

    def count_wait(self, seconds: float) -> None:
        """Count a writer who waited at the gate."""
        with self._lock:
            self._add(f"gate {_bucket(seconds)}", 1)
            self._add("gate seconds", seconds)

    def _add(self, name: str, value: float) -> None:
        place = _PLACES[name]
        _NUMBER.pack_into(self._memory, place, _NUMBER.unpack_from(self._memory, place)[0] + value)


def _has_room(descriptor: int) -> bool:
    """Fill a file with zeros. A page of it that the disk has no room for would kill the process that counts there."""
    with contextlib.suppress(OSError):
        return os.write(descriptor, bytes(_SIZE)) == _SIZE
    return False


def _bucket(seconds: float) -> int:
    return next((place for place, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))


def add_up(folder: Path) -> Mapping[str, float]:
    """Return the sum over all processes since the server began, those that ended meanwhile too."""
    total = dict.fromkeys(SLOTS, 0.0)
    for path in folder.glob("*.counters"):
        data = path.read_bytes()
        if len(data) == _SIZE:
            for name, (value,) in zip(SLOTS, _NUMBER.iter_unpack(data), strict=True):
                total[name] += value
    return total
