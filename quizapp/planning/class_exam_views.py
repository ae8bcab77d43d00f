"""Pages of tests that teachers set for a class: setting one, what its day promises for the class, changing it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.classroom.access import open_class
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.planning import access, exam_queries, services
from quizapp.planning.forms import ExamForm, class_exam_form
from quizapp.planning.models import Exam
from quizapp.planning.pages import class_exam, today_of_class
from quizapp.planning.views import bp


@bp.route("/classes/<int:class_id>/tests/new", methods=["GET", "POST"])
@instructor_required
def create_class_exam(class_id: int) -> ResponseReturnValue:
    """Set a test for a class."""
    school_class = open_class(class_id, to_change=True)
    form = class_exam_form(exam_queries.banks_by_id(db.session()), None)
    if not _is_complete(form, school_class):
        return _form_page(school_class, form)
    terms = form.terms(may_set_for_everyone=False)
    exam = services.set_exam(db.session(), known_visitor().id, terms, class_id=class_id, now=utcnow())
    _note(exam, "set")
    db.session.commit()
    flash(_("The test is set. Your students' flashcards follow its plan."))
    return _to(exam)


@bp.get("/classes/<int:class_id>/tests/<int:test_id>")
@instructor_required
def show_class_exam(class_id: int, test_id: int) -> ResponseReturnValue:
    """Show what the day of a test promises for a class."""
    school_class = open_class(class_id)
    page = class_exam(school_class, access.open_exam_of_class(school_class, test_id))
    return render_template("planning/show_class_exam.html", page=page, school_class=school_class)


@bp.route("/classes/<int:class_id>/tests/<int:test_id>/edit", methods=["GET", "POST"])
@instructor_required
def edit_class_exam(class_id: int, test_id: int) -> ResponseReturnValue:
    """Change a test of a class."""
    school_class, session = open_class(class_id, to_change=True), db.session()
    exam = access.open_exam_of_class(school_class, test_id)
    asked = exam_queries.banks_of_exam(session, test_id)
    form = class_exam_form(exam_queries.banks_by_id(session), exam, asked)
    if not _is_complete(form, school_class):
        return _form_page(school_class, form, exam)
    services.change_exam(session, exam, form.terms(may_set_for_everyone=False))
    _note(exam, "changed")
    session.commit()
    flash(_("The test is changed."))
    return _to(exam)


@bp.post("/classes/<int:class_id>/tests/<int:test_id>/remove")
@instructor_required
def remove_class_exam(class_id: int, test_id: int) -> ResponseReturnValue:
    """Take a test of a class away."""
    exam = access.open_exam_of_class(open_class(class_id, to_change=True), test_id)
    services.remove_exam(db.session(), exam, now=utcnow())
    _note(exam, "removed")
    db.session.commit()
    flash(_("The test is removed, and cards come on their usual days again. Below it can be brought back."))
    return redirect(url_for(".show_class_calendar", class_id=class_id))


@bp.post("/classes/<int:class_id>/tests/<int:test_id>/restore")
@instructor_required
def restore_class_exam(class_id: int, test_id: int) -> ResponseReturnValue:
    """Bring a removed test of a class back."""
    exam = access.open_exam_of_class(open_class(class_id, to_change=True), test_id)
    services.restore_exam(db.session(), exam)
    _note(exam, "restored")
    db.session.commit()
    flash(_("The test is back."))
    return _to(exam)


def _note(exam: Exam, deed: str) -> None:
    about = {"class_id": exam.class_id, "subject_id": exam.id}
    note_action(Act.EXAMS_CHANGED, **about, details={"deed": deed, "test": exam.title})


def _is_complete(form: ExamForm, school_class: SchoolClass) -> bool:
    return form.validate_on_submit() and form.check_day(today_of_class(school_class))


def _form_page(school_class: SchoolClass, form: ExamForm, exam: Exam | None = None) -> ResponseReturnValue:
    page = render_template("planning/edit_class_exam.html", form=form, exam=exam, school_class=school_class)
    return page, 422 if form.is_submitted() else 200


def _to(exam: Exam) -> ResponseReturnValue:
    return redirect(url_for(".show_class_exam", class_id=exam.class_id, test_id=exam.id))
