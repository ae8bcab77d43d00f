"""Pages of tests on a date: setting one, its forecast, preparing for one that was set for everyone."""

from __future__ import annotations

from datetime import date

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import practising_visitor, visitor
from quizapp.accounts.visitor import Visitor
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import learner_of, rules_of_app
from quizapp.planning import access, exam_queries, plans, services
from quizapp.planning.exam_queries import ExamOf
from quizapp.planning.forms import ExamForm, PaceForm, exam_form
from quizapp.planning.pages import outlook_rows
from quizapp.planning.views import bp
from quizapp.scheduling.day import date_of


@bp.get("/tests")
def list_exams() -> ResponseReturnValue:
    """Show the tests ahead, past ones, and those that were removed."""
    person = visitor()
    exams = exam_queries.exams_of(db.session(), person) if person else []
    return render_template("planning/list_exams.html", exams=exams, today=_today())


@bp.route("/tests/new", methods=["GET", "POST"])
def create_exam() -> ResponseReturnValue:
    """Set a test."""
    form = exam_form(exam_queries.banks_by_id(db.session()))
    if not _is_complete(form):
        return render_template("planning/edit_exam.html", form=form, exam=None), 422 if form.is_submitted() else 200
    person = practising_visitor()
    terms = form.terms(may_set_for_everyone=person.is_instructor)
    exam = services.set_exam(db.session(), person.id, terms, now=utcnow())
    db.session.commit()
    flash(_("The test is set. Today's flashcards follow its plan."))
    return redirect(url_for(".show_exam", exam_id=exam.id))


@bp.get("/tests/<int:exam_id>")
def show_exam(exam_id: int) -> ResponseReturnValue:
    """Show what the day of a test promises, at this pace and at others."""
    person, exam = access.open_exam(exam_id)
    return _page(person, exam, PaceForm(minutes=exam.minutes))


def _page(person: Visitor, exam: ExamOf, pace: PaceForm) -> str:
    forecast = plans.forecast_exam(db.session(), learner_of(person), exam, now=utcnow())
    titles = [title for number, title in exam_queries.banks_by_id(db.session()) if number in exam.banks]
    rows = outlook_rows(forecast, exam)
    shown = {"exam": exam, "forecast": forecast, "titles": titles, "rows": rows, "pace": pace, "today": _today()}
    return render_template("planning/show_exam.html", **shown)


@bp.route("/tests/<int:exam_id>/edit", methods=["GET", "POST"])
def edit_exam(exam_id: int) -> ResponseReturnValue:
    """Change a test of one's own."""
    exam = access.own_exam(exam_id)
    person, known = access.open_exam(exam_id)
    form = exam_form(exam_queries.banks_by_id(db.session()), known)
    if not _is_complete(form):
        return render_template("planning/edit_exam.html", form=form, exam=known), 422 if form.is_submitted() else 200
    services.change_exam(db.session(), exam, form.terms(may_set_for_everyone=person.is_instructor))
    db.session.commit()
    flash(_("The test is changed."))
    return redirect(url_for(".show_exam", exam_id=exam_id))


@bp.post("/tests/<int:exam_id>/remove")
def remove_exam(exam_id: int) -> ResponseReturnValue:
    """Take a test of one's own away."""
    services.remove_exam(db.session(), access.own_exam(exam_id), now=utcnow())
    db.session.commit()
    flash(_("The test is removed, and its cards come on their usual days again. Below it can be brought back."))
    return redirect(url_for(".list_exams"))


@bp.post("/tests/<int:exam_id>/restore")
def restore_exam(exam_id: int) -> ResponseReturnValue:
    """Bring a removed test back."""
    services.restore_exam(db.session(), access.own_exam(exam_id))
    db.session.commit()
    flash(_("The test is back."))
    return redirect(url_for(".show_exam", exam_id=exam_id))


@bp.post("/tests/<int:exam_id>/pace")
def choose_pace(exam_id: int) -> ResponseReturnValue:
    """Keep how one prepares for a test that was set for everyone."""
    person, exam = access.exam_for_everyone(exam_id)
    form = PaceForm()
    if not form.validate_on_submit():
        return _page(person, exam, form), 422
    follows = not form.leave_out.data
    services.choose_pace(db.session(), exam.id, person.id, form.minutes.data, follows=follows)
    db.session.commit()
    flash(_("Your flashcards follow the plan.") if follows else _("You left this test out: its plan changes nothing."))
    return redirect(url_for(".show_exam", exam_id=exam_id))


def _is_complete(form: ExamForm) -> bool:
    if not form.validate_on_submit():
        return False
    return form.check_day(_today())


def _today() -> date:
    """Return the date of the visitor's learner-day."""
    person = visitor()
    rules = learner_of(person).rules if person else rules_of_app(current_app)
    return date_of(rules.day(utcnow()))
