from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from quizapp.web.tries import FileOfTries

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
COUNTING = """
import sys
from quizapp.web.tries import FileOfTries
for _time in range(50):
    FileOfTries(path=sys.argv[1], secret="k").incr("ani|192.0.2.7", 300)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tries.sqlite3"


@pytest.fixture
def tries(path):
    return FileOfTries(path=str(path), secret="k")


def test_tries_are_counted_until_they_are_forgotten(tries):
    with time_machine.travel(NOW, tick=False) as clock:
        assert [tries.incr("ani", 300) for _time in range(3)] == [1, 2, 3]
        assert (tries.get("ani"), tries.get("ben")) == (3, 0)
        clock.shift(timedelta(seconds=299))
        assert tries.incr("ani", 300) == 4
        assert tries.get_expiry("ani") == (NOW + timedelta(seconds=300)).timestamp()
        clock.shift(timedelta(seconds=1))
        assert tries.get("ani") == 0
        assert tries.incr("ani", 300) == 1


def test_looking_writes_nothing(tries, path):
    assert (tries.get("ani"), tries.get_expiry("ani") > 0) == (0, True)
    assert not path.exists()


def test_the_file_is_its_owners_and_tells_nobody_who_tried(tries, path):
    tries.incr("LIMITER/ani|192.0.2.7", 300)
    assert path.stat().st_mode & 0o077 == 0
    assert b"ani" not in path.read_bytes()
    other = FileOfTries(path=str(path), secret="another")
    assert other.get("LIMITER/ani|192.0.2.7") == 0


def test_tries_can_be_forgotten(tries):
    for name in ("ani", "ben", "cid"):
        tries.incr(name, 300)
    tries.clear("ani")
    assert [tries.get(name) for name in ("ani", "ben", "cid")] == [0, 1, 1]
    assert tries.check()
    assert tries.reset() == 2
    assert tries.get("ben") == 0


def test_where_the_file_cannot_be_written_tries_are_counted_in_the_process(tries, path):
    tries.incr("ani", 300)
    path.write_bytes(b"no database at all" * 100)
    with time_machine.travel(NOW, tick=False) as clock:
        assert [tries.incr("ani", 300) for _time in range(2)] == [1, 2]
        assert (tries.get("ani"), tries.get("ben")) == (2, 0)
        assert tries.get_expiry("ani") == (NOW + timedelta(seconds=300)).timestamp()
        clock.shift(timedelta(seconds=301))
        assert (tries.get("ani"), tries.incr("ani", 300)) == (0, 1)
    assert isinstance(sqlite3.OperationalError(), tries.base_exceptions)


@pytest.mark.slow
def test_two_processes_count_together_and_lose_nothing(tries, path):
    running = [subprocess.Popen([sys.executable, "-c", COUNTING, str(path)]) for _process in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert tries.get("ani|192.0.2.7") == 100
