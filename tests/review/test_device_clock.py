from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.review.device_clock import LONGEST_AWAY, TOLERANCE, Moment, Told, moment_of

NOW = datetime(2026, 3, 2, 20, tzinfo=UTC)
BEGAN = NOW - timedelta(days=10)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def told(ago, off=timedelta(0), took=timedelta(0)):
    """Return what a device says whose clock is off by so much, of what was done so long ago."""
    sent = NOW - took + off
    return Told(round((sent - ago).timestamp() * 1000), round(sent.timestamp() * 1000))


def test_a_clock_that_goes_right_is_believed_however_slow_the_network_is():
    moment = moment_of(told(3 * HOUR, took=20 * SECOND), earliest=BEGAN, now=NOW)
    assert moment == Moment(NOW - 3 * HOUR - 20 * SECOND)


@pytest.mark.parametrize("off", [timedelta(days=-400), timedelta(days=3650), 2 * HOUR, -TOLERANCE - SECOND])
def test_a_clock_that_goes_wrong_tells_how_long_ago_it_was_and_is_written_down(off):
    moment = moment_of(told(HOUR, off), earliest=BEGAN, now=NOW)
    assert moment.at == NOW - HOUR
    assert moment.told_at == NOW - HOUR + off


def test_a_clock_that_is_a_little_fast_is_believed_no_further_than_it_can_be():
    assert moment_of(told(HOUR, 90 * SECOND), earliest=BEGAN, now=NOW) == Moment(NOW - HOUR)
    assert moment_of(told(HOUR, -90 * SECOND), earliest=BEGAN, now=NOW) == Moment(NOW - HOUR - 90 * SECOND)


def test_what_is_still_to_come_was_done_now_and_is_written_down():
    moment = moment_of(told(-3 * HOUR), earliest=BEGAN, now=NOW)
    assert moment == Moment(NOW, NOW + 3 * HOUR)


def test_nothing_is_older_than_its_learner():
    moment = moment_of(told(timedelta(days=11)), earliest=BEGAN, now=NOW)
    assert moment == Moment(BEGAN, NOW - timedelta(days=11))


def test_nothing_waited_longer_than_it_can_have():
    moment = moment_of(told(timedelta(days=90)), earliest=NOW - timedelta(days=900), now=NOW)
    assert moment == Moment(NOW - LONGEST_AWAY, NOW - timedelta(days=90))


def test_a_learner_who_came_after_now_by_the_clock_has_done_it_now():
    assert moment_of(told(HOUR), earliest=NOW + HOUR, now=NOW).at == NOW


@given(st.integers(0, 2**53), st.integers(0, 2**53))
def test_whatever_a_device_says_the_moment_can_be_true(at_ms, sent_ms):
    moment = moment_of(Told(at_ms, sent_ms), earliest=BEGAN, now=NOW)
    assert BEGAN <= moment.at <= NOW


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(-(10**11), 10**11))
def test_what_was_done_first_stays_first(one, other, off):
    at, earliest = round(NOW.timestamp() * 1000) + off, BEGAN
    moments = [moment_of(Told(at - ago, at), earliest=earliest, now=NOW).at for ago in (one, other)]
    assert (moments[0] <= moments[1]) or one < other
