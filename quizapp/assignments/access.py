"""Which assignments a visitor may look after, as a teacher of the class, and which are theirs to do. An id, or 404."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import abort

from quizapp.accounts.access import known_visitor
from quizapp.assignments import queries
from quizapp.assignments.models import Assignment, Paper
from quizapp.assignments.paper import paper_by_id
from quizapp.classroom.access import open_class, open_own_class
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.queries import Student, student_of_class
from quizapp.db import db
from quizapp.web.access import or_404


@dataclass(frozen=True, slots=True)
class GivenOut:
    """An assignment with its class."""

    assignment: Assignment
    school_class: SchoolClass

    @property
    def zone(self) -> ZoneInfo:
        """Return the clock by which its dates are said."""
        return ZoneInfo(self.school_class.time_zone)


def open_assignment(assignment_id: int, *, to_change: bool = False, trashed: bool = False) -> GivenOut:
    """Return an assignment of a class that the visitor teaches, or 404; one of the trash where that is meant."""
    assignment = queries.assignment_by_id(db.session(), assignment_id)
    if assignment is None or (assignment.trashed_at is not None) != trashed:
        abort(404)
    return GivenOut(assignment, open_class(assignment.class_id, to_change))


def open_student(given: GivenOut, person_id: int) -> Student:
    """Return a student of an assignment's class, or 404."""
    return or_404(student_of_class(db.session(), given.school_class.id, person_id))


def open_task(assignment_id: int) -> GivenOut:
    """Return an assignment of a class that the visitor learns in, or 404."""
    known_visitor()
    assignment = queries.assignment_by_id(db.session(), assignment_id)
    if assignment is None or assignment.trashed_at is not None:
        abort(404)
    return GivenOut(assignment, open_own_class(assignment.class_id))


def open_paper(paper_id: int) -> tuple[Paper, GivenOut]:
    """Return a printed quiz of a class that the visitor teaches, or 404."""
    made = or_404(paper_by_id(db.session(), paper_id))
    return made, open_assignment(made.assignment_id)
