"""Services that take what devices kept while they had no network: each event once, judged on its own, in its own time.

What is refused is refused before anything of it is written, so that one transaction serves a batch.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from quizapp.memory import queries as memory_queries
from quizapp.memory import services as memory
from quizapp.memory.services import Event, Learner, NothingToUndoError, RatedElsewhereError
from quizapp.review import marks
from quizapp.review.device_clock import Moment, Told, moment_of
from quizapp.scheduling.leeches import is_leech
from quizapp.scheduling.state import Rating

AT_ONCE = timedelta(seconds=30)
"""What waited longer was given without a network, whatever the device knew of that."""


class Refusal(StrEnum):
    """Why an event is not kept."""

    MALFORMED = "malformed"
    GONE = "gone"
    """The card is not asked any more."""
    NOTHING_TO_UNDO = "nothing_to_undo"
    RATED_ELSEWHERE = "rated_elsewhere"
    """It was rated on another page while it lay open on this one."""


@dataclass(frozen=True, slots=True)
class SentEvent:
    """A rating, or the taking back of one, as a device kept it."""

    event_id: str
    told: Told
    card_id: int = 0
    rating: Rating | None = None
    """None takes a rating back, or is no event at all."""
    undoes: str = ""
    """The event id of the rating that is taken back."""
    duration_ms: int | None = None
    placed: int | None = None
    offline: bool = False
    """It was given without a network, so that each device's rating counts."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an event; without a refusal the device may forget it."""

    event_id: str
    refusal: Refusal | None = None
    hard_card: int | None = None
    """The card, where help with it is to be offered: it was forgotten again and again."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose device it is."""

    learner: Learner
    since: datetime
    """When they came: nothing of theirs can be older."""


def receive_events(
    session: Session, sender: Sender, events: Sequence[SentEvent], given: Collection[int], *, now: datetime
) -> list[Receipt]:
    """Keep events, each once for its id, and say of each what became of it; given are the cards that are asked now."""
    return [_receive(session, sender, event, given, now) for event in events]


def _receive(session: Session, sender: Sender, sent: SentEvent, given: Collection[int], now: datetime) -> Receipt:
    moment = moment_of(sent.told, earliest=sender.since, now=now)
    if sent.rating is None:
        return _undo(session, sender.learner, sent, moment, now) if sent.undoes else _refused(sent, Refusal.MALFORMED)
    if sent.card_id not in given and not memory_queries.event_is_known(session, sender.learner.id, sent.event_id):
        return _refused(sent, Refusal.GONE)
    return _rate(session, sender.learner, sent, sent.rating, moment, now)


def _rate(  # noqa: PLR0913, PLR0917 - who, what, how, when
    session: Session, learner: Learner, sent: SentEvent, rating: Rating, moment: Moment, now: datetime
) -> Receipt:
    event = Event(sent.event_id, moment.at, sent.duration_ms, sent.placed, moment.told_at, _shown_at(sent, now))
    try:
        after = memory.record_review(session, learner, sent.card_id, rating, event, now=now)
    except RatedElsewhereError:
        return _refused(sent, Refusal.RATED_ELSEWHERE)
    forgotten = after is not None and rating is Rating.AGAIN and is_leech(after.lapses)
    is_hard = forgotten and marks.offers_help(session, learner, sent.card_id)
    return Receipt(sent.event_id, hard_card=sent.card_id if is_hard else None)


def _shown_at(sent: SentEvent, now: datetime) -> datetime | None:
    """Return since when a card lay open on a device that sends its rating at once, by the server's clock."""
    waited = timedelta(milliseconds=sent.told.sent_ms - sent.told.at_ms)
    if sent.offline or sent.duration_ms is None or not timedelta() <= waited <= AT_ONCE:
        return None
    return now - waited - timedelta(milliseconds=sent.duration_ms)


def _undo(session: Session, learner: Learner, sent: SentEvent, moment: Moment, now: datetime) -> Receipt:
    event = Event(sent.event_id, moment.at, told_at=moment.told_at)
    try:
        memory.undo_review(session, memory.learner_now(session, learner), sent.undoes, event, now=now)
    except NothingToUndoError:
        if not memory_queries.event_is_known(session, learner.id, sent.undoes):
            return _refused(sent, Refusal.NOTHING_TO_UNDO)
    return Receipt(sent.event_id)


def _refused(sent: SentEvent, why: Refusal) -> Receipt:
    return Receipt(sent.event_id, why)
