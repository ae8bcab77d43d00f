"""Looking up assignments, their exceptions and their sittings. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments.models import Assignment, AssignmentException, Kind, Sitting
from quizapp.batches import MOST_VALUES, batches
from quizapp.column_types import UnreadMoment, UnreadValue
from quizapp.quizzes.certainty import LOW, RIGHT, WRONG
from quizapp.quizzes.models import Attempt, Slot

_SITTINGS, _ATTEMPTS, _ASSIGNMENTS = (cast("sa.Table", one.__table__) for one in (Sitting, Attempt, Assignment))
"""Without the ORM, which looks at each column of each row: a gradebook reads a hundred sittings of each student."""


def assignments_of_class(session: Session, class_id: int, *, trashed: bool = False) -> Sequence[Assignment]:
    """Return what a class was given, what closes first first; or what lies in the trash."""
    lies = Assignment.trashed_at.is_not(None) if trashed else Assignment.trashed_at.is_(None)
    order = (Assignment.closes_at.is_(None), Assignment.closes_at, Assignment.id)
    return session.scalars(sa.select(Assignment).where(Assignment.class_id == class_id, lies).order_by(*order)).all()


def assignment_by_id(session: Session, assignment_id: int) -> Assignment | None:
    """Return an assignment, one in the trash too."""
    return session.get(Assignment, assignment_id)


def assignments_that_search(session: Session) -> Sequence[Assignment]:
    """Return all assignments whose settings search for questions by words: quizzes and flashcard goals."""
    wanted = Assignment.kind.in_((Kind.QUIZ, Kind.CARDS))
    return session.scalars(sa.select(Assignment).where(wanted).order_by(Assignment.title, Assignment.id)).all()


def exception_of(session: Session, assignment_id: int, person_id: int) -> AssignmentException | None:
    """Return how an assignment differs for somebody."""
    where = AssignmentException.assignment_id == assignment_id, AssignmentException.person_id == person_id
    return session.scalar(sa.select(AssignmentException).where(*where))


def exceptions_of(session: Session, assignment_ids: Collection[int]) -> Sequence[AssignmentException]:
    """Return all exceptions of some assignments."""
    wanted = AssignmentException.assignment_id.in_(assignment_ids)
    return session.scalars(sa.select(AssignmentException).where(wanted)).all()


class SittingRow(NamedTuple):
    """A sitting with what its attempt says; its moments are not read yet (`read_moment`)."""

    assignment_id: int
    person_id: int
    in_time: bool
    """Whether the attempt is finished, and was before the assignment closed."""
    score: float | None
    worth: int
    attempt_id: int
    number: int
    seen_before: int
    started_at: UnreadValue
    finished_at: UnreadValue
    closes_at: UnreadValue


SittingFields = tuple[Any, ...]
"""What a SittingRow is made of, in the order of its fields: one made of each takes as long as reading them all."""


def sittings_of(
    session: Session, assignment_ids: Collection[int], person_id: int | None = None
) -> Sequence[SittingFields]:
    """Return the sittings to some assignments, of everybody or of one student, each student's in their order."""
    sitting, attempt, closes_at = _SITTINGS.c, _ATTEMPTS.c, _ASSIGNMENTS.c.closes_at
    in_time = sa.func.coalesce(attempt.finished_at <= closes_at, attempt.finished_at.is_not(None))
    moments = [
        sa.type_coerce(moment, UnreadMoment()).label(moment.key)
        for moment in (attempt.started_at, attempt.finished_at, attempt.closes_at)
    ]
    statement = (
        sa.select(sitting.assignment_id, sitting.person_id, in_time.label("in_time"), attempt.score)
        .add_columns((attempt.size - attempt.dropped).label("worth"), attempt.id.label("attempt_id"))
        .add_columns(sitting.number, sitting.seen_before, *moments)
        .join_from(_SITTINGS, _ATTEMPTS, attempt.id == sitting.attempt_id)
        .join(_ASSIGNMENTS, _ASSIGNMENTS.c.id == sitting.assignment_id)
        .where(sitting.assignment_id.in_(assignment_ids))
        .order_by(sitting.assignment_id, sitting.person_id, sitting.number)
    )
    if person_id is not None:
        statement = statement.where(sitting.person_id == person_id)
    return session.execute(statement).all()


