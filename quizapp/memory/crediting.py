"""Services that record what quiz answers say about memories. What they will make of one can be worked out beforehand.

Answering is among the hottest requests, and only one writes at a time: so the memories are read and the model is
asked before the write gate. Should a memory have changed meanwhile, or the weights, the log decides, as always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.visitor import PEOPLE
from quizapp.memory import queries
from quizapp.memory.rows import STATE
from quizapp.memory.services import (
    Event,
    Learner,
    add_events,
    event_values,
    follows_still,
    learner_now,
    replayed_memory,
    rows_of_memories,
    store_memory,
    storing,
)
from quizapp.scheduling.evidence import credit, rating_for
from quizapp.scheduling.state import Memory, OutOfOrderError, Source
from quizapp.statements import Prepared

_NEVER = -1
_is_as_seen = sa.and_(
    STATE.c.reps == sa.bindparam("seen_reps"),
    STATE.c.due_at == sa.bindparam("seen_due_at", type_=STATE.c.due_at.type),
    STATE.c.last_at == sa.bindparam("seen_last_at", type_=STATE.c.last_at.type),
)
_store_if_as_seen = storing(_is_as_seen)
_find_if_as_seen = Prepared(
    lambda _dialect: sa.select(STATE.c.reps).where(
        STATE.c.learner_id == PEOPLE.c.id, STATE.c.card_id == sa.bindparam("card_id"), _is_as_seen, follows_still
    )
)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an answer will make of a learner's memories, unless something else comes first."""

    at: datetime
    scores: Mapping[int, float]
    """Card id → score from 0 to 1."""
    before: Mapping[int, Memory]
    after: Mapping[int, Memory]
    """Those that stay the same, too: that the answer does not count holds only as long as they are what was seen."""
    late: frozenset[int]
    """Cards that have evidence later than this already, and have to be replayed."""


def foresee_scores(session: Session, learner: Learner, scores: Mapping[int, float], *, at: datetime) -> Foreseen:
    """Work out what an answer says about some cards: card id → score from 0 to 1. Nothing is written."""
    before = queries.memories_by_cards(session, learner.id, list(scores))
    after: dict[int, Memory] = {}
    late = set()
    for card_id, score in scores.items():
        memory = before.get(card_id)
        try:
            after[card_id] = credit(memory, rating_for(score), at=at, card_id=card_id, rules=learner.rules)
        except OutOfOrderError:
            late.add(card_id)
    return Foreseen(at, scores, before, after, frozenset(late))


def record_foreseen(session: Session, learner: Learner, foreseen: Foreseen, event: Event, *, now: datetime) -> None:
    """Record an answer's evidence, and the memories as foreseen; where one has changed since, its card is replayed.

    That the same answer is not recorded twice is the caller's to see to: it knows the answer by its own event.
    """
    rows = [_event_row(learner, card_id, foreseen, event, now) for card_id in foreseen.scores]
    add_events.change_many(session.connection(), rows)
    replayed = foreseen.late if _store_foreseen(session, learner, foreseen) else foreseen.scores
    if replayed:
        learner = learner_now(session, learner)
    for card_id in replayed:
        store_memory(session, learner, card_id, replayed_memory(session, learner, card_id))


def record_scores(
    session: Session, learner: Learner, scores: Mapping[int, float], event: Event, *, now: datetime
) -> None:
    """Record what an answer says about some cards within a transaction that writes already."""
    foreseen = foresee_scores(session, learner, scores, at=min(event.at, now))
    record_foreseen(session, learner, foreseen, event, now=now)


def _event_row(learner: Learner, card_id: int, foreseen: Foreseen, event: Event, now: datetime) -> dict[str, object]:
    score = foreseen.scores[card_id]
    part = Event(f"{event.event_id}:{card_id}", event.at, event.duration_ms)
    values = event_values(learner, card_id, Source.QUIZ, rating_for(score), part, at=foreseen.at, now=now)
    return values | {"score": score, "was_new": card_id not in foreseen.before}


def _store_foreseen(session: Session, learner: Learner, foreseen: Foreseen) -> bool:
    """Store the memories, each if it is still as it was read; say whether all of them were.

    Those that stay the same, as most do that are asked again on one day, are looked at and not written.
    """
    changed = {card_id: one for card_id, one in foreseen.after.items() if one is not foreseen.before.get(card_id)}
    rows = [row | _seen(foreseen.before.get(card_id)) for card_id, row in rows_of_memories(learner, changed).items()]
    if rows and _store_if_as_seen.change_many(session.connection(), rows) < len(rows):
        return False
    mine = {"learner_id": learner.id, **learner.follows._asdict()}
    same = [
        mine | {"card_id": card_id} | _seen(one) for card_id, one in foreseen.after.items() if card_id not in changed
    ]
    return all(_find_if_as_seen.rows(session.connection(), values) for values in same)


def _seen(memory: Memory | None) -> dict[str, object]:
    """Return what tells a memory from any other state of its card: each event adds a review, or is the last one now."""
    if memory is None:  # a row that is there now came meanwhile: none has so few reviews
        return {"seen_reps": _NEVER, "seen_due_at": None, "seen_last_at": None}
    return {"seen_reps": memory.reps, "seen_due_at": memory.due_at, "seen_last_at": memory.last_at}
