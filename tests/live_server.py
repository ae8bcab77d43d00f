"""Real servers for tests to browse, stop and kill: a plugin of all tests."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PATIENCE_SECONDS = 120
"""How long something is waited for that a usual machine does within a second or two: one may be much slower."""
PORTS = 1_000
FIRST_PORT = 10_000


def _ports() -> Iterator[int]:
    """Return ports for servers, again and again: this process's own, and none that the system gives to connections.

    A port that the system chooses may be somebody else's by the time that the server begins. Then the next one would be
    served, or two servers would share it and answer by turns.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = FIRST_PORT + worker % 20 * PORTS
    begin = os.getpid() % PORTS  # so that tests of two checkouts are unlikely to meet
    return itertools.cycle([first + (begin + number) % PORTS for number in range(PORTS)])  # of a list: threads ask, too


_PORTS = _ports()


def spare_port() -> int:
    """Return a port that no other test has."""
    for port in _PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("unreachable")


@dataclass(frozen=True)
class LiveServer:
    """A real `quizapp serve` process."""

    url: str
    port: int
    data_dir: Path
    process: subprocess.Popen
    printed: Path

    def kill(self) -> None:
        """Kill it and its workers as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def start_server(tmp_path, request) -> Iterator[Callable[..., LiveServer]]:
    """Start `quizapp serve`; may be called again on the same data directory after a kill.

    Without a directory it gets one that has served before: making the tables and loading the banks is two fifths of a
    first start. To see a first start, name a directory that there is not.
    """
    started: list[LiveServer] = []
    numbers = itertools.count()  # two may be started at once, in threads

    def start(data_dir: Path | None = None, port: int | None = None, **environ: str) -> LiveServer:
        folder = data_dir or Path(shutil.copytree(request.getfixturevalue("with_banks"), tmp_path / "served"))
        port = port or spare_port()
        printed = tmp_path / f"printed-{next(numbers)}.txt"
        variables = {"QUIZAPP_DATA": str(folder), "QUIZAPP_TIMEZONE": "UTC", "QUIZAPP_RATE_LIMITS": "0"} | environ
        with printed.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "quizapp", "serve", "--port", str(port)],
                env=os.environ | variables,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = LiveServer(f"http://localhost:{port}", port, folder, process, printed)
        started.append(server)
        _wait_for(server)
        return server

    yield start
    for server in started:
        if server.process.poll() is None:
            server.process.terminate()
            try:
                server.process.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_for(server: LiveServer) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and server.process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{server.url}/healthz", timeout=10).close()
            if f"{server.url}/" in server.printed.read_text():
                return
        time.sleep(0.1)
    raise AssertionError(f"The server did not start, or somebody else answers there:\n{server.printed.read_text()}")


@pytest.fixture
def live_server(start_server) -> LiveServer:
    return start_server()
