"""Which assignments a visitor may look after, as a teacher of the class, and which are theirs to do. An id, or 404."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import abort, redirect, url_for
from werkzeug.exceptions import NotFound

from quizapp.accounts.access import known_visitor
from quizapp.assignments import queries
from quizapp.assignments.models import Assignment, Paper
from quizapp.assignments.paper import paper_by_id
from quizapp.classroom.access import only_teaches, open_class, open_own_class
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


class TrashedError(NotFound):
    """An assignment lies in the trash, and whoever asks for it may know: they teach or learn in its class."""

    def __init__(self, given: GivenOut, *, is_taught: bool) -> None:
        super().__init__()
        self.given, self.is_taught = given, is_taught


def refuse_trashed(given: GivenOut, *, is_taught: bool) -> GivenOut:
    """Return an assignment of a class that was opened, or 404 with what became of it."""
    if given.assignment.trashed_at is not None:
        raise TrashedError(given, is_taught=is_taught)
    return given


def open_assignment(assignment_id: int, *, to_change: bool = False) -> GivenOut:
    """Return an assignment of a class that the visitor teaches, or 404; of one in the trash, they are told."""
    assignment = or_404(queries.assignment_by_id(db.session(), assignment_id))
    return refuse_trashed(GivenOut(assignment, open_class(assignment.class_id, to_change)), is_taught=True)


def open_trashed(assignment_id: int) -> GivenOut:
    """Return an assignment to be taken out of the trash, or 404; the page of one that does not lie there any more."""
    assignment = or_404(queries.assignment_by_id(db.session(), assignment_id))
    given = GivenOut(assignment, open_class(assignment.class_id, to_change=True))
    if assignment.trashed_at is None:
        abort(redirect(url_for("assignments.show_assignment", assignment_id=assignment_id)))
    return given


def open_student(given: GivenOut, person_id: int) -> Student:
    """Return a student of an assignment's class, or 404."""
    return or_404(student_of_class(db.session(), given.school_class.id, person_id))


def open_task(assignment_id: int) -> GivenOut:
    """Return an assignment of a class that the visitor learns in, or 404; of one in the trash, they are told."""
    known_visitor()
    assignment = or_404(queries.assignment_by_id(db.session(), assignment_id))
    return refuse_trashed(GivenOut(assignment, open_own_class(assignment.class_id)), is_taught=False)


def lead_teacher(assignment_id: int) -> None:
    """Send who teaches an assignment's class, and does not learn in it, from its students' page to theirs."""
    assignment = or_404(queries.assignment_by_id(db.session(), assignment_id))
    if only_teaches(assignment.class_id):
        abort(redirect(url_for("assignments.show_assignment", assignment_id=assignment_id)))


def open_paper(paper_id: int) -> tuple[Paper, GivenOut]:
    """Return a printed quiz of a class that the visitor teaches, or 404."""
    made = or_404(paper_by_id(db.session(), paper_id))
    return made, open_assignment(made.assignment_id)
