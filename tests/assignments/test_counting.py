from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from quizapp.assignments.counting import Outcome, State, Try, state_of, what_counts
from quizapp.assignments.deadlines import Allowed

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
FREE = Allowed(None, None, None, attempts=2)


def tried(number, share=0.5, kept=1.0, *, finished=True):
    return Try(number, 10 + number, NOW, NOW if finished else None, share, 0, kept)


@pytest.mark.parametrize(
    ("counts", "share", "which"),
    [("best", 0.9, (12,)), ("first", 0.4, (11,)), ("latest", 0.5, (13,)), ("mean", 0.6, (11, 12, 13))],
)
def test_the_attempt_that_counts_is_the_one_that_was_agreed_on(counts, share, which):
    tries = [tried(1, 0.4), tried(2, 0.9), tried(3, 1.0, kept=0.5), tried(4, 1.0, finished=False)]
    assert what_counts(tries, counts) == (pytest.approx(share), which)


def test_nothing_counts_before_something_is_finished():
    assert what_counts([tried(1, finished=False)], "best") == (None, ())


def test_how_far_somebody_is():
    ended = Allowed(None, NOW, NOW)
    coming = Allowed(NOW + timedelta(days=1), None, None)
    assert state_of([], FREE, now=NOW) == State.OPEN
    assert state_of([], coming, now=NOW) == State.COMING
    assert state_of([], ended, now=NOW) == State.MISSED
    assert state_of([tried(1), tried(2, finished=False)], ended, now=NOW) == State.BEGUN
    assert state_of([tried(1)], ended, now=NOW) == State.DONE
    assert state_of([tried(1)], Allowed(None, None, None, excused=True), now=NOW) == State.EXCUSED


def test_an_outcome_tells_what_is_left():
    outcome = Outcome(1, 2, FREE, State.BEGUN, (tried(1), tried(2, finished=False)))
    assert outcome.running.number == 2
    assert outcome.tries_left == 0
    assert Outcome(1, 2, Allowed(None, None, None), State.OPEN).tries_left is None
