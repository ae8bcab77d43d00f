"""The learner's day: its index, its start, its end at the roll-over hour."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.day import date_of, day_index, day_of, day_start

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(
    [ZoneInfo(name) for name in ("UTC", "Asia/Yerevan", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe")]
)
DAYS = st.integers(min_value=12_000, max_value=24_000)


def test_day_nought_is_the_first_of_january_1970():
    assert day_index(datetime(1970, 1, 1, 4, tzinfo=UTC), ZoneInfo("UTC")) == 0
    assert day_start(0, ZoneInfo("UTC")) == datetime(1970, 1, 1, 4, tzinfo=UTC)


def test_the_hours_before_four_belong_to_the_day_before():
    evening = datetime(2026, 5, 5, 23, tzinfo=BERLIN)
    assert day_index(datetime(2026, 5, 6, 3, 59, 59, 999_999, tzinfo=BERLIN), BERLIN) == day_index(evening, BERLIN)
    assert day_index(datetime(2026, 5, 6, 4, tzinfo=BERLIN), BERLIN) == day_index(evening, BERLIN) + 1


@pytest.mark.parametrize(
    "made_on", [date(2026, 6, 10), date(2026, 3, 28), date(2026, 10, 24)], ids=["summer", "forward", "back"]
)
def test_24_hours_after_two_at_night_it_is_still_the_day_of_that_date_and_after_26_hours_the_next(made_on):
    day_nought = (made_on - date(1970, 1, 1)).days
    made = datetime.combine(made_on, time(2), tzinfo=BERLIN)
    # Added to the wall clock, as hours are counted in local time: on two of these nights it is changed.
    assert day_index(made + timedelta(hours=24), BERLIN) - day_nought == 0
    assert day_index(made + timedelta(hours=26), BERLIN) - day_nought == 1
    assert day_index(made, BERLIN) - day_nought == -1


def test_an_evening_and_the_next_morning_are_two_days_though_less_than_24_hours_apart():
    evening = datetime(2026, 1, 1, 22, tzinfo=BERLIN)
    assert day_index(evening + timedelta(hours=11), BERLIN) - day_index(evening, BERLIN) == 1


@pytest.mark.parametrize(("day", "hours"), [(datetime(2026, 3, 28), 23), (datetime(2026, 10, 24), 25)])  # noqa: DTZ001
def test_a_day_on_which_clocks_are_changed_is_an_hour_shorter_or_longer(day, hours):
    index = day_index(day.replace(hour=12, tzinfo=BERLIN), BERLIN)
    assert day_start(index + 1, BERLIN) - day_start(index, BERLIN) == timedelta(hours=hours)


def test_the_roll_over_hour_can_be_another():
    moment = datetime(2026, 5, 6, 0, 30, tzinfo=UTC)
    assert day_index(moment, ZoneInfo("UTC"), 0) == day_index(moment, ZoneInfo("UTC"), 1) + 1


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        day_index(datetime(2026, 5, 6), BERLIN)  # noqa: DTZ001 - the point of the test


@given(DAYS, ZONES)
def test_a_day_begins_at_its_start_and_not_a_moment_earlier(index, zone):
    start = day_start(index, zone)
    assert start.tzinfo is UTC
    assert day_index(start, zone) == index
    assert day_index(start - timedelta(microseconds=1), zone) == index - 1


@pytest.mark.longer
@given(st.datetimes(datetime(2000, 1, 1), datetime(2036, 1, 1), timezones=ZONES), ZONES)  # noqa: DTZ001 - hypothesis asks so
def test_a_moment_lies_between_its_days_start_and_the_next(moment, zone):
    index = day_index(moment, zone)
    assert day_start(index, zone) <= moment < day_start(index + 1, zone)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo"])
def test_in_a_night_on_which_clocks_change_a_day_ends_once_at_whatever_hour(zone):
    """Clocks go back from 3 to 2 in Berlin, by half an hour on Lord Howe, and from midnight in Cairo."""
    clock = ZoneInfo(zone)
    noons = [datetime(2027, 1, 1, 12, tzinfo=UTC) + timedelta(days=day) for day in range(365)]
    nights = [
        noon
        for noon in noons
        if noon.astimezone(clock).utcoffset() != (noon + timedelta(days=1)).astimezone(clock).utcoffset()
    ]
    assert len(nights) == 2
    for noon, hour in itertools.product(nights, range(13)):
        days = [day_index(noon + timedelta(minutes=15 * step), clock, hour) for step in range(24 * 4)]
        assert days == sorted(days), hour
        for day in set(days):
            start = day_start(day, clock, hour)
            assert day_index(start, clock, hour) == day, hour
            assert day_index(start - timedelta(microseconds=1), clock, hour) == day - 1, hour


@given(DAYS)
def test_a_days_date_is_where_it_begins(index):
    assert day_of(date_of(index)) == index
    assert day_start(index, ZoneInfo("UTC")).date() == date_of(index)
