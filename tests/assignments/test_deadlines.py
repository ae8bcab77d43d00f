from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.assignments.deadlines import (
    Allowed,
    Phase,
    allowed_for,
    closed_for_all,
    days_late,
    kept_share,
    last_moment,
    terms_for,
)
from quizapp.assignments.models import Assignment, AssignmentException
from quizapp.assignments.settings import Late, QuizSettings
from quizapp.quizzes.terms import GRACE

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def quiz(**said):
    return QuizSettings(questions=(1,), **said)


def given(**dates):
    return Assignment(opens_at=NOW, closes_at=NOW + DAY, **dates)


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        (NOW - HOUR, Phase.COMING),
        (NOW, Phase.OPEN),
        (NOW + DAY, Phase.LATE),
        (NOW + 2 * DAY, Phase.CLOSED),
    ],
)
def test_the_clock_says_where_an_assignment_stands(moment, phase):
    allowed = allowed_for(given(late_until=NOW + 2 * DAY), quiz(), None)
    assert allowed.phase(moment) == phase


def test_without_a_late_rule_it_closes_at_the_closing_and_without_a_closing_never():
    assert allowed_for(given(), quiz(), None).phase(NOW + DAY) == Phase.CLOSED
    assert allowed_for(Assignment(), quiz(), None).phase(NOW + 999 * DAY) == Phase.OPEN
    assert last_moment(Assignment()) is None


@pytest.mark.parametrize(
    ("enrolled", "exception", "minutes"),
    [
        (0, None, 30),
        (100, None, 60),
        (25, None, 38),
        (100, AssignmentException(extra_percent=0), 30),
        (100, AssignmentException(extra_minutes=5), 65),
        (0, AssignmentException(extra_percent=50, extra_minutes=5), 50),
    ],
)
def test_extra_time_comes_from_the_enrolment_unless_an_exception_says_otherwise(enrolled, exception, minutes):
    allowed = allowed_for(given(), quiz(minutes=30), exception, enrolled)
    assert (allowed.minutes, allowed.usual_minutes) == (minutes, 30)


def test_without_a_limit_extra_time_is_nothing():
    assert allowed_for(given(), quiz(), AssignmentException(extra_minutes=5), 100).minutes is None
    assert allowed_for(given(), None, None, 100).minutes is None


def test_an_exception_moves_dates_and_gives_attempts():
    later = AssignmentException(opens_at=NOW + HOUR, closes_at=NOW + 3 * DAY, attempts=4, excused=True)
    allowed = allowed_for(given(), quiz(attempts=2), later)
    assert allowed == Allowed(NOW + HOUR, NOW + 3 * DAY, NOW + 3 * DAY, None, None, 4, True)
    assert allowed_for(given(late_until=NOW + 9 * DAY), quiz(), later).ends_at == NOW + 9 * DAY


def test_an_attempt_ends_with_its_limit_or_with_the_assignment():
    allowed = allowed_for(given(), quiz(minutes=30), None)
    assert allowed.attempt_ends(NOW) == NOW + HOUR / 2
    assert allowed.attempt_ends(NOW + DAY - HOUR / 6) == NOW + DAY
    assert allowed_for(Assignment(), quiz(), None).attempt_ends(NOW) is None


def test_what_waits_for_the_closing_waits_for_the_last_student():
    exception = AssignmentException(closes_at=NOW + 3 * DAY)
    assert closed_for_all(given(), []) == NOW + DAY + GRACE
    assert closed_for_all(given(), [exception, AssignmentException()]) == NOW + 3 * DAY + GRACE
    assert closed_for_all(Assignment(), [exception]) is None


def test_terms_say_what_was_agreed():
    settings = quiz(minutes=30, key="after_closing", explanation="never", certainty=True, shuffled=True, counts="mean")
    allowed = allowed_for(given(), settings, None, 100)
    terms = terms_for(settings, allowed, NOW + DAY, now=NOW)
    assert (terms.closes_at, terms.results_at, terms.minutes) == (NOW + HOUR, NOW + DAY, 60)
    assert terms.is_extended
    assert (terms.certainty, terms.shuffled, terms.counts) == (True, True, "mean")
    assert terms_for(quiz(), allowed, NOW + DAY, now=NOW).results_at is None


@pytest.mark.parametrize(("late_by", "days"), [(-HOUR, 0), (0 * HOUR, 0), (HOUR, 1), (DAY, 1), (DAY + HOUR, 2)])
def test_each_day_that_was_begun_is_a_day_late(late_by, days):
    assert days_late(NOW + late_by, NOW) == days
    assert days_late(NOW, None) == 0


def test_late_work_keeps_what_its_rule_says():
    percent = Late(rule="percent", percent_per_day=30)
    assert [kept_share(percent, days) for days in (0, 1, 3, 4)] == pytest.approx([1, 0.7, 0.1, 0])
    assert kept_share(Late(rule="accept"), 3) == 1
