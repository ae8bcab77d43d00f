"""Services of assignments: giving out, changing, closing, copying, exceptions of students. Attempts stay always."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from quizapp.assignments import queries
from quizapp.assignments.deadlines import allowed_for, closed_for_all, last_moment, terms_for
from quizapp.assignments.models import Assignment, AssignmentException, Kind
from quizapp.assignments.settings import Settings, quiz_settings
from quizapp.classroom.queries import students_of_class
from quizapp.quizzes.closing import move_end
from quizapp.quizzes.models import Attempt
from quizapp.quizzes.terms import agreed


class NothingToProlongError(Exception):
    """More minutes would change nothing: the student has handed in, or nothing ends their attempt."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a teacher says of an assignment."""

    kind: str
    title: str
    settings: Settings
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    late_until: datetime | None = None
    points: float = 10.0
    category: str = ""
    instructions: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """How an assignment is to differ for a student; what is None is as for all."""

    extra_percent: int | None = None
    extra_minutes: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    attempts: int | None = None
    excused: bool = False
    note: str = ""


def create_assignment(  # noqa: PLR0913 - to whom, what, by whom, by what chance, when
    session: Session, class_id: int, given: Given, *, by_id: int, seed: int, now: datetime
) -> Assignment:
    """Give something out to a class."""
    assignment = Assignment(class_id=class_id, created_by_id=by_id, created_at=now, updated_at=now, seed=seed)
    _take(assignment, given)
    session.add(assignment)
    session.flush()
    return assignment


def change_assignment(session: Session, assignment: Assignment, given: Given, *, now: datetime) -> None:
    """Change what is given out. Attempts that go on follow the dates, and never lose time that was agreed."""
    _take(assignment, given)
    assignment.updated_at = now
    session.flush()
    follow_dates(session, assignment, now=now)


def close_now(session: Session, assignment: Assignment, *, now: datetime) -> None:
    """Close an assignment for everybody; attempts that go on end with all that is saved."""
    assignment.closes_at, assignment.late_until, assignment.updated_at = now, None, now
    for one in queries.exceptions_of(session, [assignment.id]):
        if one.closes_at is not None and one.closes_at > now:
            one.closes_at = now
    session.flush()
    follow_dates(session, assignment, now=now)


def reopen(session: Session, assignment: Assignment, closes_at: datetime | None, *, now: datetime) -> None:
    """Open an assignment again, until another moment or without end; what the closing ended goes on."""
    assignment.closes_at, assignment.late_until, assignment.updated_at = closes_at, None, now
    session.flush()
    follow_dates(session, assignment, now=now)


def remove_assignment(session: Session, assignment: Assignment, *, now: datetime) -> None:
    """Put an assignment in the trash; its attempts stay, and running ones can be finished."""
    assignment.trashed_at = now
    session.flush()


def restore_assignment(session: Session, assignment: Assignment) -> None:
    """Take an assignment out of the trash."""
    assignment.trashed_at = None
    session.flush()


def copy_assignment(  # noqa: PLR0913 - what, to whom, by whom, by what chance, when
    session: Session, assignment: Assignment, class_id: int, *, by_id: int, seed: int, now: datetime
) -> Assignment:
    """Give the same out to another class, or once more; exceptions and attempts stay where they are."""
    given = {one.name: getattr(assignment, one.name) for one in fields(Given) if one.name != "settings"}
    copy = Assignment(**given, settings=dict(assignment.settings), class_id=class_id, seed=seed)
    copy.created_by_id, copy.created_at, copy.updated_at, copy.copied_from_id = by_id, now, now, assignment.id
    session.add(copy)
    session.flush()
    return copy


def set_exception(
    session: Session, assignment: Assignment, person_id: int, differing: Differing, *, now: datetime
) -> None:
    """Let an assignment differ for a student, or be as for all again; a running attempt learns of it."""
    exception = queries.exception_of(session, assignment.id, person_id)
    if differing == Differing():
        if exception is not None:
            session.delete(exception)
    else:
        exception = exception or AssignmentException(assignment_id=assignment.id, person_id=person_id)
        for one in fields(Differing):
            setattr(exception, one.name, getattr(differing, one.name))
        session.add(exception)
    session.flush()
    follow_dates(session, assignment, now=now)


def attempt_to_prolong(attempts: Sequence[Attempt]) -> Attempt | None:
    """Return which of a student's attempts more minutes prolong: the last, if it goes on or has ended by itself."""
    last = attempts[-1] if attempts else None
    goes_on = last is not None and (last.finished_at is None or last.finished_at == last.closes_at)
    return last if goes_on and last is not None and last.closes_at is not None else None


def give_more_time(session: Session, assignment: Assignment, person_id: int, minutes: int, *, now: datetime) -> None:
    """Give a student more minutes on top of what they have; where there is no limit, a later closing.

    Raises:
        NothingToProlongError: they have handed in, or nothing ends their attempt.
    """
    attempt = attempt_to_prolong(queries.attempts_of_assignment(session, assignment.id, person_id))
    if attempt is None or attempt.closes_at is None:
        raise NothingToProlongError
    exception = queries.exception_of(session, assignment.id, person_id)
    if exception is None:
        exception = AssignmentException(assignment_id=assignment.id, person_id=person_id)
        session.add(exception)
    last = max((at for at in (exception.closes_at, last_moment(assignment)) if at is not None), default=None)
    overdue = math.ceil(max(now - attempt.closes_at, timedelta()) / timedelta(minutes=1))
    exception.extra_minutes = (exception.extra_minutes or 0) + minutes + overdue
    wanted = attempt.closes_at + timedelta(minutes=minutes + overdue)
    if last is not None and wanted > last:
        exception.closes_at = wanted
    session.flush()
    follow_dates(session, assignment, now=now)


def follow_dates(session: Session, assignment: Assignment, *, now: datetime) -> None:
    """Let the attempts at an assignment end when they have to by now, and show what they show when it is closed."""
    if assignment.kind != Kind.QUIZ:
        return
    quiz = quiz_settings(assignment.settings)
    exceptions = {one.person_id: one for one in queries.exceptions_of(session, [assignment.id])}
    percents = {one.person_id: one.extra_time_percent for one in students_of_class(session, assignment.class_id)}
    closed_at = closed_for_all(assignment, exceptions.values())
    for attempt in queries.attempts_of_assignment(session, assignment.id):
        before = agreed(attempt)
        if before is None:
            continue
        percent = percents.get(attempt.learner_id, 0)
        allowed = allowed_for(assignment, quiz, exceptions.get(attempt.learner_id), percent)
        if before.minutes is not None:
            allowed = replace(allowed, minutes=max(before.minutes, allowed.minutes or before.minutes))
        ends_at = allowed.attempt_ends(attempt.started_at)
        closed = terms_for(quiz, allowed, closed_at, now=attempt.started_at).results_at
        ends: dict[str, Any] = {"closes_at": max(ends_at, now) if ends_at else None, "results_at": closed}
        same = before.closes_at is not None and ends_at == before.closes_at
        ends |= {"closes_at": before.closes_at} if same else {}
        move_end(session, attempt, replace(before, minutes=allowed.minutes, **ends), now=now)


def _take(assignment: Assignment, given: Given) -> None:
    for one in fields(Given):
        if one.name != "settings":
            setattr(assignment, one.name, getattr(given, one.name))
    assignment.settings = given.settings.model_dump(mode="json")
