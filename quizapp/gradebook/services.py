"""Services of the gradebook: deciding about marks, its rules, and addresses of calendars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from math import isfinite
from secrets import token_urlsafe

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments.models import Assignment, AssignmentException
from quizapp.assignments.queries import exception_of
from quizapp.assignments.services import Differing
from quizapp.gradebook.models import (
    CalendarFeed,
    DecisionKind,
    GradebookCategory,
    GradebookItem,
    GradebookRules,
    GradeDecision,
    MarkDecision,
)
from quizapp.grades.course import Category
from quizapp.grades.marks import MOST_POINTS

TOKEN_BYTES = 24
MOST_PERCENT = 100.0
MOST_GRADE = 200.0
"""In percent: extra points may lift a grade above 100."""


class ImpossibleValueError(Exception):
    """Points or percent that cannot be."""


class ReasonMissingError(Exception):
    """A decision that students read needs a reason, and a comment needs words."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a teacher decides about one mark; without a value, what was decided before is taken back."""

    kind: DecisionKind
    value: float | None
    text: str
    by_id: int | None


def decide_mark(
    session: Session, assignment: Assignment, person_id: int, decision: Decision, *, now: datetime
) -> MarkDecision:
    """Keep what a teacher decided about a mark.

    Raises:
        ImpossibleValueError: the points or percent are not possible.
        ReasonMissingError: nothing says why.
    """
    _check(decision)
    if decision.kind == DecisionKind.EXCUSE:
        _excuse(session, assignment, person_id, excused=decision.value is not None)
    made = MarkDecision(
        assignment_id=assignment.id,
        person_id=person_id,
        kind=decision.kind,
        value=decision.value,
        text=decision.text,
        by_id=decision.by_id,
        at=now,
    )
    session.add(made)
    session.flush()
    return made


def _check(decision: Decision) -> None:
    if decision.value is None:
        return
    most = MOST_PERCENT if decision.kind == DecisionKind.LATE else MOST_POINTS
    if not isfinite(decision.value) or not 0 <= decision.value <= most:
        raise ImpossibleValueError
    if not decision.text:
        raise ReasonMissingError


def decide_grade(session: Session, class_id: int, person_id: int, decision: Decision, *, now: datetime) -> None:
    """Keep a grade of the course that a teacher set in percent, or took back.

    Raises:
        ImpossibleValueError: the percentage is not possible.
        ReasonMissingError: nothing says why.
    """
    value = decision.value
    if value is not None and not (isfinite(value) and 0 <= value <= MOST_GRADE):
        raise ImpossibleValueError
    if value is not None and not decision.text:
        raise ReasonMissingError
    said = {"value": value, "text": decision.text, "by_id": decision.by_id}
    session.add(GradeDecision(class_id=class_id, person_id=person_id, at=now, **said))
    session.flush()


def _excuse(session: Session, assignment: Assignment, person_id: int, *, excused: bool) -> None:
    """Say it where the assignment looks, too: there an excused student is asked for nothing."""
    exception = exception_of(session, assignment.id, person_id)
    if exception is None:
        exception = AssignmentException(assignment_id=assignment.id, person_id=person_id)
    exception.excused = excused
    differs = any(getattr(exception, one.name) not in {None, one.default} for one in fields(Differing))
    if differs:
        session.add(exception)
    elif exception in session:
        session.delete(exception)  # it is as for all again


@dataclass(frozen=True, slots=True)
class NewRules:
    """What a teacher says of a class's grades."""

    weighted: bool
    missing_is_zero: bool
    places: int
    shows_grade: bool
    counts_left: bool


def set_rules(session: Session, class_id: int, rules: NewRules) -> None:
    """Keep by which rules a class's grades come about."""
    kept = session.get(GradebookRules, class_id)
    if kept is None:
        kept = GradebookRules(class_id=class_id)
        session.add(kept)
    kept.weighted, kept.missing_is_zero, kept.places = rules.weighted, rules.missing_is_zero, rules.places
    kept.shows_grade, kept.counts_left = rules.shows_grade, rules.counts_left
    session.flush()


def set_categories(session: Session, class_id: int, categories: Sequence[Category]) -> None:
    """Keep the categories of a class; those that are not named any more go."""
    session.execute(sa.delete(GradebookCategory).where(GradebookCategory.class_id == class_id))
    session.flush()
    session.add_all(
        GradebookCategory(
            class_id=class_id, name=one.name, weight=one.weight, drop_lowest=one.drop_lowest, alike=one.alike
        )
        for one in categories
    )
    session.flush()


@dataclass(frozen=True, slots=True)
class NewItem:
    """How an assignment is to count."""

    points: float
    category: str
    is_extra: bool
    is_held: bool


def set_items(
    session: Session, assignments: Sequence[Assignment], wanted: Mapping[int, NewItem], *, now: datetime
) -> None:
    """Keep how assignments count; those of which nothing is said stay as they are."""
    kept = {
        one.assignment_id: one
        for one in session.scalars(sa.select(GradebookItem).where(GradebookItem.assignment_id.in_(wanted)))
    }
    for assignment in assignments:
        new = wanted.get(assignment.id)
        if new is None:
            continue
        if (assignment.points, assignment.category) != (new.points, new.category):
            assignment.points, assignment.category, assignment.updated_at = new.points, new.category, now
        item = kept.get(assignment.id) or GradebookItem(assignment_id=assignment.id)
        item.is_extra, item.is_held = new.is_extra, new.is_held
        session.add(item)
    session.flush()


def release_marks(session: Session, assignment_id: int) -> None:
    """Let students see the marks of an assignment that were held back."""
    item = session.get(GradebookItem, assignment_id)
    if item is not None:
        item.is_held = False
    session.flush()


def make_feed(session: Session, person_id: int, *, now: datetime) -> CalendarFeed:
    """Give somebody a calendar address; an earlier one holds no more."""
    feed = session.get(CalendarFeed, person_id)
    if feed is None:
        feed = CalendarFeed(person_id=person_id)
        session.add(feed)
    feed.token, feed.made_at = token_urlsafe(TOKEN_BYTES), now
    session.flush()
    return feed


def revoke_feed(session: Session, person_id: int) -> None:
    """Take somebody's calendar address back."""
    session.execute(sa.delete(CalendarFeed).where(CalendarFeed.person_id == person_id))
    session.flush()
