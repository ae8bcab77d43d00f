"""(n) Answers and pages while a backup of a database of 1 GB is made, against the same before and after it."""

from __future__ import annotations

import contextlib
import statistics
import tempfile
import time
from pathlib import Path

from bench.data import CONNECTIONS, answer_requests, make_app, make_browsers
from bench.servers import load, serve_on, settings_of
from bench.sized import filling
from bench.table import Figures, print_row, spread, verdict
from quizapp.config import WORKERS, read_settings
from quizapp.ops.backups.daily import begin_backup
from quizapp.ops.backups.folder import backups_in
from quizapp.ops.backups.manifest import Reason

BYTES = 1_000_000_000
SECONDS = 5.0
RATE = 60
"""Answers a second: a class of thirty, each of whom answers every half second."""
MOST_WINDOWS = 16
QUIET_WINDOWS = 4
_BALLAST = """
    CREATE TABLE ballast (id INTEGER PRIMARY KEY, words TEXT);
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)
    INSERT INTO ballast SELECT n, hex(randomblob(1000)) FROM numbers"""


def main() -> None:
    """Print one row."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        app = make_app(data)
        browsers = make_browsers(app, CONNECTIONS)
        each = int(RATE * SECONDS / CONNECTIONS * (2 * QUIET_WINDOWS + MOST_WINDOWS + 1)) + 20
        requests = [answer_requests(app, browser, each) for browser in browsers]
        with filling(app) as connection:
            connection.executescript(_BALLAST.replace(":count", str(BYTES // 2_050)))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        settings = read_settings({"QUIZAPP_DATA": str(data), "QUIZAPP_TIMEZONE": "UTC"})
        with serve_on("quizapp.app:create_served_app", settings_of(data), WORKERS) as served:
            windows = _Windows(served.port, requests)
            windows.next()
            quiet = [windows.next() for _ in range(QUIET_WINDOWS)]
            began = time.perf_counter()
            backup = begin_backup(settings, Reason.BY_HAND)
            busy: list[Figures] = []
            while backup.poll() is None and len(busy) < MOST_WINDOWS:
                busy.append(windows.next())
            status, took = backup.wait(), time.perf_counter() - began
            quiet += [windows.next() for _ in range(QUIET_WINDOWS)]
        made = backups_in(settings.data_dir / "backups")
        _print(quiet, busy[:-1] or busy, took, f"status {status}, {made[0].size / 1e6:.0f} MB" if made else "NONE")


class _Windows:
    """Spans of time in which answers are sent, each with requests of its own."""

    def __init__(self, port: int, requests: list[list[str]]) -> None:
        self._port, self._requests, self._used = port, requests, 0

    def next(self) -> Figures:
        """Send for some seconds, and return what was seen."""
        count = int(RATE * SECONDS / CONNECTIONS) + 1
        share = [of_connection[self._used : self._used + count] for of_connection in self._requests]
        self._used += count
        figures = load(self._port, share, SECONDS, rate=RATE)
        with contextlib.suppress(KeyError):
            figures["codes"].pop("302")
        if figures["codes"]:
            raise RuntimeError(f"Unexpected answers: {figures['codes']}")
        return figures


def _print(quiet: list[Figures], busy: list[Figures], took: float, made: str) -> None:
    without, during = [one["p99_ms"] for one in quiet], [one["p99_ms"] for one in busy]
    ratio = statistics.median(during) / statistics.median(without)
    print_row(
        f"(n) {RATE} answers a second, backup of {BYTES / 1e9:.0f} GB",
        f"p99 ms without {spread(without, 1)}, during {spread(during, 1)}",
        f"p50 ms {spread([one['p50_ms'] for one in quiet], 1)} : {spread([one['p50_ms'] for one in busy], 1)}",
        f"p99 ratio {ratio:.2f} {verdict(ratio, 2, at_least=False)}",
        f"the backup took {took:.0f} s, {made}",
    )


if __name__ == "__main__":
    main()
