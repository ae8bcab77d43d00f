"""Where tries of passwords and codes are counted: a small file in the data folder, for all processes of a server.

Only what failed is written, so that signing in rightly writes nothing here. Who tried is kept as a keyed digest.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from limits.storage import Storage

from quizapp.clock import utcnow

SCHEME = "triesfile"
_TABLE = "CREATE TABLE IF NOT EXISTS tries (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ends_at REAL NOT NULL)"
_ADD = """
INSERT INTO tries VALUES (:key, :amount, :ends_at)
ON CONFLICT (key) DO UPDATE SET count = count + excluded.count RETURNING count
"""


class FileOfTries(Storage):
    """Counts tries in a file of SQLite that is opened anew each time: that is seldom, and holds whatever forks."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - where the library looks for it

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, *, path: str, secret: str) -> None:
        """Take the file, and what the digests are made with; the file is made when the first try fails."""
        super().__init__(uri, wrap_exceptions)
        self._path, self._secret = Path(path), secret.encode()[:64]
        self._here: dict[str, tuple[int, float]] = {}
        """Tries that could not be written, of this process alone."""

    @property
    def base_exceptions(self) -> type[Exception]:
        """Return what goes wrong where the file cannot be used; tries are then counted in each process."""
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count a try and return how many there are until the first of them is forgotten."""
        now = utcnow().timestamp()
        values = {"key": self._digest(key), "amount": amount, "ends_at": now + expiry}
        try:
            with self._opened() as tries:
                tries.execute("DELETE FROM tries WHERE ends_at <= ?", (now,))
                return int(tries.execute(_ADD, values).fetchone()[0])
        except sqlite3.Error:  # a full disk, say: the limiter asks too late to be told
            return self._count_here(str(values["key"]), amount, now + expiry)

    def _count_here(self, key: str, amount: int, ends_at: float) -> int:
        now = utcnow().timestamp()
        self._here = {one: found for one, found in self._here.items() if found[1] > now}
        count, first_ends_at = self._here.get(key, (0, ends_at))
        self._here[key] = count + amount, first_ends_at
        return count + amount

    def get(self, key: str) -> int:
        """Return how many tries there were."""
        found = self._found(key)
        return found[0] if found else 0

    def get_expiry(self, key: str) -> float:
        """Return the moment at which they are forgotten."""
        found = self._found(key)
        return found[1] if found else utcnow().timestamp()

    def check(self) -> bool:
        """Say whether the file can be used."""
        with self._opened():
            return True

    def reset(self) -> int | None:
        """Forget all tries."""
        with self._opened() as tries:
            return tries.execute("DELETE FROM tries").rowcount

    def clear(self, key: str) -> None:
        """Forget the tries of somebody."""
        with self._opened() as tries:
            tries.execute("DELETE FROM tries WHERE key = ?", (self._digest(key),))

    def _found(self, key: str) -> tuple[int, float] | None:
        digest, now = self._digest(key), utcnow().timestamp()
        found = [self._here.get(digest)]
        with contextlib.suppress(sqlite3.Error):
            found.append(self._written(digest, now))
        counts = [one for one in found if one and one[1] > now]
        return (int(sum(one[0] for one in counts)), float(max(one[1] for one in counts))) if counts else None

    def _written(self, digest: str, now: float) -> tuple[int, float] | None:
        if not self._path.exists():
            return None
        with self._opened() as tries:
            wanted = "SELECT count, ends_at FROM tries WHERE key = ? AND ends_at > ?"
            found: tuple[int, float] | None = tries.execute(wanted, (digest, now)).fetchone()
        return found

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if not self._path.exists():
            self._path.touch(mode=0o600)
        connection = sqlite3.connect(self._path, timeout=5)
        try:
            with connection:
                connection.execute(_TABLE)
                yield connection
        finally:
            connection.close()

    def _digest(self, key: str) -> str:
        return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), key=self._secret, digest_size=16).hexdigest()
