"""How a learner likes to review: their keys, and the order of their cards. Looking it up, and keeping it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.review.keys import keys_of
from quizapp.review.models import ReviewHabit
from quizapp.scheduling.queue import Order
from quizapp.statements import Prepared


@dataclass(frozen=True, slots=True)
class Habit:
    """Which key does what for a learner, and in what order they get their cards."""

    keys: Mapping[str, str]
    order: Order


_habit = Prepared(
    lambda _dialect: sa.select(ReviewHabit.keys, ReviewHabit.order).where(
        ReviewHabit.learner_id == sa.bindparam("learner")
    )
)


def habit_of(session: Session, learner_id: int) -> Habit:
    """Return how a learner likes to review."""
    row = _habit.first(session.connection(), {"learner": learner_id})
    kept, order = ({}, Order.MIXED) if row is None else row
    return Habit(keys_of(kept), Order.of(order))


def keep_habit(session: Session, learner_id: int, changed: Mapping[str, str], order: Order) -> None:
    """Keep the keys of a learner that are other than usual, and the order that they chose."""
    habit = session.get(ReviewHabit, learner_id) or ReviewHabit(learner_id=learner_id)
    habit.keys, habit.order = dict(changed), order.value
    session.add(habit)
    session.flush()
