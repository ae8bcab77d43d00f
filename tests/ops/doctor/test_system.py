from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.ops.doctor import system
from quizapp.ops.doctor.findings import Level
from quizapp.ops.doctor.system import has_wal_reset_bug, look_at_clock, look_at_python, look_at_search, look_at_sqlite

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("version", "has_it"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 0), False),
    ],
)
def test_which_versions_have_the_fault_of_wal_resets(version, has_it):
    assert has_wal_reset_bug(version) is has_it


def test_a_sqlite_is_well_known_to_be_faulty_or_too_old():
    levels = [next(look_at_sqlite(version)).level for version in ((3, 53, 0), (3, 40, 1), (3, 31, 0))]
    assert levels == [Level.WELL, Level.NOTE, Level.FAULT]


def test_this_python_and_its_index_of_words_are_named(monkeypatch):
    assert "Python 3." in str(next(look_at_python()).what)
    assert next(look_at_search()).level is Level.WELL

    class Without:
        def execute(self, _sql: str) -> None:
            raise sqlite3.OperationalError("no such module: fts5")

        def close(self) -> None:
            pass

    monkeypatch.setattr(system.sqlite3, "connect", lambda _path: Without())
    assert next(look_at_search()).level is Level.NOTE


def test_a_clock_that_went_back_behind_an_answer_is_a_fault(settings):
    assert next(look_at_clock(settings, NOW, None)).level is Level.WELL
    assert next(look_at_clock(settings, NOW, NOW + timedelta(minutes=4))).level is Level.WELL
    back = next(look_at_clock(settings, NOW, NOW + timedelta(hours=3)))
    assert back.level is Level.FAULT
    assert "2026-11-26 12:00" in str(back.what)
