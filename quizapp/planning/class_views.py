"""Pages of a class's calendar for its teachers: its term, its lessons and its holidays."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import instructor_required
from quizapp.accounts.noting import note_action, who_met
from quizapp.audit.models import Act
from quizapp.classroom.access import open_class
from quizapp.db import db
from quizapp.planning import access, holidays
from quizapp.planning.forms import ClassHolidayForm, holiday_form, state_of_holiday
from quizapp.planning.holidays import HolidayTerms
from quizapp.planning.pages import ahead_of_class, class_calendar
from quizapp.planning.views import bp
from quizapp.web.ids import id_of

bp.add_app_template_global(ahead_of_class)


@bp.get("/classes/<int:class_id>/calendar")
@instructor_required
def show_class_calendar(class_id: int) -> ResponseReturnValue:
    """Show a class's term, lessons and holidays, with the form of another holiday."""
    school_class = open_class(class_id)
    page = class_calendar(school_class)
    return render_template("planning/show_class_calendar.html", page=page, form=ClassHolidayForm(formdata=None))


@bp.post("/classes/<int:class_id>/holidays")
@instructor_required
def add_holiday(class_id: int) -> ResponseReturnValue:
    """Add a holiday to a class."""
    school_class, form = open_class(class_id, to_change=True), ClassHolidayForm()
    if not form.validate_on_submit():
        shown = {"page": class_calendar(school_class), "form": form}
        return render_template("planning/show_class_calendar.html", **shown), 422
    terms = form.terms()
    for added in holidays.add_missing(db.session(), class_id, [terms]):
        _note(class_id, added.id, [], [terms])
    db.session.commit()
    flash(_("Added: %(name)s.", name=terms.name))
    return _calendar(class_id)


@bp.get("/classes/<int:class_id>/holidays")
@instructor_required
def lead_from_holidays(class_id: int) -> ResponseReturnValue:
    """Lead whoever loads what a refused form left in the address bar to the calendar that it stands on."""
    return _calendar(open_class(class_id).id)


@bp.route("/classes/<int:class_id>/holidays/<int:holiday_id>", methods=["GET", "POST"])
@instructor_required
def edit_holiday(class_id: int, holiday_id: int) -> ResponseReturnValue:
    """Show and change a holiday of a class."""
    school_class = open_class(class_id, to_change=True)
    holiday = access.open_holiday(school_class, holiday_id)
    form = holiday_form(holiday)
    if not (form.validate_on_submit() and form.check_others(holidays.other_holidays(db.session(), holiday))):
        who_saved = who_met(form, Act.HOLIDAYS_CHANGED, class_id=class_id, subject_id=holiday_id)
        shown = {"form": form, "holiday": holiday, "school_class": school_class, "who_saved": who_saved}
        return render_template("planning/edit_holiday.html", **shown), 422 if form.is_submitted() else 200
    before = HolidayTerms.of(holiday)
    holidays.change_holiday(db.session(), holiday, form.terms())
    _note(class_id, holiday_id, [before], [form.terms()])
    db.session.commit()
    flash(_("The holiday is changed."))
    return _calendar(class_id)


@bp.post("/classes/<int:class_id>/holidays/<int:holiday_id>/remove")
@instructor_required
def remove_holiday(class_id: int, holiday_id: int) -> ResponseReturnValue:
    """Take a holiday of a class away."""
    holiday = access.open_holiday(open_class(class_id, to_change=True), holiday_id)
    before, shown_now = HolidayTerms.of(holiday), state_of_holiday(holiday)
    if request.form.get("seen_state", shown_now) != shown_now:
        flash(_("Nothing is removed: this holiday was changed or removed meanwhile. Look at how it is now."), "problem")
        return _calendar(class_id)
    holidays.remove_holiday(db.session(), holiday)
    _note(class_id, holiday_id, [before], [])
    db.session.commit()
    flash(_("Removed: %(name)s. “What changed” brings it back.", name=before.name))
    return _calendar(class_id)


@bp.post("/classes/<int:class_id>/holidays/copy")
@instructor_required
def copy_holidays(class_id: int) -> ResponseReturnValue:
    """Give a class the holidays of another one that the visitor teaches."""
    open_class(class_id, to_change=True)
    other = open_class(request.form.get("from", 0, type=id_of))
    added = holidays.copy_holidays(db.session(), other.id, class_id)
    if added:
        note_action(Act.HOLIDAYS_CHANGED, class_id=class_id, details=holidays.came_together(added))
    db.session.commit()
    flash(ngettext("%(num)d holiday was added.", "%(num)d holidays were added.", len(added)))
    return _calendar(class_id)


def _note(class_id: int, holiday_id: int, before: Sequence[HolidayTerms], after: Sequence[HolidayTerms]) -> None:
    """Write down what went and what came, by which the log puts it back; nothing where all is as before."""
    about = {"class_id": class_id, "subject_id": holiday_id}
    if list(before) != list(after):
        note_action(Act.HOLIDAYS_CHANGED, **about, details=holidays.changed(before, after))


def _calendar(class_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show_class_calendar", class_id=class_id))
