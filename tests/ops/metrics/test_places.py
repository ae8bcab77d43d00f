from __future__ import annotations

import pytest

from quizapp.ops import locks
from quizapp.ops.locks import FileLock
from quizapp.ops.metrics.counting import Counters, add_up
from quizapp.ops.metrics.places import LOCK, begin_anew, keep, own_folder


def test_a_server_that_begins_forgets_servers_that_ended_and_not_those_that_run(settings):
    ended, runs = (settings.data_dir / "metrics" / name for name in ("other-7", "other-8"))
    for folder in (ended, runs):
        Counters(folder).count_request("page", 200, 0.1)
    before = settings.data_dir / "metrics" / "9.counters"
    before.write_bytes(b"x")
    other = FileLock(runs / LOCK)
    other.take(shared=True)
    begin_anew(settings)
    other.release()
    assert (ended.exists(), before.exists()) == (False, False)
    assert add_up(runs)["requests page 2xx"] == 1
    assert own_folder(settings).is_dir()
    assert own_folder(settings) not in {ended, runs}


def test_a_folder_that_another_server_looks_at_is_kept_a_moment_later(settings, monkeypatch):
    folder = own_folder(settings)
    looking = FileLock(folder / LOCK)
    looking.take()
    monkeypatch.setattr(locks.time, "sleep", lambda _seconds: looking.release())
    keep(folder)
    begin_anew(settings)
    assert folder.is_dir()


def test_a_folder_that_is_held_for_ever_keeps_no_server_from_counting(settings, monkeypatch):
    folder = own_folder(settings)
    looking = FileLock(folder / LOCK)
    looking.take()
    monkeypatch.setattr(locks.time, "sleep", lambda _seconds: None)
    keep(folder)
    looking.release()
    Counters(folder).count_wait(0.1)
    assert add_up(folder)["gate seconds"] == pytest.approx(0.1)
