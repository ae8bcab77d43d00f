"""Services that record evidence and bring memories up to date. The log is only ever added to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quizapp.db import add_once
from quizapp.memory import queries
from quizapp.memory.models import ReviewEvent
from quizapp.memory.rows import STATE, values_of
from quizapp.scheduling.evidence import credit, rating_for, replay
from quizapp.scheduling.memory import review
from quizapp.scheduling.state import Memory, OutOfOrderError, Rating, Rules, Source

LOG = cast("sa.Table", ReviewEvent.__table__)
_add_events = sa.insert(LOG)


class NothingToUndoError(Exception):
    """No rating of today is left that could be taken back."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a browser says of one answer: an id of its own making, when it was given, and how long it took."""

    event_id: str
    at: datetime
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Learner:
    """Whose memory it is, and the rules that it follows."""

    id: int
    rules: Rules


def record_review(  # noqa: PLR0913 - who, what, how, which event, when
    session: Session, learner: Learner, card_id: int, rating: Rating, event: Event, *, now: datetime
) -> Memory | None:
    """Record the rating of a flashcard, once for each event id, and return the memory after it."""
    memory = queries.memory_by_card(session, learner.id, card_id)
    at = min(event.at, now)
    values = _event_values(learner, card_id, Source.REVIEW, rating, event, at=at, now=now)
    if not add_once(session.connection(), LOG, values | {"was_new": memory is None}):
        return memory
    try:
        after: Memory | None = review(memory, rating, at=at, card_id=card_id, rules=learner.rules)
    except OutOfOrderError:
        after = _replayed(session, learner, card_id)
    store_memory(session, learner, card_id, after)
    return after


def record_scores(
    session: Session, learner: Learner, scores: Mapping[int, float], event: Event, *, now: datetime
) -> None:
    """Record what a quiz answer says about some cards: card id → score from 0 to 1.

    That the same answer is not recorded twice is the caller's to see to: it knows the answer by its own event.
    """
    memories = queries.memories_by_cards(session, learner.id, list(scores))
    at = min(event.at, now)
    rows = [
        _event_values(learner, card_id, Source.QUIZ, rating_for(score), _part_of(event, card_id), at=at, now=now)
        | {"score": score, "was_new": card_id not in memories}
        for card_id, score in scores.items()
    ]
    session.connection().execute(_add_events, rows)
    changed = {}
    for card_id, score in scores.items():
        memory = memories.get(card_id)
        after = _credited(session, learner, card_id, memory, rating_for(score), at=at)
        if after is not None and after is not memory:
            changed[card_id] = after
    store_memories(session, learner, changed)


def _part_of(event: Event, card_id: int) -> Event:
    return Event(f"{event.event_id}:{card_id}", event.at, event.duration_ms)


def _credited(  # noqa: PLR0913 - one card's evidence with all that it depends on
    session: Session, learner: Learner, card_id: int, memory: Memory | None, rating: Rating, *, at: datetime
) -> Memory | None:
    try:
        return credit(memory, rating, at=at, card_id=card_id, rules=learner.rules)
    except OutOfOrderError:
        return _replayed(session, learner, card_id)


def undo_last_review(session: Session, learner: Learner, event_id: str, *, now: datetime) -> int:
    """Take back the newest rating of today by an event of its own, and return its card.

    Raises:
        NothingToUndoError: nothing was rated today, or all of it was taken back.
    """
    taken_back = queries.last_review_of_day(session, learner.id, learner.rules.day(now))
    if taken_back is None or queries.event_is_known(session, learner.id, event_id):
        raise NothingToUndoError
    values = _event_values(learner, taken_back.card_id, Source.REVIEW, None, Event(event_id, now), at=now, now=now)
    session.connection().execute(
        sa.insert(LOG), values | {"source": queries.UNDO, "rating": 0, "undoes_id": taken_back.id}
    )
    store_memory(session, learner, taken_back.card_id, _replayed(session, learner, taken_back.card_id))
    return taken_back.card_id


def store_memory(session: Session, learner: Learner, card_id: int, memory: Memory | None) -> None:
    """Keep a memory as the state of a learner's card; None forgets the state of a card that has no evidence left."""
    if memory is None:
        session.execute(sa.delete(STATE).where(STATE.c.learner_id == learner.id, STATE.c.card_id == card_id))
    else:
        store_memories(session, learner, {card_id: memory})


def store_memories(session: Session, learner: Learner, memories: Mapping[int, Memory]) -> None:
    """Keep memories, by card id, as the states of a learner's cards."""
    if memories:
        version = learner.rules.parameters.version
        connection = session.connection()
        rows = [
            values_of(memory) | {"parameters": version, "learner_id": learner.id, "card_id": card_id}
            for card_id, memory in memories.items()
        ]
        connection.execute(_UPSERTS[connection.dialect.name], rows)


def _replayed(session: Session, learner: Learner, card_id: int) -> Memory | None:
    evidence = queries.evidence_of_card(session, learner.id, card_id)
    return replay(evidence, card_id=card_id, rules=learner.rules)


def _event_values(  # noqa: PLR0913 - one row of the log
    learner: Learner, card_id: int, source: Source, rating: Rating | None, event: Event, *, at: datetime, now: datetime
) -> dict[str, object]:
    return {
        "event_id": event.event_id,
        "learner_id": learner.id,
        "card_id": card_id,
        "source": source.value,
        "rating": rating and rating.value,
        "score": None,
        "at": at,
        "day": learner.rules.day(at),
        "recorded_at": now,
        "duration_ms": event.duration_ms,
        "was_new": False,
        "undoes_id": None,
    }


def _upsert_statement(insert: Callable[..., Any]) -> sa.Executable:
    statement = insert(STATE)
    changed = {
        column.name: statement.excluded[column.name]
        for column in STATE.c
        if column.name not in {"learner_id", "card_id"}
    }
    upsert: sa.Executable = statement.on_conflict_do_update(index_elements=["learner_id", "card_id"], set_=changed)
    return upsert


_UPSERTS = {"sqlite": _upsert_statement(sqlite.insert), "postgresql": _upsert_statement(postgresql.insert)}
