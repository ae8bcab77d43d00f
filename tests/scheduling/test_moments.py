"""Moments as texts, and the learner-days of their hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.scheduling.moments import HOUR, DaysOfHours, StartsOfDays, moment_of, text_after, text_of, text_of_ms
from quizapp.scheduling.state import Rules

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@given(st.timedeltas(timedelta(days=-20_000), timedelta(days=20_000)))
@example(timedelta(0))
def test_a_moment_becomes_a_text_and_comes_back(wait):
    moment = NOON + wait
    assert moment_of(text_of(moment)) == moment
    assert text_of(moment.astimezone(ZoneInfo("Asia/Kathmandu"))) == text_of(moment)
    assert len(text_of(moment)) == len("2026-03-02 10:00:00.000000")


@pytest.mark.longer
@given(
    st.integers(0, 4_000_000_000_000),
    st.timedeltas(timedelta(0), timedelta(days=40_000)) | st.integers(0, 7_200).map(lambda wait: timedelta(0, wait)),
)
@example(3_599_999, timedelta(0))
@example(3_599_999, timedelta(seconds=1))
def test_milliseconds_and_waits_come_to_the_text_of_their_moment(milliseconds, wait):
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    assert text_of_ms(milliseconds) == text_of(moment)
    assert text_after(text_of(moment), wait) == text_of(moment + wait)


def test_texts_are_in_the_order_of_time():
    moments = [NOON + timedelta(microseconds=step**9) for step in range(60)]
    assert sorted(map(text_of, reversed(moments))) == list(map(text_of, moments))


@pytest.mark.longer
@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca"]
)
def test_an_hour_says_its_learner_day_unless_a_day_ends_within_it(zone):
    rules = [Rules(ZoneInfo(zone), rollover_hour) for rollover_hour in range(5)]
    for days in map(DaysOfHours, rules):
        for quarter in range(0, 4 * 24 * 400, 31):
            moment = NOON + timedelta(minutes=15 * quarter)
            said = days[text_of(moment)[:HOUR]]
            assert said in {None, days.rules.day(moment)}
            assert days.of(text_of(moment)) == days.rules.day(moment)


def test_a_day_that_ends_within_an_hour_leaves_the_hour_open():
    """In Kathmandu, a quarter to six ahead, the day ends at a quarter past ten in the evening of UTC."""
    days = DaysOfHours(Rules(ZoneInfo("Asia/Kathmandu")))
    assert days["2026-03-02 22"] is None
    assert days["2026-03-02 23"] == days["2026-03-02 21"] + 1


def test_days_begin_as_the_rules_say():
    rules = Rules(ZoneInfo("Europe/Berlin"))
    assert StartsOfDays(rules)[20_000] == text_of(rules.start(20_000))
