"""Services that take the reviews of an Anki package into a learner's log, where they are not there yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Question
from quizapp.formats.anki.notes import AnkiNote, AnkiReview, Collection
from quizapp.formats.anki.questions import OWN_TYPE, Became
from quizapp.memory.raw_log import events_by_card, moments_taken_back
from quizapp.memory.services import Learner
from quizapp.memory.storing import Reviewed, adding_reviews, keeping_states
from quizapp.scheduling.moments import DaysOfHours, moment_of, text_of_ms
from quizapp.scheduling.replaying import Logged, Replayer, State
from quizapp.scheduling.state import Rating, Source
from quizapp.statements import Prepared

ORDINARY = {0, 1, 2}
"""Kinds of rows of Anki's log that are ratings in the ordinary course."""
RATINGS = {rating.value for rating in Rating}
SAME_MOMENT = 1_000
"""Milliseconds."""

_REVIEW = Source.REVIEW.value

Logs = dict[int, tuple[AnkiReview, ...]]
"""Reviews by the id of the card here."""


def own_logs(session: Session, collection: Collection) -> Logs:
    """Return the reviews of cards that were exported from here, which their last field names."""
    own = {note.fields[-1]: note for note in collection.notes if note.type.name == OWN_TYPE and note.fields}
    if not own:
        return {}
    statement = (
        sa.select(Bank.key, Question.key, Card.key, Card.id)
        .join(Question, Question.id == Card.question_id)
        .join(Bank, Bank.id == Question.bank_id)
    )
    rows = session.execute(statement)
    named = ((own.get(f"{bank}/{question}/{card}"), number) for bank, question, card, number in rows)
    return {number: tuple(one for card in note.cards for one in card.log) for note, number in named if note}


def cards_by_key(session: Session, bank: Bank) -> Mapping[str, list[int]]:
    """Return the ids of a bank's cards in their order, by their question's key."""
    cards: dict[str, list[int]] = defaultdict(list)
    for key, number in _cards.rows(session.connection(), {"bank": bank.id}):
        cards[key].append(number)
    return cards


def foreign_logs(cards: Mapping[str, list[int]], notes: Iterable[AnkiNote], found: Iterable[Became]) -> Logs:
    """Return the reviews of notes that became questions of a bank, each card's for the card that it became."""
    return {
        number: log
        for note, one in zip(notes, found, strict=True)
        for number, place in zip(cards.get(one.key, ()), one.ords, strict=False)
        for which, log, _state in note.cards
        if which == place and log
    }


_cards = Prepared(
    lambda _dialect: (
        sa.select(Question.key, Card.id)
        .join(Question, Question.id == Card.question_id)
        .where(Question.bank_id == sa.bindparam("bank", type_=sa.Integer), Card.retired_at.is_(None))
        .order_by(Card.position)
    )
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the log holds of a learner, by card."""

    events: Mapping[int, list[Logged]]
    taken_back: Mapping[int, list[str]]
    """When they gave the answers that they took back since."""


NOTHING = Known({}, {})
"""What it holds where all cards are new."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Reviews that the log does not hold yet, and the memories that they lead to, by their cards."""

    reviews: list[Reviewed] = field(default_factory=list)
    states: list[tuple[int, State]] = field(default_factory=list)


def known_by(session: Session, learner: Learner) -> Known:
    """Return what the log holds of a learner."""
    connection = session.connection()
    return Known(events_by_card(connection, learner.id), moments_taken_back(connection, learner.id))


def replayed(learner: Learner, logs: Logs, known: Known, *, now: datetime) -> Taken:
    """Return what to take in of logs: reviews that are not known, and what they make of memories.

    What was taken back here stays so. The database is not asked.
    """
    replayer, days, latest = Replayer(learner.rules), DaysOfHours(learner.rules), int(now.timestamp() * 1000)
    reviews, states = list[Reviewed](), list[tuple[int, State]]()
    for number, log in logs.items():
        before, undone = known.events.get(number, ()), known.taken_back.get(number, ())
        fresh = _ratings(number, log, latest)
        if before or undone:
            fresh = _without(fresh, [*(event[1] for event in before), *undone])
        if not fresh:
            continue
        is_new = not before
        for _card, at, moment, rating, _source, _placed, _days, took in fresh:
            reviews.append((f"anki:{number}:{moment}", number, rating, at, days.of(at), took, is_new))
            is_new = False
        state = replayer.replay(number, [*before, *fresh] if before else fresh)
        if state is not None:
            states.append((number, state))
    return Taken(reviews, states)


def keeping_taken(session: Session, learner: Learner, taken: Taken, *, now: datetime) -> Callable[[], None]:
    """Return what adds reviews to the log, and brings the memories of their cards up to date.

    All that is left to do is the database's, which may be busy until then.
    """
    connection = session.connection()
    add = adding_reviews(connection, learner, taken.reviews, now=now)
    keep = keeping_states(connection, learner, taken.states)

    def write() -> None:
        add()
        keep()

    return write


def _ratings(card_id: int, log: Iterable[AnkiReview], latest: int) -> list[Logged]:
    """Return the ratings of a card's log as ours will hold them; in milliseconds, moments stand for ids."""
    return [
        (card_id, text_of_ms(moment), moment, ease, _REVIEW, None, None, took)
        for moment, ease, kind, _interval, _last, took in log
        if 0 < moment <= latest and kind in ORDINARY and ease in RATINGS
    ]


def _without(ratings: Iterable[Logged], answered: Sequence[str]) -> list[Logged]:
    """Return ratings but for those of the moments at which the log holds an answer already."""
    known = [moment_of(at).timestamp() * 1000 for at in answered]
    return [event for event in ratings if not any(abs(event[2] - one) < SAME_MOMENT for one in known)]
