"""Queries for how long students practised, week by week: flashcards by what the log tells, quizzes by their answers."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.memory.models import ReviewEvent, is_review
from quizapp.quizzes.models import Attempt, Response, Slot
from quizapp.scheduling.day import date_of, day_start

WEEKS, WEEK = 6, 7
LONGEST_CARD_MS, LONGEST_ANSWER_S = 60_000, 180
"""Of a card, and of the time before an answer in a quiz, more is not counted: somebody left the room."""
Times = dict[tuple[int, int], float]
"""Minutes by learner and week, counted from the first of them."""


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks that are looked at, in a class's calendar; the last one is this week."""

    first: int
    """The learner-day of the first Monday."""
    zone: ZoneInfo
    rollover_hour: int

    @property
    def begins(self) -> list[date]:
        """Return the Monday of each week."""
        return [date_of(self.first + WEEK * week) for week in range(WEEKS)]

    @property
    def bounds(self) -> list[datetime]:
        """Return the moment at which each week begins."""
        return [day_start(self.first + WEEK * week, self.zone, self.rollover_hour) for week in range(WEEKS)]


def last_weeks(today: int, zone: ZoneInfo, rollover_hour: int) -> Weeks:
    """Return the last weeks up to a learner-day's."""
    monday = today - date_of(today).weekday()
    return Weeks(monday - WEEK * (WEEKS - 1), zone, rollover_hour)


def minutes_of_cards(session: Session, learner_ids: Collection[int], weeks: Weeks) -> Times:
    """Return the minutes of flashcards; what was taken back took its time, too."""
    told = sa.case((ReviewEvent.duration_ms > LONGEST_CARD_MS, LONGEST_CARD_MS), else_=ReviewEvent.duration_ms)
    week = (ReviewEvent.day - weeks.first) // WEEK
    statement = (
        sa.select(ReviewEvent.learner_id, week, sa.func.coalesce(sa.func.sum(told), 0))
        .where(ReviewEvent.learner_id.in_(learner_ids), is_review())
        .where(ReviewEvent.day.between(weeks.first, weeks.first + WEEK * WEEKS - 1))
        .group_by(ReviewEvent.learner_id, week)
    )
    return {(learner, int(number)): float(ms) / 60_000 for learner, number, ms in session.execute(statement)}


def minutes_of_quizzes(session: Session, learner_ids: Collection[int], weeks: Weeks) -> Times:
    """Return the minutes of quizzes begun in these weeks: from each answer back to the one before, or to the start."""
    seconds = sa.cast(sa.extract("epoch", Response.at), sa.Double)
    before = sa.func.lag(seconds).over(partition_by=Attempt.id, order_by=(Response.at, Response.id))
    begun = sa.cast(sa.extract("epoch", Attempt.started_at), sa.Double)
    answers = (
        sa.select(Attempt.learner_id, seconds.label("at"), (seconds - sa.func.coalesce(before, begun)).label("took"))
        .join(Slot, Slot.attempt_id == Attempt.id)
        .join(Response, Response.slot_id == Slot.id)
        .where(Attempt.learner_id.in_(learner_ids), Attempt.started_at >= weeks.bounds[0])
        .subquery()
    )
    took = sa.case((answers.c.took > LONGEST_ANSWER_S, LONGEST_ANSWER_S), (answers.c.took < 0, 0), else_=answers.c.took)
    week = _week_of(answers.c.at, weeks)
    statement = sa.select(answers.c.learner_id, week, sa.func.sum(took)).group_by(answers.c.learner_id, week)
    return {(learner, number): float(s) / 60 for learner, number, s in session.execute(statement)}


def _week_of(seconds: sa.ColumnElement[Any], weeks: Weeks) -> sa.ColumnElement[int]:
    later = [bound.timestamp() for bound in weeks.bounds[1:]]
    return sa.case(*((seconds < bound, number) for number, bound in enumerate(later)), else_=WEEKS - 1)


@dataclass(frozen=True, slots=True)
class TimeRow:
    """How long one student practised, week by week, in minutes."""

    person_id: int
    cards: tuple[float, ...]
    quizzes: tuple[float, ...]

    @property
    def weeks(self) -> tuple[float, ...]:
        """Return all of it."""
        return tuple(one + other for one, other in zip(self.cards, self.quizzes, strict=True))


def rows_of(learner_ids: Sequence[int], cards: Times, quizzes: Times) -> list[TimeRow]:
    """Return a row for each student, in their order."""
    return [
        TimeRow(one, *(tuple(times.get((one, week), 0.0) for week in range(WEEKS)) for times in (cards, quizzes)))
        for one in learner_ids
    ]


def middle_of(rows: Sequence[TimeRow]) -> list[float]:
    """Return the middle student's minutes of each week."""
    return [statistics.median(row.weeks[week] for row in rows) for week in range(WEEKS)] if rows else []
