from __future__ import annotations

import dataclasses
import threading
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from quizapp.clock import utcnow
from quizapp.ops.backups.daily import begin_backup, is_due, keep_backups, last_time_of
from quizapp.ops.backups.folder import FAILURE, backups_in
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import Reason
from tests.live_server import PATIENCE_SECONDS

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
YEREVAN = ZoneInfo("Asia/Yerevan")


@pytest.mark.longer
def test_one_is_due_at_first_and_then_after_its_hour_however_often_the_server_started(installation):
    there = dataclasses.replace(installation, timezone=YEREVAN, backup_hour=3)  # 23:00 in UTC
    assert is_due(there, NOW)
    make_backup(there, Reason.BY_HAND, now=NOW)
    assert not is_due(there, NOW + timedelta(hours=13, minutes=59))
    assert is_due(there, NOW + timedelta(hours=14))
    assert is_due(there, NOW + timedelta(days=30))
    assert is_due(there, NOW - timedelta(days=30))  # a clock that went back is no reason to make none


def test_one_is_due_once_in_each_night_also_where_an_hour_comes_twice_or_never():
    berlin = ZoneInfo("Europe/Berlin")
    for night in (datetime(2027, 3, 27, 9, tzinfo=UTC), datetime(2027, 10, 30, 9, tzinfo=UTC)):
        for hour in range(24):
            looks = [night + timedelta(minutes=30 * number) for number in range(3 * 24 * 2)]
            told = [last_time_of(hour, berlin, look) for look in looks]
            assert told == sorted(told), hour
            assert all(then <= look for then, look in zip(told, looks, strict=True)), hour
            assert len({then.astimezone(berlin).date() for then in told}) == len(set(told)), hour


def test_a_failure_is_left_alone_for_an_hour(installation):
    installation.backups_dir.mkdir()
    failure = installation.backups_dir / FAILURE
    failure.write_text("The disk was full.")
    failed_at = datetime.fromtimestamp(failure.stat().st_mtime, UTC)
    assert not is_due(installation, failed_at + timedelta(minutes=59))
    assert is_due(installation, failed_at + timedelta(minutes=61))


def test_none_is_ever_due_where_they_are_off(installation):
    assert not is_due(dataclasses.replace(installation, backups="off"), NOW)


def test_nothing_is_begun_where_they_are_off(installation):
    assert keep_backups(dataclasses.replace(installation, backups="off"), utcnow) is None


@pytest.mark.slow
def test_of_two_serving_processes_one_makes_it(installation):
    others = set(threading.enumerate())  # served applications of other tests have some of that name, too
    ends = [keep_backups(installation, utcnow, seconds=0.05) for _ in range(2)]
    until = time.monotonic() + PATIENCE_SECONDS
    while not backups_in(installation.backups_dir) and time.monotonic() < until:
        time.sleep(0.05)
    for ended in ends:
        ended.set()
    for thread in set(threading.enumerate()) - others:
        thread.join()
    assert [backup.manifest.reason for backup in backups_in(installation.backups_dir)] == [Reason.DAILY]


@pytest.mark.slow
def test_a_backup_is_begun_beside_the_server_and_what_fails_is_kept_to_be_read(installation):
    assert begin_backup(installation, Reason.BY_HAND).wait() == 0
    assert len(backups_in(installation.backups_dir)) == 1
    installation.database_file.unlink()
    assert begin_backup(installation, Reason.BY_HAND).wait() == 1
    assert "no database" in (installation.backups_dir / FAILURE).read_text()


def test_looks_go_on_after_something_broke(installation):
    looks, looked_twice = [], threading.Event()

    def clock() -> datetime:
        looks.append(1)
        if len(looks) == 2:
            looked_twice.set()
        raise RuntimeError

    ended = keep_backups(installation, clock, seconds=0.001)
    assert looked_twice.wait(PATIENCE_SECONDS)
    ended.set()


def test_the_clock_that_serves_is_asked_at_each_look(installation):
    with time_machine.travel(NOW):
        assert is_due(installation, utcnow())
