"""Which tests a visitor may see and change, and which holidays of a class. An id becomes one, or 404."""

from __future__ import annotations

from flask import abort

from quizapp.accounts.access import known_visitor
from quizapp.accounts.visitor import Visitor
from quizapp.classroom.models import SchoolClass
from quizapp.db import db
from quizapp.planning import exam_queries
from quizapp.planning.exam_queries import ExamOf
from quizapp.planning.models import ClassHoliday, Exam
from quizapp.web.access import or_404


def open_exam(exam_id: int) -> tuple[Visitor, ExamOf]:
    """Return who asks and a test that concerns them, or 404."""
    person = known_visitor()
    exam = or_404(exam_queries.exam_of(db.session(), person, exam_id))
    return person, exam


def own_exam(exam_id: int) -> Exam:
    """Return a test that the visitor set themself, to be changed, or 404."""
    exam = db.session().get(Exam, exam_id)
    if exam is None or exam.owner_id != known_visitor().id or exam.class_id is not None:
        abort(404)
    return exam


def exam_for_everyone(exam_id: int) -> tuple[Visitor, ExamOf]:
    """Return who asks and a test that somebody else set for everyone, or 404."""
    person, exam = open_exam(exam_id)
    if exam.own:
        abort(404)
    return person, exam


def open_exam_of_class(school_class: SchoolClass, exam_id: int) -> Exam:
    """Return a test of a class that was opened, or 404."""
    exam = db.session().get(Exam, exam_id)
    if exam is None or exam.class_id != school_class.id:
        abort(404)
    return exam


def open_holiday(school_class: SchoolClass, holiday_id: int) -> ClassHoliday:
    """Return a holiday of a class that was opened, or 404."""
    holiday = db.session().get(ClassHoliday, holiday_id)
    if holiday is None or holiday.class_id != school_class.id:
        abort(404)
    return holiday
