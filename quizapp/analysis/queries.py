"""Queries for what is analysed: answers in attempts that have ended, and the questions that they are about.

An attempt that has ended by itself counts at once, with what was saved, whether that is written down yet or not.

A statement takes a condition on attempts, so that a group of learners, a class say, can be looked at alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.accounts.models import Person, Role
from quizapp.assignments.models import Assignment, Sitting
from quizapp.bank.models import Bank, Question, QuestionVersion, is_current
from quizapp.classroom.models import Enrolment
from quizapp.classroom.vouching import is_vouched, vouched_students
from quizapp.quizzes.closing import is_overdue
from quizapp.quizzes.models import Attempt, Quiz, Slot

Condition = sa.ColumnElement[bool]
MOST_ANSWERS = 200_000
"""Of more, a page looks at the newest."""

_ready_key = Quiz.selection["ready"].as_string()
"""The key of the ready-made quiz; None for what a student put together, and may have left at any question."""
_is_answer = sa.or_(Slot.answered_at.is_not(None), _ready_key.is_not(None))
_place = aliased(Slot)
_saved_points = (
    sa.select(sa.func.sum(_place.score)).where(_place.attempt_id == Attempt.id, ~_place.dropped).scalar_subquery()
)
"""Of an attempt that has ended by itself, until its points are written down."""
points_of_attempt = sa.func.coalesce(Attempt.score, _saved_points, 0.0)


def has_ended(now: datetime) -> Condition:
    """Return the condition on attempts that they are finished, or have ended by themselves."""
    return sa.or_(Attempt.finished_at.is_not(None), is_overdue(now))


class Answered(NamedTuple):
    """One place in an attempt that has ended."""

    attempt_id: int
    learner_id: int
    points: float
    """Of the whole attempt."""
    worth: int
    question_id: int
    version_id: int
    score: float
    answers: Sequence[str]


def answers_to_quiz(session: Session, key: str, among: Condition | None = None, *, now: datetime) -> list[Answered]:
    """Return all places of ended attempts at a ready-made quiz, whatever its rules were then; blanks score 0."""
    return _answers(session, _ready_key == key, among, now)


def answers_to_assignment(session: Session, assignment_id: int, *, now: datetime) -> list[Answered]:
    """Return all places of ended attempts at what a class was given; blanks score 0."""
    attempts = sa.select(Sitting.attempt_id).where(Sitting.assignment_id == assignment_id)
    return _answers(session, Attempt.id.in_(attempts), None, now)


def answers_to_bank(session: Session, bank_id: int, among: Condition | None = None, *, now: datetime) -> list[Answered]:
    """Return the answers to a bank's questions in ended attempts; blanks count where a ready-made quiz asked."""
    return _answers(session, sa.and_(Question.bank_id == bank_id, _is_answer), among, now)


def answers_to_question(
    session: Session, question_id: int, among: Condition | None = None, *, now: datetime
) -> list[Answered]:
    """Return the answers to one question in ended attempts; blanks count where a ready-made quiz asked."""
    return _answers(session, sa.and_(Question.id == question_id, _is_answer), among, now)


def _answers(session: Session, wanted: Condition, among: Condition | None, now: datetime) -> list[Answered]:
    """Return places of students' ended attempts, the first attempt first; those that count no more are left out."""
    statement = (
        sa.select(
            Attempt.id,
            Attempt.learner_id,
            points_of_attempt,
            Attempt.size - Attempt.dropped,
            QuestionVersion.question_id,
            Slot.version_id,
            sa.func.coalesce(Slot.score, 0.0),
            Slot.answers,
        )
        .join(Slot, Slot.attempt_id == Attempt.id)
        .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .join(Person, Person.id == Attempt.learner_id)
        .where(has_ended(now), Slot.dropped.is_(False), Person.role != Role.INSTRUCTOR, wanted)
        .order_by(Attempt.id.desc(), Slot.position.desc())  # in the order in which they began, also of those erased
        .limit(MOST_ANSWERS)
    )
    if among is not None:
        statement = statement.where(among)
    rows = [Answered._make((*row[:7], tuple(row[7] or ()))) for row in session.execute(statement)]
    if len(rows) == MOST_ANSWERS:  # of the last attempt some may be missing
        rows = [row for row in rows if row.attempt_id != rows[-1].attempt_id]
    return rows[::-1]


def in_class(class_id: int, teacher_id: int) -> Condition:
    """Return the condition on attempts that they are of somebody who learns in a class.

    Of those whom a teacher does not vouch for only what was given out there is meant.
    """
    enrolled = sa.select(Enrolment.person_id).where(Enrolment.class_id == class_id, Enrolment.left_at.is_(None))
    given = sa.select(Sitting.attempt_id).join(Assignment, Assignment.id == Sitting.assignment_id)
    in_it = sa.and_(Attempt.learner_id.in_(enrolled), Attempt.id.in_(given.where(Assignment.class_id == class_id)))
    return sa.or_(Attempt.learner_id.in_(vouched_students(class_id, teacher_id)), in_it)


def learners_by_class(session: Session, class_ids: Iterable[int], teacher_id: int) -> dict[int, frozenset[int]]:
    """Return who learns in each of some classes and is vouched for by a teacher; somebody may learn in several."""
    enrolled = sa.select(Enrolment.class_id, Enrolment.person_id).where(
        Enrolment.class_id.in_(set(class_ids)), Enrolment.left_at.is_(None), is_vouched(teacher_id)
    )
    found: dict[int, set[int]] = {}
    for class_id, person_id in session.execute(enrolled):
        found.setdefault(class_id, set()).add(person_id)
    return {class_id: frozenset(people) for class_id, people in found.items()}


@dataclass(frozen=True, slots=True)
class VersionOf:
    """A version of a question that is analysed."""

    id: int
    question_id: int
    number: int
    kind: str
    content: Mapping[str, Any]
    title: str
    is_current: bool
    created_at: datetime
    key: str
    """The question's."""
    bank_id: int
    bank_key: str
    bank: str


def versions_of(session: Session, question_ids: Iterable[int], within: Condition) -> list[VersionOf]:
    """Return all versions of some questions, as far as somebody may see them, in the order of the banks."""
    statement = (
        sa.select(
            QuestionVersion.id,
            Question.id,
            QuestionVersion.number,
            QuestionVersion.kind,
            QuestionVersion.content,
            QuestionVersion.title,
            is_current(),
            QuestionVersion.created_at,
            Question.key,
            Bank.id,
            Bank.key,
            Bank.title,
        )
        .join(Question, Question.id == QuestionVersion.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .where(Question.id.in_(set(question_ids)), Question.removed_at.is_(None), within)
        .order_by(Bank.title, Question.position, QuestionVersion.number)
    )
    return [VersionOf(*row) for row in session.execute(statement)]


def students_by_quiz(session: Session, *, now: datetime) -> dict[str, int]:
    """Return how many students have an ended attempt at each ready-made quiz, by its key."""
    statement = (
        sa.select(_ready_key, sa.func.count(Attempt.learner_id.distinct()))
        .join(Attempt, Attempt.quiz_id == Quiz.id)
        .join(Person, Person.id == Attempt.learner_id)
        .where(has_ended(now), Person.role != Role.INSTRUCTOR, _ready_key.is_not(None))
        .group_by(_ready_key)
    )
    return dict(session.execute(statement).all())
