"""Services that change many questions at once and write it into the journal; and that take such a change back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Question
from quizapp.bank.versions import Authorship
from quizapp.batches import batches
from quizapp.workbench.changes import MARKS, REWRITING, Action, Change, rewritten
from quizapp.workbench.models import BulkItem, BulkOperation
from quizapp.workbench.rewriting import (
    Rewrite,
    Standing,
    rewrite,
    standings,
    unchanged_since,
    write_versions,
)

_QUESTIONS = cast("sa.Table", Question.__table__)
_ITEMS = cast("sa.Table", BulkItem.__table__)
PLACE = ("bank_id", "key", "position", "file_digest", "file_block")
"""The columns of a question that moving it to another bank changes."""
_place = (
    sa.update(_QUESTIONS)
    .where(_QUESTIONS.c.id == sa.bindparam("question"))
    .values({name: sa.bindparam(f"new_{name}", type_=_QUESTIONS.c[name].type) for name in PLACE})
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A change with all that it needs to be written at once: made before the gate, as making it takes its time."""

    change: Change
    ids: Sequence[int]
    """Of the questions to be marked, or rewritten."""
    rewrites: Sequence[Rewrite] = ()
    places: Mapping[int, dict[str, Any]] | None = None
    """By question id, where it moves to."""


def plan_change(session: Session, change: Change, ids: Sequence[int], authorship: Authorship, *, now: datetime) -> Plan:
    """Return a change of some questions, ready to be written."""
    if change.action not in REWRITING:
        return Plan(change, ids)
    order = {question_id: place for place, question_id in enumerate(ids)}
    known = sorted(standings(session, ids), key=lambda one: order[one.id])
    places = _places(session, change, known) if change.action is Action.MOVE else None
    rewrites = [
        rewrite(
            one,
            rewritten(change, one.values),
            authorship,
            now=now,
            key=places[one.id]["key"] if places else "",
        )
        for one in known
    ]
    return Plan(change, ids, rewrites, places)


def _places(session: Session, change: Change, known: Iterable[Standing]) -> dict[int, dict[str, Any]]:
    """Return where questions come to stand in another bank: at its end, in order, with ids that are free there."""
    statement = sa.select(_QUESTIONS.c.key, _QUESTIONS.c.position).where(_QUESTIONS.c.bank_id == change.bank_id)
    there = session.execute(statement).all()
    taken = {key for key, _position in there}
    last = max((position for _key, position in there), default=0)
    places = {}
    for offset, one in enumerate(known, start=1):
        key = _free(str(one.question["key"]), taken)
        taken.add(key)
        fresh = {"bank_id": change.bank_id, "key": key, "position": last + offset}
        places[one.id] = fresh | {"file_digest": None, "file_block": ""}
    return places


def _free(key: str, taken: set[str]) -> str:
    """Return a key that no question of a bank has: itself, or with a number behind it."""
    number, wanted = 2, key
    while wanted in taken:
        wanted = f"{key[:70]}-{number}"
        number += 1
    return wanted


def write_change(session: Session, plan: Plan, person_id: int | None, *, now: datetime) -> BulkOperation:
    """Write a planned change and its line of the journal; questions that were edited since it was made are left out."""
    if plan.change.action in REWRITING:
        items = _write_rewrites(session, plan)
    else:
        items = mark_questions(session, plan.change.action, plan.ids, now=now)
    return note_operation(session, plan.change, items, person_id, now=now)


def note_operation(
    session: Session, change: Change, items: Sequence[dict[str, Any]], person_id: int | None, *, now: datetime
) -> BulkOperation:
    """Write a line of the journal: question_id, before and after of each question that was changed."""
    operation = BulkOperation(
        person_id=person_id, action=change.action.value, said=change.said(), changed=len(items), at=now, left=[]
    )
    session.add(operation)
    session.flush()
    for batch in batches(items):
        session.connection().execute(sa.insert(_ITEMS), [item | {"operation_id": operation.id} for item in batch])
    session.expire_all()
    return operation


def _write_rewrites(session: Session, plan: Plan) -> list[dict[str, Any]]:
    still = {one.id for one in unchanged_since(session, [one.standing for one in plan.rewrites])}
    kept = [one for one in plan.rewrites if one.standing.id in still]
    write_versions(session, kept)
    places = plan.places or {}
    place_questions(session, {one.standing.id: places[one.standing.id] for one in kept if places})
    items = []
    for one in kept:
        before: dict[str, Any] = {"number": one.standing.question["current_number"]}
        after: dict[str, Any] = {"number": one.row["number"]}
        if places:
            before |= {name: one.standing.question[name] for name in PLACE}
            after |= {name: places[one.standing.id][name] for name in ("bank_id", "key")}
        items.append({"question_id": one.standing.id, "before": before, "after": after})
    return items


def place_questions(session: Session, places: Mapping[int, Mapping[str, Any]]) -> None:
    """Put questions where they are to stand."""
    rows = [
        {"question": question_id, **{f"new_{name}": place[name] for name in PLACE}}
        for question_id, place in places.items()
    ]
    for batch in batches(rows):
        session.connection().execute(_place, batch)


def mark_questions(session: Session, action: Action, ids: Sequence[int], *, now: datetime) -> list[dict[str, Any]]:
    """Set or empty the mark of questions that are not so yet; return what the journal keeps of each."""
    name, is_set = MARKS[action]
    column = _QUESTIONS.c[name]
    items: list[dict[str, Any]] = []
    for batch in batches(ids):
        differing = column.is_(None) if is_set else column.is_not(None)
        statement = sa.select(_QUESTIONS.c.id, column).where(_QUESTIONS.c.id.in_(batch), differing)
        rows = session.execute(statement).all()
        changed = [row[0] for row in rows]
        update = sa.update(_QUESTIONS).where(_QUESTIONS.c.id.in_(changed)).values({name: now if is_set else None})
        session.connection().execute(update)
        items += [
            {
                "question_id": question_id,
                "before": {name: was and was.isoformat()},
                "after": {name: now.isoformat() if is_set else None},
            }
            for question_id, was in rows
        ]
    return items
