from __future__ import annotations

from quizapp.accounts.services import create_guest
from quizapp.clock import utcnow
from quizapp.review.habits import Habit, habit_of, keep_habit
from quizapp.review.keys import USUAL
from quizapp.scheduling.queue import Order


def test_habits_are_kept_for_each_learner(session):
    ani, karen = (create_guest(session, now=utcnow()).id for _ in range(2))
    keep_habit(session, ani, {"undo": "z"}, Order.DUE)
    keep_habit(session, ani, {"undo": "y"}, Order.TOPIC)
    assert habit_of(session, ani) == Habit(USUAL | {"undo": "y"}, Order.TOPIC)
    assert habit_of(session, karen) == Habit(USUAL, Order.MIXED)
