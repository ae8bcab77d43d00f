"""Looking up a learner's figures. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.bank.models import Bank, Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.insights.exporting import LogRow
from quizapp.insights.remembered import CardMemory
from quizapp.insights.study_days import Activity
from quizapp.memory.models import MemoryState, ReviewEvent
from quizapp.memory.queries import UNDO, not_undone
from quizapp.review.candidates import memories_that_come, waits_for_attempt
from quizapp.review.models import CardMark
from quizapp.scheduling.state import MERGED, Source

_LONGEST_MS = 60_000
"""Of a card's time more is not counted: somebody left the room."""


def due_by_day(session: Session, learner_id: int, before: int, today: int) -> dict[int, int]:
    """Return how many of a learner's given cards are due on each learner-day before a day, the past included.

    One that was suspended is never due, one that was buried today is due tomorrow.
    """
    buried = sa.and_(CardMark.buried_day == today, MemoryState.due_day <= today)
    day = sa.case((buried, today + 1), else_=MemoryState.due_day).label("day")
    due = memories_that_come(learner_id, day).where(MemoryState.due_day < before).subquery()
    statement = sa.select(due.c.day, sa.func.count()).where(due.c.day < before).group_by(due.c.day)
    return dict(session.execute(statement).all())


def activity_by_day(session: Session, learner_id: int) -> dict[int, Activity]:
    """Return what a learner did on each learner-day: answers that count, and the time that flashcards took."""
    told = sa.case((ReviewEvent.duration_ms > _LONGEST_MS, _LONGEST_MS), else_=ReviewEvent.duration_ms)
    statement = (
        sa.select(ReviewEvent.day, sa.func.count(), sa.func.coalesce(sa.func.sum(told), 0))
        .where(ReviewEvent.learner_id == learner_id, ReviewEvent.rating > 0, *not_undone())
        .where(ReviewEvent.source.not_in(MERGED))
        .group_by(ReviewEvent.day)
    )
    return {day: Activity(answers, float(ms) / 60_000) for day, answers, ms in session.execute(statement)}


def cards_that_wait(session: Session, learner_id: int, *, now: datetime) -> frozenset[int]:
    """Return the cards that a learner met, by id, whose figures would tell answers to a quiz that are not due."""
    statement = sa.select(MemoryState.card_id).join(Card, Card.id == MemoryState.card_id)
    return frozenset(
        session.scalars(statement.where(MemoryState.learner_id == learner_id, waits_for_attempt(learner_id, now)))
    )


def card_memories(session: Session, learner_id: int, *, but_for: Collection[int]) -> list[CardMemory]:
    """Return what a learner remembers of the given cards that they met; what they suspended is forgotten, too."""
    statement = (
        sa.select(Card.id, Card.question_id, QuestionVersion.topic)
        .add_columns(MemoryState.stability, MemoryState.difficulty, MemoryState.last_day)
        .join(MemoryState, MemoryState.card_id == Card.id)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, is_current())
        .where(MemoryState.learner_id == learner_id, Card.retired_at.is_(None), *may_be_asked())
    )
    return [card for row in session.execute(statement) if (card := CardMemory(*row)).card_id not in but_for]


def log_rows(session: Session, learner_id: int, *, now: datetime) -> list[LogRow]:
    """Return a learner's log in the order in which it was kept, what was taken back too.

    Quiz answers to what waits for an attempt are left out until its results come: they would tell them.
    """
    event, undo = ReviewEvent, aliased(ReviewEvent)
    is_due = sa.or_(event.source.not_in((Source.QUIZ, Source.MERGED_QUIZ)), ~waits_for_attempt(learner_id, now))
    statement = (
        sa.select(event.event_id, event.at, event.day, Bank.key, Question.key, Card.key)
        .add_columns(event.source, event.rating, event.score, event.duration_ms)
        .add_columns(sa.exists().where(undo.undoes_id == event.id))
        .join(Card, Card.id == event.card_id)
        .join(Question, Question.id == Card.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .where(event.learner_id == learner_id, event.source != UNDO, is_due)
        .order_by(event.id)
    )
    return [LogRow(*row) for row in session.execute(statement)]
