from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.ops.backups.keeping import DAYS, MONTHS, WEEKS, gone_by, stamps_to_keep

ZONE = ZoneInfo("Asia/Yerevan")
FIRST = datetime(2026, 1, 1, 3, 10, tzinfo=UTC)
A_YEAR = [FIRST + timedelta(days=day) for day in range(400)]


def kept_day_by_day(stamps, spared=frozenset()):
    """Keep as a server does: after each backup what the rule lets go is gone for good."""
    there: set[datetime] = set()
    for stamp in stamps:
        there = stamps_to_keep([*there, stamp], spared & {*there, stamp}, ZONE)
    return there


def test_of_a_year_of_days_the_last_days_weeks_and_months_stay():
    kept = sorted(kept_day_by_day(A_YEAR), reverse=True)
    assert kept[:DAYS] == A_YEAR[: -DAYS - 1 : -1]
    assert len({stamp.isocalendar()[:2] for stamp in kept[: DAYS + WEEKS]}) >= WEEKS
    months = {(stamp.year, stamp.month): stamp for stamp in reversed(kept)}
    assert list(months)[-MONTHS:] == [(2026, month) for month in range(3, 13)] + [(2027, 1), (2027, 2)]
    assert {stamp.astimezone(ZONE).day for stamp in kept if stamp.month == 7} == {31}
    assert DAYS < len(kept) <= DAYS + WEEKS + MONTHS


@pytest.mark.longer
def test_what_is_let_go_day_by_day_is_what_would_be_let_go_at_once():
    assert kept_day_by_day(A_YEAR) == stamps_to_keep(A_YEAR, (), ZONE)


def test_of_a_day_the_newest_stays_and_one_that_somebody_made_stays_for_thirty_days():
    by_hand, later = FIRST + timedelta(hours=1), FIRST + timedelta(hours=2)
    assert stamps_to_keep([FIRST, later], (), ZONE) == {later}
    assert stamps_to_keep([FIRST, later], {by_hand}, ZONE) == {by_hand, later}
    assert by_hand in kept_day_by_day([by_hand, *A_YEAR[1:29]], {by_hand})
    assert by_hand not in kept_day_by_day([by_hand, *A_YEAR[1:60]], {by_hand})


def test_a_summer_without_a_server_takes_nothing_away():
    autumn = FIRST + timedelta(days=120)
    assert set(A_YEAR[:5]) < stamps_to_keep([*A_YEAR[:5], autumn], (), ZONE)


def test_nothing_stays_of_nothing():
    assert stamps_to_keep([], [], ZONE) == set()


@given(st.lists(st.integers(0, 900 * 24), max_size=60))
def test_the_newest_always_stays_and_no_more_than_the_rule_says(hours):
    stamps = [FIRST + timedelta(hours=number) for number in hours]
    kept = stamps_to_keep(stamps, (), ZONE)
    assert kept <= set(stamps)
    assert not stamps or max(stamps) in kept
    assert len(kept) <= DAYS + WEEKS + MONTHS


def test_by_the_day_that_is_said_no_backup_from_before_is_left():
    stamps = [FIRST + timedelta(days=day) for day in range(800)]
    there, held = set(), {}
    for stamp in stamps:
        there = stamps_to_keep([*there, stamp], set(), ZONE)
        held[stamp.astimezone(ZONE).date()] = min(there)
    for day in (0, 1, 29, 30, 58, 180, 333, 334, 364, 365):
        erased_at = FIRST + timedelta(days=day, hours=5)
        said = gone_by(erased_at, ZONE)
        assert held[said] > erased_at
        assert said - erased_at.date() <= timedelta(days=367)
