"""Pages of planning: the calendar of one's days."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import practising_visitor, visitor
from quizapp.classroom.forms import WEEKDAYS
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.planning import queries, services
from quizapp.planning.class_days import LearnerDays, days_of_learner
from quizapp.planning.forms import CalendarForm, calendar_form
from quizapp.planning.study_day import study_day

bp = Blueprint("planning", __name__)
bp.add_app_template_global(study_day)


@bp.get("/settings/calendar")
def show_calendar() -> ResponseReturnValue:
    """Show which days are easy and which are free."""
    person = visitor()
    form = calendar_form(queries.study_calendar(db.session(), person.id) if person else None)
    form.add_spare_rows()
    return _page(form)


@bp.post("/settings/calendar")
def save_calendar() -> ResponseReturnValue:
    """Keep which days are easy and which are free."""
    form = calendar_form(None)
    if not form.validate_on_submit():
        return _page(form), 422
    shares = [float(share) for share in form.shares.data]
    person = practising_visitor()
    kept = services.save_calendar(db.session(), person.id, shares, form.spans(), now=utcnow())
    if days_of_learner(db.session(), person.id).classes:  # else the page does not ask
        services.follow_classes(kept, follows=bool(form.follows_classes.data))
    db.session.commit()
    flash(_("Your calendar is saved. Cards that you rate from now on follow it."))
    return redirect(url_for(".show_calendar"))


def _page(form: CalendarForm) -> str:
    """Return the page of a calendar, with the days of the visitor's classes."""
    person = visitor()
    days = days_of_learner(db.session(), person.id) if person else LearnerDays()
    return render_template("planning/show_calendar.html", form=form, weekdays=WEEKDAYS, classes=days.classes)
