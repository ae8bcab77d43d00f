"""Servers that give up are followed by others, unless they were told to stop or cannot begin at all."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import time
import urllib.request
from pathlib import Path

import pytest

from quizapp.ops.serving import lasting
from quizapp.ops.serving.lasting import SHORT_LIVES, serve_on
from tests.live_server import PATIENCE_SECONDS, LiveServer


class Stand:
    """Stands in for granian: gives up, or ends as it should."""

    def __init__(self, made: list, lives: int, *, told: bool = False) -> None:
        made.append(self)
        self.ends_well, self.interrupt_signal = len(made) == lives, told

    def serve(self) -> None:
        if not self.ends_well:
            raise SystemExit(1)


@pytest.fixture(autouse=True)
def _handlers():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_server_that_gives_up_is_followed_by_another_after_a_pause():
    made, pauses = [], []
    serve_on(lambda: Stand(made, 3), pauses.append)
    assert len(made) == 3
    assert pauses == [2.0, 4.0]


def test_one_that_was_told_to_stop_is_followed_by_none():
    made = []
    with pytest.raises(SystemExit):
        serve_on(lambda: Stand(made, 3, told=True))
    assert len(made) == 1


def test_several_that_give_up_at_once_are_the_end(caplog):
    made, pauses = [], []
    with pytest.raises(SystemExit):
        serve_on(lambda: Stand(made, 99), pauses.append)
    assert len(made) == SHORT_LIVES
    assert caplog.records[-1].message.endswith("Giving up.")


def test_those_that_served_for_a_while_are_followed_for_ever(monkeypatch):
    monkeypatch.setattr(lasting, "SHORT_SECONDS", 0.0)
    made, pauses = [], []
    serve_on(lambda: Stand(made, 20), pauses.append)
    assert set(pauses) == {1.0}


def children_of(number: int) -> list[int]:
    with contextlib.suppress(FileNotFoundError):  # it is gone
        return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
    return []


def workers_of(number: int) -> list[int]:
    """Return those that answer, or are to: a keeper that was begun again has one of its own."""
    return [worker for child in children_of(number) for worker in workers_of(child) or [child]]


def is_up(server: LiveServer) -> bool:
    try:
        urllib.request.urlopen(f"{server.url}/healthz", timeout=5).close()
    except OSError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize(
    ("workers", "logged"), [("1", "The process that answered ended: Killed"), ("2", "Unexpected exit")]
)
def test_a_server_comes_back_however_often_its_workers_are_killed(start_server, workers, logged):
    server = start_server(QUIZAPP_WORKERS=workers)
    for _time in range(4):
        for worker in workers_of(server.process.pid):
            with contextlib.suppress(ProcessLookupError):  # it may be gone by itself meanwhile
                os.kill(worker, signal.SIGKILL)
        time.sleep(0.7)
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_up(server):
        assert server.process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.1)
    assert f'"message": "{logged}' in (server.data_dir / "logs" / "quizapp.log").read_text()
    server.process.terminate()
    assert server.process.wait(PATIENCE_SECONDS) == 0
    with contextlib.closing(sqlite3.connect(server.data_dir / "quizapp.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
