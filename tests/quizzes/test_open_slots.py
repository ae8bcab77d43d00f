from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quizapp.quizzes.open_slots import OpenSlot
from quizapp.quizzes.terms import ALL, GRACE, NOTHING, Showing, Sight, Terms, When

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
SOON, LATER = NOW + timedelta(minutes=5), NOW + timedelta(minutes=5) + 2 * GRACE


def slot(terms=None, *, answered=False, finished=None, feedback=None):
    feedback = feedback or (terms.shows.feedback if terms else "at_once")
    answered_at = NOW if answered else None
    more = {"answered_at": answered_at, "revealed_at": None, "finished_at": finished, "feedback": feedback}
    return OpenSlot(5, 9, 1, 1, 4, 1, (), (), None, terms=terms, **more)


def test_practice_shows_all_or_nothing():
    assert slot().sight == NOTHING
    assert slot(answered=True).sight == ALL
    assert slot(answered=True, feedback="at_end").sight == NOTHING
    assert slot(answered=True, feedback="at_end", finished=NOW).sight == ALL
    assert slot().at(NOW) is not None
    assert not slot().at(NOW).is_late
    assert slot().shows_marks


def test_an_attempt_is_finished_for_whoever_looks_when_its_time_and_the_grace_are_over():
    terms = Terms(closes_at=SOON)
    assert slot(terms).at(NOW).finished_at is None
    assert slot(terms).at(SOON + GRACE).finished_at is None
    seen = slot(terms, answered=True).at(LATER)
    assert seen.finished_at == SOON
    assert seen.is_closed
    assert seen.shows_feedback


def test_nothing_is_asked_once_the_time_is_up_and_nothing_shown_before_the_grace_is_over():
    seen = slot(Terms(closes_at=SOON), answered=True).at(SOON)
    assert seen.time_is_up
    assert not seen.is_late
    assert seen.sight == NOTHING
    assert not slot(Terms(closes_at=SOON)).at(NOW).time_is_up


@pytest.mark.parametrize("finished", [None, SOON])
def test_what_comes_after_the_grace_is_late(finished):
    assert slot(Terms(closes_at=SOON), finished=finished).at(LATER).is_late


def test_what_comes_after_ones_own_finish_is_not_called_late():
    assert not slot(Terms(closes_at=SOON), finished=NOW).at(LATER).is_late


def test_what_waits_for_the_closing_is_shown_from_then_on():
    terms = Terms(Showing(verdict=When.AFTER_CLOSING, key=When.AFTER_CLOSING), results_at=SOON)
    one = slot(terms, answered=True, finished=NOW)
    assert one.at(NOW).sight == Sight(True, False, False, True)
    assert not one.at(NOW).shows_marks
    assert one.at(SOON).sight == ALL
    assert one.at(SOON).shows_marks


@pytest.mark.parametrize(
    ("score", "shown"),
    [(When.AT_ONCE, True), (When.AFTER_SUBMISSION, True), (When.AFTER_CLOSING, False), (When.NEVER, False)],
)
def test_what_an_answer_is_worth_shows_at_once_where_the_finish_shows_the_points_in_all(score, shown):
    terms = Terms(Showing(score=score, verdict=When.AT_ONCE), results_at=SOON)
    assert slot(terms, answered=True).at(NOW).shows_points == shown
    assert slot(terms, answered=True, finished=NOW).at(NOW).shows_points == shown
    assert slot(terms, answered=True, finished=NOW).at(SOON).shows_points == (score != When.NEVER)
    assert not slot(terms).at(NOW).shows_points


def test_what_an_answer_is_worth_does_not_show_where_it_is_not_said_how_it_was_marked():
    assert not slot(Terms(Showing(verdict=When.NEVER)), answered=True, finished=NOW).at(NOW).shows_points
    assert slot(answered=True).shows_points


def test_a_back_that_is_shown_before_it_is_rated_tells_the_key_but_where_results_are_to_come():
    terms = Terms(Showing(explanation=When.AFTER_CLOSING), results_at=SOON)
    backs = [replace(slot(one), revealed_at=NOW) for one in (None, Terms(), terms)]
    assert [back.at(NOW).tells for back in backs] == [Sight(key=True), Sight(key=True), NOTHING]
    assert slot().tells == NOTHING
    assert slot(answered=True).tells == ALL
