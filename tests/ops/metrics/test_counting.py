from __future__ import annotations

import errno

import pytest

from quizapp.ops.metrics import counting
from quizapp.ops.metrics.counting import Counters, add_up


def test_what_processes_count_is_added_up_those_that_ended_too(tmp_path, monkeypatch):
    for number in (11, 12):
        monkeypatch.setattr(counting.os, "getpid", lambda number=number: number)
        counters = Counters(tmp_path)
        counters.count_request("answer", 302, 0.02)
        counters.count_request("page", 200, 20.0)
        counters.count_wait(0.3)
    total = add_up(tmp_path)
    assert total["requests answer 3xx"] == total["requests page 2xx"] == 2
    assert total["latency answer 2"] == total[f"latency page {len(counting.BOUNDS)}"] == 2
    assert total["seconds answer"] == pytest.approx(0.04)
    assert total["gate 6"] == 2
    assert total["gate seconds"] == pytest.approx(0.6)


def test_without_room_on_the_disk_a_process_counts_for_itself_alone(tmp_path, monkeypatch):
    def full(_descriptor, _zeros):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(counting.os, "write", full)
    Counters(tmp_path).count_wait(0.3)
    assert set(add_up(tmp_path).values()) == {0.0}


def test_a_file_of_another_version_is_not_added(tmp_path):
    (tmp_path / "7.counters").write_bytes(b"x" * 8)
    assert set(add_up(tmp_path).values()) == {0.0}
