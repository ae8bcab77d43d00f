"""Queries for the records of regrades: those of a question, what one changed, and what a student is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.classroom.vouching import is_taught_by
from quizapp.quizzes.certainty import MOST, certainty_mark
from quizapp.quizzes.models import Attempt, KeptScores, Quiz, Regrade, RegradeChange, Slot
from quizapp.quizzes.regrades.certainty import told_by_certainty
from quizapp.quizzes.regrades.plan import FOR_ALL, Change

PAGE = 50
OF_QUESTION = 5
"""How many of a question's regrades its editor tells of."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a regrade made of one student's answer."""

    name: str
    """"" for a guest, and for whoever is in no class of the reader's."""
    quiz: str
    started_at: datetime
    finished: bool
    was: float
    becomes: float | None
    """None where it counts no more."""
    points_were: float | None
    points_become: float | None
    worth: int
    """The points to be had in the attempt as it stands."""
    by_certainty: bool = False
    """Whether all these points are by certainty."""


@dataclass(frozen=True, slots=True)
class RegradeRow:
    """A regrade with the names of who did it and who took it back."""

    regrade: Regrade
    by: str
    undone_by: str


def regrade_by_id(session: Session, regrade_id: int) -> RegradeRow | None:
    """Return one regrade."""
    row = session.execute(_records.where(Regrade.id == regrade_id)).one_or_none()
    return None if row is None else RegradeRow(*row)


def regrades_of_question(session: Session, question_id: int) -> list[RegradeRow]:
    """Return a question's newest regrades, taken back or not."""
    statement = _records.where(Regrade.question_id == question_id).order_by(Regrade.id.desc()).limit(OF_QUESTION)
    return [RegradeRow(*row) for row in session.execute(statement)]


def count_regrades_of_class(session: Session, class_id: int, attempts: sa.Select[int]) -> int:
    """Return how many regrades are of a class's attempts alone, or everybody's and changed scores in them."""
    counted = sa.select(sa.func.count()).select_from(Regrade).where(_is_felt(class_id, attempts))
    return session.scalar(counted) or 0


def regrades_of_class(session: Session, class_id: int, attempts: sa.Select[int], first: int = 0) -> list[RegradeRow]:
    """Return a page of those regrades from a place on, the newest first."""
    statement = _records.where(_is_felt(class_id, attempts)).order_by(Regrade.id.desc()).offset(first).limit(PAGE)
    return [RegradeRow(*row) for row in session.execute(statement)]


def _is_felt(class_id: int, attempts: sa.Select[int]) -> sa.ColumnElement[bool]:
    """Return the condition; it begins with the class's slots, as everybody's changes may be a hundred times as many."""
    changed = (
        sa.select(RegradeChange.regrade_id)
        .join(Slot, Slot.id == RegradeChange.slot_id)
        .where(Slot.attempt_id.in_(attempts))
        .where(RegradeChange.old_score.is_distinct_from(RegradeChange.new_score))
    )
    return sa.or_(Regrade.class_id == class_id, sa.and_(Regrade.class_id.is_(None), Regrade.id.in_(changed)))


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A record that scores stay as they are, with the name of who decided so."""

    kept: KeptScores
    by: str


def kept_of_question(session: Session, question_id: int) -> KeptRow | None:
    """Return the newest decision that stands to leave a question's scores as they are."""
    statement = (
        sa.select(KeptScores, sa.func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == KeptScores.person_id)
        .where(KeptScores.question_id == question_id, KeptScores.undone_at.is_(None))
        .order_by(KeptScores.id.desc())
    )
    row = session.execute(statement.limit(1)).one_or_none()
    return None if row is None else KeptRow(*row)


_by, _undone_by = sa.orm.aliased(Person), sa.orm.aliased(Person)
_records = (
    sa.select(Regrade, sa.func.coalesce(_by.name, ""), sa.func.coalesce(_undone_by.name, ""))
    .outerjoin(_by, _by.id == Regrade.person_id)
    .outerjoin(_undone_by, _undone_by.id == Regrade.undone_by_id)
)


