"""Whose marks a visitor may see: those of classes they teach, and their own. An id becomes rows, or 404."""

from __future__ import annotations

from flask import abort

from quizapp.assignments.access import GivenOut, refuse_trashed
from quizapp.assignments.models import Assignment
from quizapp.assignments.queries import assignment_by_id, sitting_of_attempt
from quizapp.classroom.access import open_class, open_own_class
from quizapp.classroom.models import SchoolClass
from quizapp.db import db
from quizapp.gradebook import queries
from quizapp.gradebook.models import CalendarFeed, DecisionKind
from quizapp.gradebook.queries import Row
from quizapp.quizzes.models import Attempt, Regrade
from quizapp.quizzes.regrades.access import open_rule
from quizapp.web.access import or_404

__all__ = [
    "open_assignment",
    "open_attempt",
    "open_class",
    "open_decision",
    "open_feed",
    "open_own_class",
    "open_regrade",
    "open_rule",
    "open_student",
]


def open_assignment(school_class: SchoolClass, assignment_id: int, *, is_taught: bool = True) -> Assignment:
    """Return an assignment of a class, or 404; of one in the trash, those who teach or learn there are told."""
    assignment = assignment_by_id(db.session(), assignment_id)
    if assignment is None or assignment.class_id != school_class.id:
        abort(404)
    return refuse_trashed(GivenOut(assignment, school_class), is_taught=is_taught).assignment


def open_student(school_class: SchoolClass, person_id: int) -> Row:
    """Return a student of a class, one who left it too, or 404."""
    return or_404(queries.enrolment_in(db.session(), school_class.id, person_id))


def open_attempt(assignment: Assignment, person_id: int, attempt_id: int) -> Attempt:
    """Return an attempt of a student at an assignment, or 404."""
    sitting = sitting_of_attempt(db.session(), attempt_id)
    if sitting is None or (sitting.assignment_id, sitting.person_id) != (assignment.id, person_id):
        abort(404)
    return db.session.get_one(Attempt, attempt_id)


def open_regrade(school_class: SchoolClass, regrade_id: int) -> Regrade:
    """Return a regrade of a class's attempts alone, or 404."""
    regrade = db.session.get(Regrade, regrade_id)
    if regrade is None or regrade.class_id != school_class.id:
        abort(404)
    return regrade


def open_decision(name: str) -> DecisionKind:
    """Return a kind of decision, or 404."""
    if name not in set(DecisionKind):
        abort(404)
    return DecisionKind(name)


def open_feed(token: str) -> CalendarFeed:
    """Return the calendar address with a token, or 404: who knows it may read it, without signing in."""
    return or_404(queries.feed_by_token(db.session(), token))
