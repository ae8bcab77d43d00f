"""What somebody has to do for all their classes, for their start page. Nothing here changes anything."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments.counting import Outcome
from quizapp.assignments.deadlines import Phase
from quizapp.assignments.models import Assignment, AssignmentException
from quizapp.assignments.outcomes import outcomes_of
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.scheduling.state import Rules


@dataclass(frozen=True, slots=True)
class TaskAhead:
    """An assignment that is to be done, or gone on with."""

    assignment: Assignment
    class_name: str
    zone: ZoneInfo
    """By whose clock its dates are said."""
    outcome: Outcome
    is_late: bool
    """Whether it has closed, and late work is taken still."""


def tasks_ahead(session: Session, person_id: int, rules: Rules, *, now: datetime) -> list[TaskAhead]:
    """Return what somebody has to do by now for the classes that they learn in, what closes first first."""
    given = _given_out(session, person_id, now)
    outcomes: dict[int, Outcome] = {}
    for percent, some in _by_extra_time(given).items():
        found = outcomes_of(session, some, {person_id: percent}, rules, now=now)
        outcomes |= {number: outcome for (number, _person), outcome in found.items()}
    tasks = [
        _task(assignment, school_class, outcomes[assignment.id], now)
        for assignment, school_class, _percent in given
        if outcomes[assignment.id].is_to_do(now)
    ]
    return sorted(tasks, key=_closes)


def _task(assignment: Assignment, school_class: SchoolClass, outcome: Outcome, now: datetime) -> TaskAhead:
    is_late = outcome.allowed.phase(now) == Phase.LATE
    return TaskAhead(assignment, school_class.name, ZoneInfo(school_class.time_zone), outcome, is_late)


def _given_out(session: Session, person_id: int, now: datetime) -> list[tuple[Assignment, SchoolClass, int]]:
    """Return what may be open to somebody, with its class and the extra time that they have there."""
    return [(row[0], row[1], row[2]) for row in session.execute(_statement(), {"person": person_id, "now": now})]


@functools.cache
def _statement() -> sa.Select[Assignment, SchoolClass, int]:
    person: sa.BindParameter[int] = sa.bindparam("person")
    now: sa.BindParameter[datetime] = sa.bindparam("now")
    differs = sa.select(AssignmentException.assignment_id).where(AssignmentException.person_id == person)
    is_open = sa.or_(Assignment.closes_at.is_(None), Assignment.closes_at > now, Assignment.late_until > now)
    return (
        sa.select(Assignment, SchoolClass, Enrolment.extra_time_percent)
        .join(SchoolClass, SchoolClass.id == Assignment.class_id)
        .join(Enrolment, Enrolment.class_id == SchoolClass.id)
        .where(Enrolment.person_id == person, Enrolment.left_at.is_(None), SchoolClass.archived_at.is_(None))
        .where(Assignment.trashed_at.is_(None), sa.or_(is_open, Assignment.id.in_(differs)))
        .order_by(Assignment.id)
    )


def _by_extra_time(given: list[tuple[Assignment, SchoolClass, int]]) -> dict[int, list[Assignment]]:
    found = defaultdict[int, list[Assignment]](list)
    for assignment, _school_class, percent in given:
        found[percent].append(assignment)
    return found


def _closes(task: TaskAhead) -> tuple[bool, datetime, int]:
    """Return by what a task is placed among the others: what stays open comes last."""
    closes_at = task.outcome.allowed.closes_at
    return closes_at is None, closes_at or task.assignment.created_at, task.assignment.id
