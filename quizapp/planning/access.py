"""Which tests a visitor may see and change, and which holidays of a class. An id becomes one, or 404."""

from __future__ import annotations

from typing import NoReturn

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor
from quizapp.accounts.visitor import Visitor
from quizapp.audit.models import Act
from quizapp.audit.services import Concerning, last_action
from quizapp.classroom.models import SchoolClass
from quizapp.db import db
from quizapp.planning import exam_queries
from quizapp.planning.exam_queries import ExamOf
from quizapp.planning.holidays import was_among_several
from quizapp.planning.models import ClassHoliday, Exam
from quizapp.web.access import or_404
from quizapp.web.rendering import show_moment


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
    """Return a holiday of a class that was opened, or 404; of one that was removed, the class's calendar tells."""
    holiday = db.session().get(ClassHoliday, holiday_id)
    if holiday is None or holiday.class_id != school_class.id:
        _tell_of_removed(school_class, holiday_id)
    return holiday


def _tell_of_removed(school_class: SchoolClass, holiday_id: int) -> NoReturn:
    about: Concerning = {"class_id": school_class.id, "subject_id": holiday_id}
    last = last_action(db.session(), (Act.HOLIDAYS_CHANGED,), **about)
    if last is None and not was_among_several(db.session(), school_class.id, holiday_id):
        abort(404)
    if last is None or last.details.get("after"):  # it went by a change of several, such as a copy that was taken back
        flash(_("This holiday is not there any more."), "problem")
    else:
        told = {"name": last.name, "moment": show_moment(last.at)}
        flash(_("This holiday is not there any more: %(name)s removed it on %(moment)s.", **told), "problem")
    abort(redirect(url_for("planning.show_class_calendar", class_id=school_class.id)))
