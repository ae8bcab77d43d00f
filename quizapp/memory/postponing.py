"""Services of a backlog: moving overdue cards to later days, by events of the log, and taking that back as a whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import chain

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.batches import MOST_VALUES, batches
from quizapp.memory import queries
from quizapp.memory.models import MemoryState, ReviewEvent
from quizapp.memory.services import LOG, Event, Learner, event_values, keep_states, store_memories
from quizapp.scheduling.evidence import replay
from quizapp.scheduling.relearning import postpone
from quizapp.scheduling.state import Phase, Source

DAYS_SEEN = 60


def overdue_cards(session: Session, learner: Learner, hidden: sa.Select[int], *, now: datetime) -> list[int]:
    """Return the cards that a learner has in review and that are due, without those that are hidden."""
    statement = sa.select(MemoryState.card_id).where(
        MemoryState.learner_id == learner.id,
        MemoryState.phase == Phase.REVIEW,
        MemoryState.due_day <= learner.rules.day(now),
        MemoryState.last_at <= now,
        MemoryState.card_id.not_in(hidden),
    )
    return list(session.scalars(statement.order_by(MemoryState.card_id)))


def loads_of_days(session: Session, learner: Learner, suspended: sa.Select[int], *, now: datetime) -> dict[int, int]:
    """Return how many cards of a learner come in how many days, without those that are suspended."""
    today = learner.rules.day(now)
    due = queries.cards_due_by_day(session, learner.id, suspended, today + 1, today + DAYS_SEEN)
    return {day - today: count for day, count in due.items()}


def postpone_cards(session: Session, learner: Learner, days: Mapping[int, int], event_id: str, *, now: datetime) -> int:
    """Move cards by so many days (card id → days; 0 stays), once for each event id, and return how many moved."""
    moving = {card_id: by for card_id, by in days.items() if by > 0}
    memories = queries.memories_by_cards(session, learner.id, list(moving))
    known = _known_events(session, learner, event_id, moving)
    moving = {
        card_id: by for card_id, by in moving.items() if card_id in memories and f"{event_id}:{card_id}" not in known
    }
    if not moving:
        return 0
    rows = [
        event_values(learner, card_id, Source.POSTPONE, None, Event(f"{event_id}:{card_id}", now), at=now, now=now)
        | {"rating": 0, "days": by}
        for card_id, by in moving.items()
    ]
    session.connection().execute(sa.insert(LOG), rows)
    after = {
        (learner.id, card_id): postpone(memories[card_id], by, at=now, rules=learner.rules)
        for card_id, by in moving.items()
    }
    keep_states(session, {learner.id: learner.rules}, after)
    return len(moving)


def _known_events(session: Session, learner: Learner, event_id: str, cards: Collection[int]) -> set[str]:
    mine = sa.select(ReviewEvent.event_id).where(ReviewEvent.learner_id == learner.id)
    ids = [f"{event_id}:{card_id}" for card_id in cards]
    found = (session.scalars(mine.where(ReviewEvent.event_id.in_(part))) for part in batches(ids, MOST_VALUES))
    return set(chain.from_iterable(found))


def postponed_today(session: Session, learner: Learner, *, now: datetime) -> list[int]:
    """Return the events, by id, that moved cards today and were not taken back."""
    return [log_id for log_id, _card_id in _moves(session, learner, now)]


def _moves(
    session: Session, learner: Learner, now: datetime, taken_at: datetime | None = None
) -> list[tuple[int, int]]:
    """Return the events that moved cards today, each with its card; those of one plan where its moment is given."""
    statement = sa.select(ReviewEvent.id, ReviewEvent.card_id).where(*_moves_of_day(learner, now))
    if taken_at is not None:
        statement = statement.where(ReviewEvent.recorded_at == taken_at)
    return [(log_id, card_id) for log_id, card_id in session.execute(statement)]


def last_plan_of_day(session: Session, learner: Learner, *, now: datetime) -> datetime | None:
    """Return when the newest plan of today that was not taken back was taken."""
    return session.scalar(sa.select(sa.func.max(ReviewEvent.recorded_at)).where(*_moves_of_day(learner, now)))


def _moves_of_day(learner: Learner, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    mine = ReviewEvent.learner_id == learner.id, ReviewEvent.day == learner.rules.day(now)
    return *mine, ReviewEvent.source == Source.POSTPONE, *queries.not_undone()


def undo_postponing(
    session: Session, learner: Learner, event_id: str, *, now: datetime, taken_at: datetime | None = None
) -> int:
    """Take back what moved cards today, or one plan of it, and return how many; what was recalled since stays."""
    moved = _moves(session, learner, now, taken_at)
    if not moved or queries.event_is_known(session, learner.id, f"{event_id}:{moved[0][0]}"):
        return 0
    rows = [
        event_values(learner, card_id, Source.POSTPONE, None, Event(f"{event_id}:{log_id}", now), at=now, now=now)
        | {"source": queries.UNDO, "rating": 0, "undoes_id": log_id}
        for log_id, card_id in moved
    ]
    session.connection().execute(sa.insert(LOG), rows)
    for part in batches(moved, MOST_VALUES):
        _replay(session, learner, [card_id for _log_id, card_id in part])
    return len(moved)


def _replay(session: Session, learner: Learner, cards: Collection[int]) -> None:
    """Bring the states of cards in line with the log, all by two statements."""
    among = (ReviewEvent.learner_id == learner.id, ReviewEvent.card_id.in_(cards))
    replayed = {
        card_id: replay(evidence, card_id=card_id, rules=learner.rules)
        for _learner, card_id, evidence in queries.evidence_by_learner_and_card(session, *among)
    }
    store_memories(session, learner, {card: memory for card, memory in replayed.items() if memory is not None})