def differences_of_regrade(session: Session, regrade_id: int, reader_id: int, page: int = 1) -> list[Difference]:
    """Return the scores that a regrade changed, a page of them, with the names of the reader's own students."""
    name, change = _name_for(reader_id), RegradeChange
    statement = (
        _described(name)
        .join(change, change.slot_id == Slot.id)
        .add_columns(change.old_key_version_id, change.new_key_version_id, change.old_score, change.new_score)
        .add_columns(Slot.answered_at.is_not(None), change.old_attempt_score, change.new_attempt_score)
        .where(change.regrade_id == regrade_id, change.old_score.is_distinct_from(change.new_score))
        .order_by(name, Attempt.id)
    )
    rows = session.execute(statement.limit(PAGE).offset((page - 1) * PAGE)).all()
    return _differences(session, [(row[:_OWN], Change(*row[_OWN:])) for row in rows])


_worth = Attempt.size - Attempt.dropped


def _name_for(reader_id: int) -> sa.Label[str]:
    is_named = sa.and_(Person.role != Role.GUEST, is_taught_by(reader_id))
    return sa.case((is_named, Person.name), else_="").label("shown_name")


def _described(name: sa.Label[str]) -> sa.Select[Any]:
    """Select what is told of an answer (so many columns as _OWN says), then what a change begins with."""
    return (
        sa.select(name, Quiz.title, Attempt.started_at, Attempt.finished_at.is_not(None), _worth)
        .add_columns(Slot.id, Slot.attempt_id, Attempt.learner_id)
        .select_from(Slot)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .join(Person, Person.id == Attempt.learner_id)
    )


_OWN = 5


def described(session: Session, changes: Sequence[Change], reader_id: int) -> list[Difference]:
    """Return planned changes of scores as a record of them would list them."""
    wanted, name = {change.slot_id: change for change in changes}, _name_for(reader_id)
    rows = session.execute(_described(name).where(Slot.id.in_(wanted)).order_by(name, Attempt.id)).all()
    return _differences(session, [(row[:_OWN], wanted[row[_OWN]]) for row in rows])


def _differences(session: Session, found: Sequence[tuple[Sequence[Any], Change]]) -> list[Difference]:
    told, sure = told_by_certainty(session, [change for _own, change in found])
    differences = []
    for (own, _change), one in zip(found, told, strict=True):
        by_certainty = one.attempt_id in sure
        points = (one.old_score or 0.0, one.new_score, one.old_points, one.new_points)
        values = (*own[:-1], *points, own[-1] * (int(MOST) if by_certainty else 1), by_certainty)
        differences.append(Difference(*values))
    return differences


@dataclass(frozen=True, slots=True)
class RegradeNote:
    """What a student is told of an answer that was graded again, in points by certainty where these count."""

    at: datetime
    reason: str
    was: float | None
    becomes: float | None
    """The newest regrade's that stands."""
    rule: str

    @property
    def differs(self) -> bool:
        """Say whether the score is another one."""
        return self.was != self.becomes


def regrade_notes(session: Session, slot_ids: Sequence[int]) -> dict[int, RegradeNote]:
    """Return what is to be told of the answers of some slots that were graded again, by slot id."""
    told = sa.or_(Slot.answered_at <= Regrade.at, Regrade.rule.in_(FOR_ALL))
    scores = RegradeChange.old_score, RegradeChange.new_score
    sure = sa.case((Slot.answered_at.is_not(None), Slot.certainty))
    statement = (
        sa.select(RegradeChange.slot_id, Regrade.at, Regrade.reason, *scores, Regrade.rule, sure)
        .join(Regrade, Regrade.id == RegradeChange.regrade_id)
        .join(Slot, Slot.id == RegradeChange.slot_id)
        .where(RegradeChange.slot_id.in_(slot_ids), Regrade.undone_at.is_(None), told)
        .order_by(Regrade.id)
    )
    return {
        slot: RegradeNote(at, reason, _told_points(was, level), _told_points(becomes, level), rule)
        for slot, at, reason, was, becomes, rule, level in session.execute(statement)
    }


def _told_points(score: float | None, level: int | None) -> float | None:
    return score if score is None or level is None else certainty_mark(score, level)
