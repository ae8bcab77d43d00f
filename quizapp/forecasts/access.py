"""Whose memories may be looked at: a teacher's own students, by name; all others only in groups of five and more."""

from __future__ import annotations

from flask import abort

from quizapp.accounts.access import known_visitor
from quizapp.bank.access import open_bank, seen_questions
from quizapp.classroom import queries as classes
from quizapp.classroom.access import open_class
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.queries import Student
from quizapp.classroom.vouching import vouched_students
from quizapp.db import db
from quizapp.web.access import or_404

__all__ = ["open_bank", "open_student", "open_taught_class", "seen_questions", "students_seen", "teaches_class"]


def open_taught_class(class_id: int) -> SchoolClass:
    """Return a class that the visitor teaches, or 404: for an admin who does not teach it, too."""
    school_class = open_class(class_id)
    if not teaches_class(class_id):
        abort(404)
    return school_class


def teaches_class(class_id: int) -> bool:
    """Say whether the visitor teaches a class, so that its insight is theirs: for pages, which else leave it out."""
    return classes.role_of_teacher(db.session(), class_id, known_visitor().id) is not None


def students_seen(school_class: SchoolClass) -> tuple[list[Student], list[Student]]:
    """Return who learns in a class that was opened: whose memory the visitor sees, and who is only borrowed."""
    session = db.session()
    vouched = set(session.scalars(vouched_students(school_class.id, known_visitor().id)))
    students = classes.students_of_class(session, school_class.id)
    seen = [student for student in students if student.person_id in vouched]
    return seen, [student for student in students if student.person_id not in vouched]


def open_student(seen: list[Student], person_id: int) -> Student:
    """Return one of the students whose memory the visitor sees, or 404."""
    return or_404(next((student for student in seen if student.person_id == person_id), None))
