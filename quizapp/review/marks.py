"""Services of marks: flagging, burying, suspending, noting; and taking steps back, ratings among them, one by one.

Every step keeps what stood on the card before it, so that taking it back restores the row as it was.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.db import add_once, insert_into
from quizapp.kinds.messages import N_
from quizapp.memory import postponing
from quizapp.memory import queries as memory_queries
from quizapp.memory import services as memory
from quizapp.memory.services import Learner, NothingToUndoError
from quizapp.review.models import CardAction, CardMark
from quizapp.scheduling.leeches import is_leech

LONGEST_NOTE = 2_000
FLAGS = {1: N_("red"), 2: N_("orange"), 3: N_("green"), 4: N_("blue")}
"""The colours of flags, by number. 0 is none."""

_MARKS = cast("sa.Table", CardMark.__table__)
_ACTIONS = cast("sa.Table", CardAction.__table__)
_KEY = ("learner_id", "card_id")


class Deed(StrEnum):
    """What can be done with a card beside rating it."""

    FLAG = "flag"
    BURY = "bury"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    NOTE = "note"
    RATE = "rate"
    """Not kept here, but taken back here: the log has it."""
    POSTPONE = "postpone"
    """A plan for a backlog: as with ratings, the log has it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a learner has put on a card."""

    flag: int = 0
    suspended_at: datetime | None = None
    buried_day: int | None = None
    note: str = ""
    helped_lapses: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What a learner does with a card, as their browser says it."""

    deed: Deed
    card_id: int
    event_id: str
    flag: int = 0
    note: str = ""


def mark_of(session: Session, learner_id: int, card_id: int) -> Mark:
    """Return what a learner has put on a card."""
    row = session.connection().execute(_one_mark, {"learner": learner_id, "card": card_id}).one_or_none()
    return Mark(*row) if row else Mark()


def marks_of(session: Session, learner_id: int, card_ids: Collection[int]) -> dict[int, Mark]:
    """Return what a learner has put on some cards, by card id; those without a mark are left out."""
    statement = sa.select(_MARKS.c.card_id, *(_MARKS.c[name] for name in _VALUES))
    mine = statement.where(_MARKS.c.learner_id == learner_id, _MARKS.c.card_id.in_(card_ids))
    return {row[0]: Mark(*row[1:]) for row in session.connection().execute(mine)}


_VALUES = tuple(Mark.__slots__)
_one_mark = sa.select(*(_MARKS.c[name] for name in _VALUES)).where(
    _MARKS.c.learner_id == sa.bindparam("learner"), _MARKS.c.card_id == sa.bindparam("card")
)


def mark_card(session: Session, learner: Learner, step: Step, *, now: datetime) -> bool:
    """Do something with a card, once for each event id; say whether it was new."""
    before = session.connection().execute(_one_mark, {"learner": learner.id, "card": step.card_id}).one_or_none()
    kept = {} if before is None else _as_json(before._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    action = {
        "event_id": step.event_id,
        "learner_id": learner.id,
        "card_id": step.card_id,
        "what": step.deed.value,
        "before": kept,
        "at": now,
        "day": learner.rules.day(now),
        "undone_at": None,
    }
    if not add_once(session.connection(), _ACTIONS, action):
        return False
    current = dict(zip(_VALUES, before, strict=True)) if before is not None else _blank()
    _store(session, learner.id, step.card_id, current | _change(step, learner, now))
    return True


def _blank() -> dict[str, Any]:
    return {name: getattr(Mark(), name) for name in _VALUES}


def _change(step: Step, learner: Learner, now: datetime) -> dict[str, Any]:
    changes: dict[Deed, dict[str, Any]] = {
        Deed.FLAG: {"flag": step.flag},
        Deed.BURY: {"buried_day": learner.rules.day(now)},
        Deed.SUSPEND: {"suspended_at": now},
        Deed.UNSUSPEND: {"suspended_at": None, "buried_day": None},
        Deed.NOTE: {"note": step.note[:LONGEST_NOTE]},
    }
    return changes[step.deed]


def _as_json(values: Any) -> dict[str, Any]:  # noqa: ANN401 - a row's mapping
    return {name: it.isoformat() if isinstance(it, datetime) else it for name, it in values.items()}


def _from_json(kept: dict[str, Any]) -> dict[str, Any]:
    at = kept["suspended_at"]
    return kept | {"suspended_at": datetime.fromisoformat(at) if at else None}


def _store(session: Session, learner_id: int, card_id: int, values: dict[str, Any]) -> None:
    connection = session.connection()
    insert = insert_into(_MARKS, connection.dialect.name)
    changed = {name: insert.excluded[name] for name in _VALUES}
    row = {"learner_id": learner_id, "card_id": card_id, **values}
    connection.execute(insert.on_conflict_do_update(index_elements=_KEY, set_=changed), row)


def offers_help(session: Session, learner: Learner, card_id: int) -> bool:
    """Say whether help is to be offered with a card now: once at each count of lapses that makes a leech of it."""
    memory_now = memory_queries.memory_by_card(session, learner.id, card_id)
    lapses = memory_now.lapses if memory_now else 0
    mark = mark_of(session, learner.id, card_id)
    if not is_leech(lapses) or mark.helped_lapses >= lapses:
        return False
    values = {name: getattr(mark, name) for name in _VALUES}
    _store(session, learner.id, card_id, values | {"helped_lapses": lapses})
    return True


@dataclass(frozen=True, slots=True)
class Undone:
    """A step that was taken back."""

    deed: Deed
    card_id: int | None
    """None for a plan, which is about many."""


def undo_last_step(session: Session, learner: Learner, event_id: str, *, now: datetime) -> Undone:
    """Take the newest step of today back: ratings and plans by events of the log, the rest by what stood there before.

    Raises:
        NothingToUndoError: nothing was done today, or all of it was taken back.
    """
    day = learner.rules.day(now)
    action = _last_action(session, learner.id, day)
    rating = memory_queries.last_review_of_day(session, learner.id, day)
    plan = postponing.last_plan_of_day(session, learner, now=now)
    others = [moment for moment in (action and action.at, rating and rating.recorded_at) if moment]
    if plan is not None and all(plan > moment for moment in others):
        postponing.undo_postponing(session, learner, event_id, now=now, taken_at=plan)
        return Undone(Deed.POSTPONE, None)
    if action is None or (rating is not None and rating.recorded_at > action.at):
        return Undone(Deed.RATE, memory.undo_last_review(session, learner, event_id, now=now))
    if action.before:
        _store(session, learner.id, action.card_id, _from_json(action.before))
    else:
        gone = sa.delete(_MARKS).where(_MARKS.c.learner_id == learner.id, _MARKS.c.card_id == action.card_id)
        session.execute(gone)
    session.execute(sa.update(_ACTIONS).where(_ACTIONS.c.id == action.id).values(undone_at=now))
    return Undone(Deed(action.what), action.card_id)


def _last_action(session: Session, learner_id: int, day: int) -> sa.Row[Any] | None:
    statement = (
        sa.select(_ACTIONS)
        .where(_ACTIONS.c.learner_id == learner_id, _ACTIONS.c.day == day, _ACTIONS.c.undone_at.is_(None))
        .order_by(_ACTIONS.c.id.desc())
        .limit(1)
    )
    return session.execute(statement).one_or_none()


__all__ = [
    "Deed",
    "Mark",
    "NothingToUndoError",
    "Step",
    "Undone",
    "mark_card",
    "mark_of",
    "offers_help",
    "undo_last_step",
]
