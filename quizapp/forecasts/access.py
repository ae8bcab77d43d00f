"""Whose memories may be looked at: a teacher's own students, by name; all others only in groups of five and more."""

from __future__ import annotations

from flask import abort

from quizapp.accounts.access import known_visitor
from quizapp.bank.access import open_bank, seen_questions
from quizapp.classroom import queries as classes
from quizapp.classroom.access import open_class
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.queries import Student
from quizapp.db import db
from quizapp.web.access import or_404

__all__ = ["open_bank", "open_student", "open_taught_class", "seen_questions", "teaches_class"]


def open_taught_class(class_id: int) -> SchoolClass:
    """Return a class that the visitor teaches, or 404: for an admin who does not teach it, too."""
    school_class = open_class(class_id)
    if not teaches_class(class_id):
        abort(404)
    return school_class


def teaches_class(class_id: int) -> bool:
    """Say whether the visitor teaches a class, so that its insight is theirs: for pages, which else leave it out."""
    return classes.role_of_teacher(db.session(), class_id, known_visitor().id) is not None


def open_student(school_class: SchoolClass, person_id: int) -> Student:
    """Return somebody who learns in a class that was opened, or 404."""
    return or_404(classes.student_of_class(db.session(), school_class.id, person_id))
