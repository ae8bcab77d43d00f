"""Services that record evidence and bring memories up to date. The log is only ever added to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.sql import ClauseElement

from quizapp.accounts.visitor import PEOPLE
from quizapp.db import add_once, insert_into
from quizapp.memory import queries
from quizapp.memory.models import ReviewEvent
from quizapp.memory.rows import STATE, values_of
from quizapp.memory.weights import FOLLOWED, Followed, followed_by, own_rules, rules_by
from quizapp.scheduling.evidence import replay
from quizapp.scheduling.memory import review
from quizapp.scheduling.state import Memory, OutOfOrderError, Rating, Rules, Source
from quizapp.statements import Prepared

LOG = cast("sa.Table", ReviewEvent.__table__)
add_events = Prepared(
    lambda _dialect: sa.insert(LOG).inline(), [column.name for column in LOG.c if column.name != "id"]
)
"""Adds rows to the log."""


class NothingToUndoError(Exception):
    """No rating of today is left that could be taken back."""


class RatedElsewhereError(Exception):
    """The card was rated elsewhere while it lay open here: it is one meeting, and was counted."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a browser says of one answer: an id of its own making, when it was given, and how long it took."""

    event_id: str
    at: datetime
    duration_ms: int | None = None
    placed: int | None = None
    """The due day that the button showed, where one was chosen within the fuzz range."""
    told_at: datetime | None = None
    """What the device's clock said, where that could not be true and `at` was chosen instead."""
    shown_at: datetime | None = None
    """Since when the card lay open, of a rating that came at once."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Whose memory it is, and the rules that it follows."""

    id: int
    rules: Rules
    weights_id: int | None = None
    """The fit whose weights these rules hold; None for the model's own."""
    calendar: str | None = None
    """The class's calendar that these rules hold; None for the installation's."""
    installed: Rules | None = field(default=None, compare=False)
    """The installation's rules, from which these were made; None where these are they."""

    @property
    def follows(self) -> Followed:
        """Return what these rules hold."""
        return Followed(self.weights_id, self.calendar)


def learner_by_id(session: Session, learner_id: int, rules: Rules) -> Learner:
    """Return somebody with the weights and in the calendar that they follow now, by one statement."""
    return learner_following(session, learner_id, rules, followed_by(session, learner_id))


def learner_following(session: Session, learner_id: int, installed: Rules, followed: Followed) -> Learner:
    """Return a learner with rules as they follow them."""
    return Learner(learner_id, rules_by(session, installed, followed), *followed, installed)


def learner_now(session: Session, learner: Learner) -> Learner:
    """Return a learner as of this transaction: other weights may have been adopted since they were read."""
    return _following(session, learner, followed_by(session, learner.id))


def _following(session: Session, learner: Learner, followed: Followed) -> Learner:
    if followed == learner.follows:
        return learner
    return learner_following(session, learner.id, learner.installed or own_rules(learner.rules), followed)


def record_review(  # noqa: PLR0913 - who, what, how, which event, when
    session: Session, learner: Learner, card_id: int, rating: Rating, event: Event, *, now: datetime
) -> Memory | None:
    """Record the rating of a flashcard, once for each event id, and return the memory after it.

    Raises:
        RatedElsewhereError: another rating came since the card was shown, and it is not due again; nothing is written.
    """
    memory, followed = queries.memory_to_rate(session, learner.id, card_id)
    if memory and _is_one_meeting(memory, event) and _is_rated(session, learner, card_id, event):
        raise RatedElsewhereError
    learner = _following(session, learner, followed)
    at = min(event.at, now)
    values = event_values(learner, card_id, Source.REVIEW, rating, event, at=at, now=now)
    if not add_once(session.connection(), LOG, values | {"was_new": memory is None}):
        return memory
    try:
        after: Memory | None = review(memory, rating, at=at, card_id=card_id, rules=learner.rules, placed=event.placed)
    except OutOfOrderError:
        after = replayed_memory(session, learner, card_id)
    store_memory(session, learner, card_id, after)
    return after


def _is_one_meeting(memory: Memory, event: Event) -> bool:
    """Say whether a card lay open here while it was answered elsewhere, and has not come back since."""
    return event.shown_at is not None and event.shown_at < memory.last_at and event.at < memory.due_at


def _is_rated(session: Session, learner: Learner, card_id: int, event: Event) -> bool:
    """Say whether a card was rated since an event showed it; one that is known by now is no second rating."""
    evidence = queries.evidence_of_card(session, learner.id, card_id)
    rated = any(one.source is Source.REVIEW and event.shown_at and one.at > event.shown_at for one in evidence)
    return rated and not queries.event_is_known(session, learner.id, event.event_id)


def undo_last_review(session: Session, learner: Learner, event_id: str, *, now: datetime) -> int:
    """Take back the newest rating of today by an event of its own, and return its card.

    Raises:
        NothingToUndoError: nothing was rated today, or all of it was taken back.
    """
    taken_back = queries.last_review_of_day(session, learner.id, learner.rules.day(now))
    if taken_back is None or queries.event_is_known(session, learner.id, event_id):
        raise NothingToUndoError
    return _take_back(session, learner, taken_back, Event(event_id, now), now=now)


