from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.quizzes.models import Slot
from quizapp.quizzes.telling import certainty_of, held_back, time_left, timer_of
from quizapp.quizzes.terms import ALL, Showing, Sight, Terms, When

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def here(app):
    with app.test_request_context():
        yield


def test_the_time_is_said_with_its_extension(here):
    timer = timer_of(Terms(closes_at=NOW + timedelta(minutes=59, seconds=1), minutes=60, usual_minutes=30), now=NOW)
    assert (timer.left, timer.seconds) == ("1 h 0 min left", 3541)
    assert timer.extended == "60 min, extended from 30"


def test_whoever_has_the_time_of_all_is_told_of_no_extension(here):
    timer = timer_of(Terms(closes_at=NOW - timedelta(minutes=1), minutes=30, usual_minutes=30), now=NOW)
    assert (timer.left, timer.extended) == ("0 minutes left", "")


def test_without_an_end_there_is_no_time_to_tell(here):
    assert timer_of(None, now=NOW) is None
    assert timer_of(Terms(), now=NOW) is None


@pytest.mark.parametrize(("seconds", "said"), [(61, "2 minutes"), (7_200, "2 h 0 min"), (200_000, "2 days")])
def test_time_is_said_no_finer_than_it_matters(here, seconds, said):
    assert time_left(seconds).startswith(said)


def test_what_is_held_back_is_said_with_its_moment(here):
    terms = Terms(Showing(key=When.AFTER_CLOSING, explanation=When.NEVER), results_at=NOW)
    [later, never] = held_back(terms, Sight(True, True, False, False))
    assert later == "Shown from 2 Mar 2026, 10:00 on: the right answers."
    assert never == "Not shown in this quiz: the explanations."
    assert held_back(terms, ALL) == held_back(None, Sight()) == []
    assert held_back(Terms(Showing(key=When.AFTER_CLOSING)), Sight(True, True, False, True)) == [
        "Shown later: the right answers."
    ]


def test_certainty_counts_no_dropped_question():
    slots = [Slot(score=1.0, certainty=3, answered_at=NOW, dropped=False), Slot(score=0.0, certainty=3, dropped=True)]
    result = certainty_of(slots)
    assert (result.mark, result.most) == (3, 3)
