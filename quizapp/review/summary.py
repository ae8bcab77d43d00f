"""Queries for what a day of reviews came to: cards, recall, stability gained, minutes, and what is due next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.column_types import UTCDateTime
from quizapp.memory import queries as memory_queries
from quizapp.memory.models import MemoryState, ReviewEvent, is_review
from quizapp.memory.services import Learner
from quizapp.review.candidates import is_due_and_waits, memories_that_come
from quizapp.review.models import CardMark
from quizapp.scheduling.evidence import replay
from quizapp.scheduling.state import Evidence, Memory, Phase, Rating


@dataclass(frozen=True, slots=True)
class Summary:
    """What a learner-day came to."""

    cards: int
    new: int
    asked_again: int
    """Cards that were no new ones: recall is counted by their first rating of the day."""
    recalled: int
    gained: float
    """Days of stability that today's cards have more than this morning."""
    minutes: float


def summary_of_day(session: Session, learner: Learner, *, now: datetime) -> Summary | None:
    """Return what today came to so far; None where nothing was rated yet."""
    today = learner.rules.day(now)
    rows = session.execute(_ratings(learner.id, today)).all()
    if not rows:
        return None
    first: dict[int, tuple[int, bool]] = {}
    for card_id, rating, was_new, _duration in rows:
        first.setdefault(card_id, (rating, was_new))
    again = [rating for rating, was_new in first.values() if not was_new]
    return Summary(
        cards=len(first),
        new=len(first) - len(again),
        asked_again=len(again),
        recalled=sum(rating > Rating.AGAIN for rating in again),
        gained=_gained(session, learner, today, list(first)),
        minutes=sum(duration or 0 for *_rest, duration in rows) / 60_000,
    )


def _ratings(learner_id: int, day: int) -> sa.Select[int, int, bool, int | None]:
    return (
        sa.select(ReviewEvent.card_id, ReviewEvent.rating, ReviewEvent.was_new, ReviewEvent.duration_ms)
        .where(ReviewEvent.learner_id == learner_id, ReviewEvent.day == day, is_review())
        .where(*memory_queries.not_undone())
        .order_by(ReviewEvent.at, ReviewEvent.id)
    )


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes once nothing more is asked today."""

    next_at: datetime | None
    """When the next card comes back; None where all that is left waits for an open attempt, or nothing is."""
    is_soon: bool
    """Whether that is within minutes or hours; else it comes with its day."""
    some_wait: bool
    """Whether some wait for an open attempt on which marks depend: nobody knows when they come."""


def what_comes(session: Session, learner: Learner, *, now: datetime) -> Coming:
    """Return when the next card comes, and whether some that are due wait for an open attempt."""
    today = learner.rules.day(now)
    next_at, some_wait = session.execute(_next(learner.id, today, learner.rules.start(today + 1))).one()
    return Coming(next_at, next_at is not None and learner.rules.day(next_at) == today, bool(some_wait))


def _next(learner_id: int, today: int, tomorrow: datetime) -> sa.Select[datetime, int]:
    """Select when the next card comes, and whether some wait for an open attempt, which have no moment.

    One that is due, though nothing more is asked today, comes tomorrow.
    """
    later, buried = MemoryState.due_at >= tomorrow, sa.func.coalesce(CardMark.buried_day, -1) == today
    comes_as_due = sa.or_(later, sa.and_(MemoryState.phase != Phase.REVIEW, ~buried))
    waits = is_due_and_waits(learner_id, today)
    comes = sa.case((comes_as_due, MemoryState.due_at), else_=sa.literal(tomorrow, UTCDateTime()))
    some_wait = sa.func.max(sa.case((waits, 1), else_=0))
    return memories_that_come(learner_id, sa.func.min(sa.case((~waits, comes))), some_wait)


def _gained(session: Session, learner: Learner, today: int, cards: list[int]) -> float:
    """Return how much the stability of cards grew since the learner-day began: their logs are replayed up to then."""
    among = (ReviewEvent.learner_id == learner.id, ReviewEvent.card_id.in_(cards))
    begun = learner.rules.start(today)
    before: Mapping[int, Memory | None] = {
        card_id: replay(_until(evidence, begun), card_id=card_id, rules=learner.rules)
        for _learner, card_id, evidence in memory_queries.evidence_by_learner_and_card(session, *among)
    }
    after = memory_queries.memories_by_cards(session, learner.id, cards)
    was = sum(memory.stability for memory in before.values() if memory)
    return sum(memory.stability for memory in after.values()) - was


def _until(evidence: list[Evidence], moment: datetime) -> list[Evidence]:
    return [event for event in evidence if event.at < moment]
