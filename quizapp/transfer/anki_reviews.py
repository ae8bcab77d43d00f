"""Services that take the reviews of an Anki package into a learner's log, where they are not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Question
from quizapp.formats.anki_notes import AnkiNote, AnkiReview, Collection
from quizapp.formats.anki_questions import OWN_TYPE, FromAnki
from quizapp.memory.models import ReviewEvent
from quizapp.memory.queries import evidence_by_learner_and_card
from quizapp.memory.services import Learner, learner_now, store_memories
from quizapp.scheduling.evidence import replay
from quizapp.scheduling.state import Evidence, Rating, Source

LOG = cast("sa.Table", ReviewEvent.__table__)
ORDINARY = {0, 1, 2}
"""Kinds of rows of Anki's log that are ratings in the ordinary course."""
SAME_MOMENT = timedelta(seconds=1)

Logs = dict[int, tuple[AnkiReview, ...]]
"""Reviews by the id of the card here."""


def own_logs(session: Session, collection: Collection) -> Logs:
    """Return the reviews of cards that were exported from here, which their last field names."""
    own = {note.fields[-1]: note for note in collection.notes if note.type.name == OWN_TYPE and note.fields}
    statement = (
        sa.select(Bank.key, Question.key, Card.key, Card.id)
        .join(Question, Question.id == Card.question_id)
        .join(Bank, Bank.id == Question.bank_id)
    )
    rows = session.execute(statement) if own else ()
    named = ((own.get(f"{bank}/{question}/{card}"), number) for bank, question, card, number in rows)
    return {number: tuple(one for card in note.cards for one in card.log) for note, number in named if note}


def foreign_logs(session: Session, bank: Bank, notes: Iterable[AnkiNote], found: Iterable[FromAnki]) -> Logs:
    """Return the reviews of notes that became questions of a bank, each card's for the card that it became."""
    statement = (
        sa.select(Question.key, Card.id)
        .join(Question, Question.id == Card.question_id)
        .where(Question.bank_id == bank.id, Card.retired_at.is_(None))
        .order_by(Card.position)
    )
    cards: dict[str, list[int]] = {}
    for key, number in session.execute(statement):
        cards.setdefault(key, []).append(number)
    logs = {}
    for note, one in zip(notes, found, strict=True):
        by_place = {card.ord: card.log for card in note.cards}
        for number, place in zip(cards.get(one.key, []), one.ords, strict=False):
            logs[number] = by_place.get(place, ())
    return logs


def take_reviews(session: Session, learner: Learner, logs: Mapping[int, Iterable[AnkiReview]], *, now: datetime) -> int:
    """Add reviews that are not in the log yet, bring the memories of their cards up to date, and count them."""
    learner = learner_now(session, learner)  # the package was read outside of this transaction
    known = _known(session, learner)
    rows, states = [], {}
    for number, log in logs.items():
        before = known.get(number, [])
        fresh = [one for one in log if _counts(one, now) and not any(_is_same(one, it) for it in before)]
        if fresh:
            rows += [_row(learner, number, one, now) | {"was_new": not before and one is fresh[0]} for one in fresh]
            events = [*before, *(Evidence(Rating(one.ease), _at(one)) for one in fresh)]
            states[number] = replay(events, card_id=number, rules=learner.rules)
    if rows:
        session.connection().execute(sa.insert(LOG), rows)
    store_memories(session, learner, {number: memory for number, memory in states.items() if memory is not None})
    return len(rows)


def _counts(one: AnkiReview, now: datetime) -> bool:
    return one.kind in ORDINARY and 1 <= one.ease <= max(Rating) and 0 < one.at_ms <= now.timestamp() * 1000


def _is_same(one: AnkiReview, known: Evidence) -> bool:
    return abs(_at(one) - known.at) < SAME_MOMENT


def _at(one: AnkiReview) -> datetime:
    return datetime.fromtimestamp(one.at_ms / 1000, UTC)


def _known(session: Session, learner: Learner) -> dict[int, list[Evidence]]:
    of_all = evidence_by_learner_and_card(session, ReviewEvent.learner_id == learner.id)
    return {card_id: events for _learner, card_id, events in of_all}


def _row(learner: Learner, card_id: int, one: AnkiReview, now: datetime) -> dict[str, object]:
    return {
        "event_id": f"anki:{card_id}:{one.at_ms}",
        "learner_id": learner.id,
        "card_id": card_id,
        "source": Source.REVIEW.value,
        "rating": one.ease,
        "score": None,
        "at": _at(one),
        "day": learner.rules.day(_at(one)),
        "recorded_at": now,
        "duration_ms": one.took_ms,
        "undoes_id": None,
    }
