"""Services that take the reviews of an Anki package into a learner's log, where they are not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Question
from quizapp.formats.anki_notes import AnkiNote, AnkiReview, Collection
from quizapp.formats.anki_questions import OWN_TYPE, FromAnki
from quizapp.memory.raw_log import events_by_card
from quizapp.memory.services import Learner, add_events, learner_now, store_memories
from quizapp.scheduling.moments import moment_of, text_of
from quizapp.scheduling.replaying import Logged, Replayer, memory_of_state
from quizapp.scheduling.state import Rating, Source

ORDINARY = {0, 1, 2}
"""Kinds of rows of Anki's log that are ratings in the ordinary course."""
SAME_MOMENT = timedelta(seconds=1)

LATER = 1 << 62
"""Greater than any id of the log."""

Fresh = tuple[AnkiReview, datetime]
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
    connection, replayer = session.connection(), Replayer(learner.rules)
    known, latest = events_by_card(connection, learner.id), now.timestamp() * 1000
    rows: list[dict[str, object]] = []
    memories = {}
    for number, log in logs.items():
        before = known.get(number, [])
        fresh = _fresh([one for one in log if _counts(one, latest)], before)
        if fresh:
            rows += [_row(learner, number, one, at, now) for one, at in fresh]
            rows[-len(fresh)]["was_new"] = not before
            memories[number] = replayer.replay(number, [*before, *_logged(number, fresh)])
    if rows:
        add_events.change_many(connection, rows)
    kept = {number: memory_of_state(state) for number, state in memories.items() if state is not None}
    store_memories(session, learner, kept)
    return len(rows)


def _counts(one: AnkiReview, latest: float) -> bool:
    return one.kind in ORDINARY and 1 <= one.ease <= max(Rating) and 0 < one.at_ms <= latest


def _fresh(log: Sequence[AnkiReview], before: Sequence[Logged]) -> list[Fresh]:
    """Return the reviews that the log does not hold yet, with their moments."""
    known = [moment_of(event[1]) for event in before]
    timed = [(one, datetime.fromtimestamp(one.at_ms / 1000, UTC)) for one in log]
    return [(one, at) for one, at in timed if not any(abs(at - it) < SAME_MOMENT for it in known)]


def _logged(card_id: int, fresh: Sequence[Fresh]) -> Iterator[Logged]:
    """Yield reviews as the log will hold them: after all that it holds now."""
    for place, (one, at) in enumerate(fresh, start=LATER):
        yield card_id, text_of(at), place, one.ease, Source.REVIEW.value, None, None, one.took_ms


def _row(learner: Learner, card_id: int, one: AnkiReview, at: datetime, now: datetime) -> dict[str, object]:
    return {
        "event_id": f"anki:{card_id}:{one.at_ms}",
        "learner_id": learner.id,
        "card_id": card_id,
        "source": Source.REVIEW.value,
        "rating": one.ease,
        "score": None,
        "at": at,
        "day": learner.rules.day(at),
        "told_at": None,
        "recorded_at": now,
        "duration_ms": one.took_ms,
        "was_new": False,
        "placed_day": None,
        "days": None,
        "undoes_id": None,
    }