def undo_review(session: Session, learner: Learner, undoes: str, event: Event, *, now: datetime) -> int:
    """Take back the rating that an event brought, by an event of its own, and return its card.

    Raises:
        NothingToUndoError: no such rating is there, or it was taken back already.
    """
    taken_back = queries.review_by_event(session, learner.id, undoes)
    if taken_back is None or queries.event_is_known(session, learner.id, event.event_id):
        raise NothingToUndoError
    return _take_back(session, learner, taken_back, event, now=now)


def _take_back(session: Session, learner: Learner, rated: ReviewEvent, event: Event, *, now: datetime) -> int:
    """Take a rating back, and what was repeated of it for other cards."""
    for one in (rated, *queries.repetitions_of(session, rated)):
        mine = event if one is rated else replace(event, event_id=f"{event.event_id}/{one.id}")
        values = event_values(learner, one.card_id, Source.REVIEW, None, mine, at=min(event.at, now), now=now)
        undoing = values | {"source": queries.UNDO, "rating": 0, "undoes_id": one.id}
        session.connection().execute(sa.insert(LOG), undoing)
        store_memory(session, learner, one.card_id, replayed_memory(session, learner, one.card_id))
    return rated.card_id


def store_memory(session: Session, learner: Learner, card_id: int, memory: Memory | None) -> None:
    """Keep a memory as the state of a learner's card; None forgets the state of a card that has no evidence left."""
    if memory is None:
        session.execute(sa.delete(STATE).where(STATE.c.learner_id == learner.id, STATE.c.card_id == card_id))
    else:
        store_memories(session, learner, {card_id: memory})


def store_memories(session: Session, learner: Learner, memories: Mapping[int, Memory]) -> None:
    """Keep memories, by card id, as the states of a learner's cards."""
    keep_states(session, {learner.id: learner.rules}, {(learner.id, card): one for card, one in memories.items()})


def keep_states(session: Session, rules: Mapping[int, Rules], memories: Mapping[tuple[int, int], Memory]) -> None:
    """Keep memories of many learners, by (learner id, card id), in one statement; rules are by learner id."""
    if memories:
        rows = [
            values_of(memory)
            | {"parameters": rules[learner_id].parameters.version, "learner_id": learner_id, "card_id": card_id}
            for (learner_id, card_id), memory in memories.items()
        ]
        _store.change_many(session.connection(), rows)


def rows_of_memories(learner: Learner, memories: Mapping[int, Memory]) -> dict[int, dict[str, object]]:
    """Return memories as rows of memory_states, by card id, with the weights and the calendar that they rest on."""
    mine = {"parameters": learner.rules.parameters.version, "learner_id": learner.id, **learner.follows._asdict()}
    return {card_id: values_of(memory) | mine | {"card_id": card_id} for card_id, memory in memories.items()}


def replayed_memory(session: Session, learner: Learner, card_id: int) -> Memory | None:
    """Return the memory that a card's log leads to; None where nothing in it counts."""
    evidence = queries.evidence_of_card(session, learner.id, card_id)
    return replay(evidence, card_id=card_id, rules=learner.rules)


def event_values(  # noqa: PLR0913 - one row of the log
    learner: Learner, card_id: int, source: Source, rating: Rating | None, event: Event, *, at: datetime, now: datetime
) -> dict[str, object]:
    """Return one row of the log."""
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
        "told_at": event.told_at,
        "duration_ms": event.duration_ms,
        "was_new": False,
        "days": None,
        "placed_day": event.placed,
        "undoes_id": None,
    }


def storing(condition: sa.ColumnElement[bool] | None = None) -> Prepared:
    """Return the statement that stores states; on a condition about the stored one, where there is one.

    With a condition it stores nothing either where the learner follows other weights, or another calendar, by now.
    """

    def make(dialect: str) -> ClauseElement:
        statement = insert_into(STATE, dialect)
        if condition is not None:
            statement = statement.from_select(_COLUMNS, _values_if_followed)
        changed = {name: statement.excluded[name] for name in _COLUMNS if name not in _KEY}
        upsert: ClauseElement = statement.on_conflict_do_update(index_elements=_KEY, set_=changed, where=condition)
        return upsert

    return Prepared(make, _COLUMNS if condition is None else ())


_COLUMNS = [column.name for column in STATE.c]
_KEY = ["learner_id", "card_id"]
_given = {name: sa.bindparam(name, type_=STATE.c[name].type) for name in _COLUMNS}
follows_still = sa.and_(
    PEOPLE.c.id == _given["learner_id"],
    *(column.is_not_distinct_from(sa.bindparam(column.name, type_=column.type)) for column in FOLLOWED),
)
"""The condition that a learner follows the weights and the calendar that are given, of a statement that reads them."""
_values_if_followed = sa.select(*_given.values()).where(follows_still)
_store = storing()
