"""The one reader of the time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import time_machine

from quizapp.clock import utcnow

MOMENT = datetime(2026, 3, 29, 1, 30, 15, 250_000, tzinfo=UTC)


def test_the_moment_is_aware_and_in_utc():
    assert utcnow().tzinfo is UTC


def test_the_clock_follows_the_time_that_a_test_sets():
    with time_machine.travel(MOMENT, tick=False):
        assert utcnow() == MOMENT


def test_the_clock_moves():
    with time_machine.travel(MOMENT, tick=False) as traveller:
        traveller.shift(timedelta(hours=1))
        assert utcnow() - MOMENT == timedelta(hours=1)
