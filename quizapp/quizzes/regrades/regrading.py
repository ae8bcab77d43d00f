"""Services of regrades: doing what was planned, keeping a record of it, and the way back.

Responses stay as they are: what changes is a slot's score, the key that marks it, and the attempt's points. Each change
is kept with what stood there before. Memories are not touched: what a student recalled then, they recalled by the key
of then (see quizapp.memory.relearning).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.quizzes.marking import grade_answers, marked_by
from quizapp.quizzes.models import Attempt, Regrade, RegradeChange, Response, Slot
from quizapp.quizzes.regrades.plan import (
    Change,
    RegradePlan,
    Rule,
    asking_attempts,
    points_of,
    scores_of_attempts,
)

_CHANGES = cast("sa.Table", RegradeChange.__table__)
_SLOTS = cast("sa.Table", Slot.__table__)
_ATTEMPTS = cast("sa.Table", Attempt.__table__)


class LaterRegradeError(Exception):
    """A later regrade of this question stands: that one has to be taken back first."""


class AlreadyUndoneError(Exception):
    """It was taken back before."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who has answers graded again, and why; the students whose answers they are read the reason."""

    person_id: int | None
    reason: str
    class_id: int | None = None
    """The class whose attempts alone it is of."""
    made_version: bool = False
    """Whether the version by which they are graded was made for it, and goes with it."""


def regrade_answers(
    session: Session, question_id: int, plan: RegradePlan, decision: Decision, *, now: datetime
) -> Regrade | None:
    """Do what was planned in this transaction, and keep a record; None where there is nothing to do."""
    if not plan.changes:
        return None
    regrade = Regrade(
        question_id=question_id,
        version_id=plan.version_id,
        rule=plan.rule,
        reason=decision.reason,
        person_id=decision.person_id,
        class_id=decision.class_id,
        made_version=decision.made_version,
        at=now,
        answers=plan.answers,
        changed=len(plan.differing),
    )
    session.add(regrade)
    session.flush()
    connection = session.connection()
    connection.execute(sa.insert(_CHANGES), [_row(regrade.id, change) for change in plan.changes])
    mine = _CHANGES.c.regrade_id == regrade.id
    if plan.rule is Rule.DROP:
        _drop(session, mine, dropped=True)
    else:
        _write_slots(session, mine, "new")
    _write_attempts(session, mine)
    session.expire_all()
    return regrade


def _row(regrade_id: int, change: Change) -> dict[str, Any]:
    return {
        "regrade_id": regrade_id,
        "slot_id": change.slot_id,
        "old_key_version_id": change.old_key,
        "new_key_version_id": change.new_key,
        "old_score": change.old_score,
        "new_score": change.new_score,
        "old_attempt_score": change.old_points,
        "new_attempt_score": change.new_points,
    }


def _write_slots(session: Session, mine: sa.ColumnElement[bool], side: str) -> None:
    """Bring slots in line with one side of their changes, by one statement."""
    of_slot = sa.and_(mine, _CHANGES.c.slot_id == _SLOTS.c.id)
    values = {
        "score": sa.select(_CHANGES.c[f"{side}_score"]).where(of_slot).scalar_subquery(),
        "key_version_id": sa.select(_CHANGES.c[f"{side}_key_version_id"]).where(of_slot).scalar_subquery(),
    }
    within = _SLOTS.c.id.in_(sa.select(_CHANGES.c.slot_id).where(mine))
    session.connection().execute(sa.update(_SLOTS).where(within).values(values))


def _write_attempts(session: Session, mine: sa.ColumnElement[bool]) -> None:
    """Write the points of the attempts that a regrade changes: each attempt finds its change by its slots."""
    of_attempt = (_CHANGES.c.slot_id == _SLOTS.c.id, _SLOTS.c.attempt_id == _ATTEMPTS.c.id)
    points = sa.select(_CHANGES.c.new_attempt_score).where(mine, *of_attempt).scalar_subquery()
    changed = (
        sa.select(_SLOTS.c.attempt_id)
        .join(_CHANGES, _SLOTS.c.id == _CHANGES.c.slot_id)
        .where(mine, _CHANGES.c.new_attempt_score.is_distinct_from(_CHANGES.c.old_attempt_score))
    )
    session.connection().execute(sa.update(_ATTEMPTS).where(_ATTEMPTS.c.id.in_(changed)).values(score=points))


