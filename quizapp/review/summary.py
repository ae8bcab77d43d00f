"""Queries for what a day of reviews came to: cards, recall, stability gained, minutes, and what is due next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Card
from quizapp.column_types import UTCDateTime
from quizapp.memory import queries as memory_queries
from quizapp.memory.models import MemoryState, ReviewEvent, is_review
from quizapp.memory.services import Learner
from quizapp.review.candidates import held_until, memories_that_come, waits_for_attempt
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
    """Days of stability that today's cards have more than this morning; but for those that wait for a quiz."""
    minutes: float


def summary_of_day(session: Session, learner: Learner, *, now: datetime) -> Summary | None:
    """Return what today came to so far; None where nothing was rated yet."""
    today = learner.rules.day(now)
    rows = session.execute(_ratings(learner.id, today, now)).all()
    if not rows:
        return None
    first: dict[int, tuple[int, bool]] = {}
    for card_id, rating, was_new, *_rest in rows:
        first.setdefault(card_id, (rating, was_new))
    again = [rating for rating, was_new in first.values() if not was_new]
    return Summary(
        cards=len(first),
        new=len(first) - len(again),
        asked_again=len(again),
        recalled=sum(rating > Rating.AGAIN for rating in again),
        gained=_gained(session, learner, today, [row.card_id for row in rows if not row.waits]),
        minutes=sum(duration or 0 for *_rest, duration in rows) / 60_000,
    )


def _ratings(learner_id: int, day: int, now: datetime) -> sa.Select[int, int, bool, bool, int | None]:
    waits = waits_for_attempt(learner_id, now).label("waits")
    return (
        sa.select(ReviewEvent.card_id, ReviewEvent.rating, ReviewEvent.was_new, waits, ReviewEvent.duration_ms)
        .join(Card, Card.id == ReviewEvent.card_id)
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
    results_at: datetime | None
    """When the first results come for which some wait that are due; None where none do."""


def what_comes(session: Session, learner: Learner, *, now: datetime) -> Coming:
    """Return when the next card comes, and what cards that are due wait for."""
    today = learner.rules.day(now)
    next_at, some_held = session.execute(_next(learner, now)).one()
    held = _held_cards(session, learner, now) if some_held else []
    comes_at = _first([next_at, *(card.comes_at for card in held)])
    results = [card.results_at for card in held if card.is_due]
    is_soon = comes_at is not None and learner.rules.day(comes_at) == today
    return Coming(comes_at, is_soon, None in results, _first(results))


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _next(learner: Learner, now: datetime) -> sa.Select[datetime, int]:
    """Select when the next card comes of those that wait for no attempt, and whether some do.

    One that is due, though nothing more is asked today, comes tomorrow.
    """
    tomorrow, is_buried = _tomorrow(learner, now)
    comes_as_due = sa.or_(MemoryState.due_at >= tomorrow, sa.and_(MemoryState.phase != Phase.REVIEW, ~is_buried))
    comes, held = sa.case((comes_as_due, MemoryState.due_at), else_=tomorrow), waits_for_attempt(learner.id, now)
    some_held = sa.func.max(sa.case((held, 1), else_=0))
    return memories_that_come(learner.id, sa.func.min(sa.case((~held, comes))), some_held)


def _tomorrow(learner: Learner, now: datetime) -> tuple[sa.ColumnElement[datetime], sa.ColumnElement[bool]]:
    """Return the moment at which tomorrow begins, and the condition of a card that is buried until then."""
    today = learner.rules.day(now)
    is_buried = sa.func.coalesce(CardMark.buried_day, -1) == today
    return sa.literal(learner.rules.start(today + 1), UTCDateTime()), is_buried


class _Held(NamedTuple):
    """A card that waits for an attempt on which marks depend."""

    is_due: bool
    comes_at: datetime | None
    """None where nobody knows."""
    results_at: datetime | None
    """None while an attempt is open."""


def _held_cards(session: Session, learner: Learner, now: datetime) -> list[_Held]:
    until, today = held_until(session, learner.id, now=now), learner.rules.day(now)
    tomorrow, is_buried = _tomorrow(learner, now)
    due_at = sa.case((is_buried, tomorrow), else_=MemoryState.due_at)
    rows = memories_that_come(learner.id, MemoryState.due_day <= today, due_at).add_columns(Card.question_id)
    held = []
    for is_due, comes_at, question_id in session.execute(rows.where(waits_for_attempt(learner.id, now))):
        results_at = until.get(question_id)
        known_at = max(comes_at, results_at) if results_at else None  # its due date may tell how another quiz went
        held.append(_Held(bool(is_due), known_at, results_at))
    return held


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