@dataclass(frozen=True, slots=True)
class Sum:
    """What the slots of an attempt add up to."""

    last_at: datetime | None
    """When the newest answer was saved."""
    points: float
    by_certainty: float


_sure = sa.func.coalesce(Slot.certainty, LOW)
_mark = sa.case(
    (Slot.answered_at.is_(None), sa.func.coalesce(Slot.score, 0.0) * RIGHT[LOW]),
    (Slot.score > 0, Slot.score * sa.case(RIGHT, value=_sure)),
    else_=sa.case(WRONG, value=_sure),
)
"""What quizapp.quizzes.certainty makes of a response, as an expression."""


def sums_of(session: Session, attempt_ids: Sequence[int]) -> dict[int, Sum]:
    """Return what the slots of some attempts add up to, without those that count no more."""
    added = (
        sa.select(Slot.attempt_id, sa.func.max(Slot.answered_at, type_=Slot.answered_at.type))
        .add_columns(sa.func.coalesce(sa.func.sum(Slot.score), 0.0), sa.func.coalesce(sa.func.sum(_mark), 0.0))
        .where(Slot.dropped.is_(False))
        .group_by(Slot.attempt_id)
    )
    return {
        row[0]: Sum(row[1], float(row[2]), float(row[3]))
        for some in batches(attempt_ids, MOST_VALUES)
        for row in session.execute(added.where(Slot.attempt_id.in_(some)))
    }


@dataclass(frozen=True, slots=True)
class Reached:
    """How far somebody is in an attempt that goes on."""

    attempt_id: int
    answered: int
    size: int
    closes_at: datetime | None


def reached_in(session: Session, attempt_ids: Collection[int]) -> dict[int, Reached]:
    """Return how far some attempts are, by their ids."""
    answered = sa.func.count(Slot.answered_at)
    asked = sa.select(Attempt.id, answered, Attempt.size, Attempt.closes_at).join(Slot, Slot.attempt_id == Attempt.id)
    return {
        row[0]: Reached(*row)
        for some in batches(list(attempt_ids), MOST_VALUES)
        for row in session.execute(asked.where(Attempt.id.in_(some)).group_by(Attempt.id))
    }


def sitting_of_attempt(session: Session, attempt_id: int) -> Sitting | None:
    """Return the sitting that an attempt belongs to; None for practice."""
    return session.scalar(sa.select(Sitting).where(Sitting.attempt_id == attempt_id))


def sitting_by_number(session: Session, assignment_id: int, person_id: int, number: int) -> Sitting | None:
    """Return somebody's sitting of a number, from 1, to an assignment."""
    of = Sitting.assignment_id == assignment_id, Sitting.person_id == person_id
    return session.scalar(sa.select(Sitting).where(*of, Sitting.number == number))


def attempts_of_assignment(session: Session, assignment_id: int, person_id: int | None = None) -> Sequence[Attempt]:
    """Return the attempts at an assignment, of everybody or of one student."""
    statement = sa.select(Attempt).join(Sitting, Sitting.attempt_id == Attempt.id)
    statement = statement.where(Sitting.assignment_id == assignment_id).order_by(Attempt.id)
    if person_id is not None:
        statement = statement.where(Sitting.person_id == person_id)
    return session.scalars(statement).all()


def attempts_by_assignment(
    session: Session, assignment_ids: Collection[int], person_id: int
) -> list[tuple[int, Attempt]]:
    """Return one student's attempts at some assignments, each with its assignment's id."""
    statement = (
        sa.select(Sitting.assignment_id, Attempt)
        .join(Attempt, Attempt.id == Sitting.attempt_id)
        .where(Sitting.assignment_id.in_(assignment_ids), Sitting.person_id == person_id)
        .order_by(Sitting.assignment_id, Sitting.number)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]
