from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.quizzes.models import Attempt, Feedback
from quizapp.quizzes.terms import (
    ALL,
    GRACE,
    NOTHING,
    Moment,
    Showing,
    Sight,
    Terms,
    When,
    agreed,
    is_over,
    sight_of,
    terms_of,
)

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
ANSWERED, FINISHED, CLOSED = Moment(True, False, False), Moment(True, True, False), Moment(True, True, True)
showings = st.builds(Showing, *(st.sampled_from(When) for _ in range(4)))


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (When.AT_ONCE, (True, True, True)),
        (When.AFTER_SUBMISSION, (False, True, True)),
        (When.AFTER_CLOSING, (False, False, True)),
        (When.NEVER, (False, False, False)),
    ],
)
def test_the_key_is_shown_when_it_is_due(when, shown):
    showing = Showing(key=when)
    assert tuple(showing.sight(moment).key for moment in (ANSWERED, FINISHED, CLOSED)) == shown


@given(showings)
def test_the_points_of_all_wait_for_the_finish_and_what_is_shown_stays_shown(showing):
    seen = [showing.sight(moment) for moment in (Moment(False, False, False), ANSWERED, FINISHED, CLOSED)]
    assert not seen[1].score
    assert seen[0] == NOTHING
    for name in ("score", "verdict", "key", "explanation"):
        told = [getattr(sight, name) for sight in seen]
        assert told == sorted(told)


def test_an_answer_stands_where_something_of_it_is_shown_at_once():
    assert Showing().feedback == Feedback.AT_END
    assert Showing(score=When.AT_ONCE).feedback == Feedback.AT_END
    assert Showing(explanation=When.AT_ONCE).feedback == Feedback.AT_ONCE


@given(showings, st.none() | st.just(NOW), st.booleans())
def test_terms_come_back_as_they_were_stored(showing, closes_at, certainty):
    terms = Terms(showing, closes_at, NOW, 45, 30, certainty=certainty, counts="mean")
    assert terms_of(terms.as_json(), closes_at, NOW) == terms


def test_more_time_than_the_others_have_is_an_extension():
    assert Terms(minutes=60, usual_minutes=30).is_extended
    assert not Terms(minutes=30, usual_minutes=30).is_extended
    assert not Terms().is_extended


def test_an_attempt_is_over_when_the_grace_has_passed():
    assert not is_over(None, NOW)
    assert not is_over(NOW, NOW + GRACE)
    assert is_over(NOW, NOW + GRACE + timedelta(microseconds=1))


def test_practice_has_no_terms_and_shows_all_when_it_is_finished():
    assert agreed(Attempt()) is None
    assert sight_of(Attempt(), now=NOW) == NOTHING
    assert sight_of(Attempt(finished_at=NOW), now=NOW) == ALL


def test_what_an_attempt_shows_waits_for_its_closing():
    terms = Terms(Showing(key=When.AFTER_CLOSING, explanation=When.NEVER))
    attempt = Attempt(terms=terms.as_json(), results_at=NOW, finished_at=NOW)
    assert sight_of(attempt, now=NOW - timedelta(seconds=1)) == Sight(True, True, False, False)
    assert sight_of(attempt, now=NOW) == Sight(True, True, True, False)
    assert not sight_of(attempt, now=NOW).is_everything


def test_a_sight_is_within_another_that_tells_as_much_of_each_answer():
    verdicts, reasons = Sight(verdict=True), Sight(explanation=True)
    assert verdicts.is_within(ALL)
    assert NOTHING.is_within(reasons)
    assert Sight(score=True).is_within(NOTHING), "points of the whole tell of no answer"
    assert not any(one.is_within(other) for one, other in ((verdicts, reasons), (ALL, verdicts), (NOTHING, None)))
