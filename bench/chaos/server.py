"""The server in the storm: started as a teacher starts it, killed, started again on the same data and the same port."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.chaos.serving import MOVED_BY, move_clock
from bench.servers import family_of, spare_port

LONGEST_START = 240.0
LONGEST_STOP = 30.0
LOOKS_EVERY = 0.02
GOOD_PAGE = "/practise"


class Server:
    """`quizapp serve` and its workers, all of one process group."""

    def __init__(self, data_dir: Path, clock: Path, database: str) -> None:
        """Choose a port; nothing is started yet."""
        self.port, self.data_dir, self.clock = spare_port(), data_dir, clock
        self.printed = clock.with_name("printed.txt")
        self._environ = {"QUIZAPP_DATA": str(data_dir), MOVED_BY: str(clock), "QUIZAPP_DATABASE_URL": database}
        self._environ |= {"QUIZAPP_METRICS": "1"}  # a worker counts, wherever the disk is full
        self._process: subprocess.Popen[bytes] | None = None
        self.recoveries: list[float] = []
        """Seconds from each kill until a page was answered well again."""
        self._killed_at: float | None = None
        move_clock(clock, 0.0)

    def start(self) -> None:
        """Start it, and wait until it answers.

        Raises:
            RuntimeError: it does not.
        """
        command = [sys.executable, "-m", "bench.chaos.serving", "serve", "--no-open", "--port", str(self.port)]
        with self.printed.open("ab") as printed:
            self._process = subprocess.Popen(
                command,
                env=os.environ | self._environ,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
                start_new_session=True,
            )
        until = time.monotonic() + LONGEST_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The server did not start:\n{self.printed.read_text(encoding='utf-8')[-3000:]}")
            time.sleep(LOOKS_EVERY)
        if self._killed_at is not None:
            self.recoveries.append(time.monotonic() - self._killed_at)

    def _answers(self) -> bool:
        with contextlib.suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}{GOOD_PAGE}", timeout=2).close()
            return True
        return False

    def processes(self) -> list[int]:
        """Return its own id, and those of all that it began; the last one answers."""
        assert self._process is not None  # noqa: S101 - for the type checker
        return family_of(self._process.pid)

    def kill(self, *, parent_only: bool = False) -> None:
        """Kill it as a power cut would, or its first process alone, whose workers have to see that and end."""
        assert self._process is not None  # noqa: S101 - for the type checker
        self._killed_at = time.monotonic()
        group = self._process.pid
        if parent_only:
            os.kill(group, signal.SIGKILL)
        else:
            os.killpg(group, signal.SIGKILL)
        self._process.wait()
        while parent_only and _lives(group):
            time.sleep(LOOKS_EVERY)

    def kill_worker(self, place: int) -> None:
        """Kill what answers, or a keeper between; the server begins another by itself."""
        workers = self.processes()[:0:-1]
        if workers:
            with contextlib.suppress(OSError):
                os.kill(workers[place % len(workers)], signal.SIGKILL)

    def stop(self) -> float:
        """Tell it to end, and return how many seconds that took.

        Raises:
            RuntimeError: it did not.
        """
        assert self._process is not None  # noqa: S101 - for the type checker
        began = time.monotonic()
        self._process.terminate()
        try:
            self._process.wait(LONGEST_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            raise RuntimeError(f"The server did not end within {LONGEST_STOP:.0f} seconds.") from None
        return time.monotonic() - began

    def abandon(self) -> None:
        """Leave nothing of it behind."""
        if self._process is not None:
            with contextlib.suppress(OSError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _lives(group: int) -> bool:
    with contextlib.suppress(OSError):
        os.killpg(group, 0)
        return True
    return False