def undo_regrade(session: Session, regrade: Regrade, *, person_id: int | None, now: datetime) -> None:
    """Take a regrade back: slots are marked by the key of before, and attempts have the points that follow from it.

    What was answered since is graded by that key, too.

    Raises:
        AlreadyUndoneError: it was taken back before.
        LaterRegradeError: a later one of this question stands.
    """
    if regrade.undone_at is not None:
        raise AlreadyUndoneError
    if _later_one(session, regrade):
        raise LaterRegradeError
    mine = _CHANGES.c.regrade_id == regrade.id
    if regrade.rule == Rule.DROP:
        _drop(session, mine, dropped=False)
    else:
        _mark_as_before(session, regrade, mine)
    _add_up_attempts(session, regrade.question_id)
    regrade.undone_at, regrade.undone_by_id = now, person_id
    session.flush()
    session.expire_all()


def _drop(session: Session, mine: sa.ColumnElement[bool], *, dropped: bool) -> None:
    """Let the slots of a regrade's changes count no more, or again, and note in their attempts how many do not."""
    connection, slots = session.connection(), sa.select(_CHANGES.c.slot_id).where(mine)
    connection.execute(sa.update(_SLOTS).where(_SLOTS.c.id.in_(slots)).values(dropped=dropped))
    of_attempt = (_SLOTS.c.attempt_id == _ATTEMPTS.c.id, _SLOTS.c.dropped)
    count = sa.select(sa.func.count()).select_from(_SLOTS).where(*of_attempt).scalar_subquery()
    attempts = sa.select(_SLOTS.c.attempt_id).where(_SLOTS.c.id.in_(slots))
    connection.execute(sa.update(_ATTEMPTS).where(_ATTEMPTS.c.id.in_(attempts)).values(dropped=count))


def _mark_as_before(session: Session, regrade: Regrade, mine: sa.ColumnElement[bool]) -> None:
    since = session.execute(_answered_since(regrade)).all()
    _write_slots(session, mine, "old")
    scores = [{"slot": slot_id, "new_score": _score_by(session, *marked)} for slot_id, *marked in since]
    if scores:
        rescore = sa.update(_SLOTS).where(_SLOTS.c.id == sa.bindparam("slot"))
        session.connection().execute(rescore.values(score=sa.bindparam("new_score")), scores)


def _add_up_attempts(session: Session, question_id: int) -> None:
    """Write the points of finished attempts that asked a question, where they are not what its slots add up to."""
    points = {attempt: points_of(slots) for attempt, slots in scores_of_attempts(session, question_id).items()}
    stored = dict(
        session.execute(sa.select(Attempt.id, Attempt.score).where(Attempt.id.in_(asking_attempts(question_id)))).all()
    )
    wrong = [{"attempt": attempt, "points": it} for attempt, it in points.items() if stored[attempt] != it]
    if wrong:
        add_up = sa.update(_ATTEMPTS).where(_ATTEMPTS.c.id == sa.bindparam("attempt"))
        session.connection().execute(add_up.values(score=sa.bindparam("points")), wrong)


def _later_one(session: Session, regrade: Regrade) -> bool:
    """Say whether a later regrade of the question stands; of two that are of classes, only if they share an answer."""
    statement = sa.select(Regrade.id).where(
        Regrade.question_id == regrade.question_id, Regrade.id > regrade.id, Regrade.undone_at.is_(None)
    )
    mine = sa.select(RegradeChange.slot_id).where(RegradeChange.regrade_id == regrade.id)
    shares = sa.exists().where(RegradeChange.regrade_id == Regrade.id, RegradeChange.slot_id.in_(mine))
    of_all = sa.and_(Regrade.class_id.is_(None), sa.literal(regrade.class_id is None))
    return session.scalar(statement.where(sa.or_(of_all, shares)).limit(1)) is not None


def _answered_since(regrade: Regrade) -> sa.Select[Any]:
    newer = sa.select(Response.id).where(Response.slot_id == Slot.id, Response.at > regrade.at)
    return (
        sa.select(Slot.id, Slot.version_id, RegradeChange.old_key_version_id, Slot.answers)
        .join(RegradeChange, RegradeChange.slot_id == Slot.id)
        .where(RegradeChange.regrade_id == regrade.id, newer.exists())
    )


def _score_by(session: Session, version_id: int, key_version_id: int | None, answers: list[str] | None) -> float:
    version, carried = marked_by(session, version_id, key_version_id, tuple(answers or ()))
    return grade_answers(session, version, carried).score
