"""Starting the contestants: granian with the settings that quizapp serves with."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizapp.ops.serving.turns import AT_ONCE, SENDERS

START_SECONDS = 120
SIDE_BY_SIDE = 2
"""How many processes of a contestant answer, where none other number is said: what they wait for each other counts."""
BARE = "bench.bare:create_app"
BARE_IN_TURNS = "bench.bare:create_app_in_turns"


def spare_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs."""

    port: int
    pid: int

    def memory_mib(self) -> float:
        """Return what it and its workers hold in memory: shared pages by the share of each."""
        rollups = [Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii") for one in family_of(self.pid)]
        return sum(int(text.partition("\nPss:")[2].split()[0]) for text in rollups) / 1024


def family_of(pid: int) -> list[int]:
    """Return a process with all that it started and these did, the youngest last; none that is gone."""
    children: list[str] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            children += task.read_text("ascii").split()
    return [pid, *(one for child in children for one in family_of(int(child)))]


@contextlib.contextmanager
def serving(target: str, data_dir: Path, **more: str) -> Iterator[int]:
    """Serve an application factory such as "quizapp.app:create_served_app", with more settings, and yield its port."""
    with serve_on(target, settings_of(data_dir) | more) as served:
        yield served.port


@contextlib.contextmanager
def serve_on(target: str, environ: dict[str, str], workers: int = SIDE_BY_SIDE) -> Iterator[Served]:
    """Serve an application factory with settings, which are given as their variables."""
    port = spare_port()
    command = ["granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1", "--port", str(port)]
    threads = AT_ONCE if target == BARE else SENDERS
    command += ["--workers", str(workers), "--blocking-threads", str(threads), "--no-log", target]
    with _running(command, port, environ) as served:
        yield served


@contextlib.contextmanager
def quizapp_serve(environ: dict[str, str], page: str = "/healthz") -> Iterator[Served]:
    """Serve by the command that people serve by.

    Settings are given as their variables. It is there once a page was answered.
    """
    port = spare_port()
    command = ["quizapp", "serve", "--no-room", "--no-open", "--port", str(port)]
    with _running(command, port, environ, page) as served:
        yield served


def settings_of(data_dir: Path, database: str = "") -> dict[str, str]:
    """Return the settings of a server that is measured while it works: nothing else is to be done meanwhile."""
    settings = {"QUIZAPP_DATA": str(data_dir), "QUIZAPP_RATE_LIMITS": "0", "QUIZAPP_TIMEZONE": "UTC"}
    return settings | {"QUIZAPP_DATABASE_URL": database, "QUIZAPP_BACKUPS": "off"}


@contextlib.contextmanager
def _running(command: list[str], port: int, environ: dict[str, str], page: str = "/healthz") -> Iterator[Served]:
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        env=os.environ | environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(process, port, page)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], port: int, page: str) -> None:
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}{page}", timeout=START_SECONDS).close()
            return
        time.sleep(0.02)
    raise RuntimeError("The server did not start.")


def load(port: int, connections: list[list[str]], seconds: float, **more: Any) -> dict[str, Any]:
    """Run the load generator in its own process and return its figures."""
    job = {"port": port, "connections": connections, "seconds": seconds, **more}
    command = [sys.executable, "-m", "bench.generator"]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures
