"""Pages where a teacher brings a list of names: what it would do is shown first, and may be decided on and mended."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import instructor_required
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.classroom import access, roster_pages, rosters
from quizapp.classroom.views import bp
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.roster_tables import RosterError
from quizapp.memory.access import rules_of_app
from quizapp.web.rendering import say


@bp.get("/classes/<int:class_id>/roster")
@instructor_required
def add_students(class_id: int) -> ResponseReturnValue:
    """Ask for a list of names: pasted, or as a file."""
    school_class = access.open_class(class_id, to_change=True)
    return render_template("classroom/add_students.html", school_class=school_class, text="")


@bp.post("/classes/<int:class_id>/roster/preview")
@instructor_required
def preview_roster(class_id: int) -> ResponseReturnValue:
    """Show what a list would do. Nothing is changed."""
    school_class = access.open_class(class_id, to_change=True)
    try:
        brought = roster_pages.brought_list()
    except RosterError as error:
        shown = {"school_class": school_class, "text": roster_pages.pasted(), "problem": say(error.message)}
        return render_template("classroom/add_students.html", **shown), 422
    return roster_pages.preview(school_class, brought)


@bp.post("/classes/<int:class_id>/roster")
@instructor_required
def apply_roster(class_id: int) -> ResponseReturnValue:
    """Enrol whom a list names, as it was shown; where something changed meanwhile, it is shown again."""
    school_class = access.open_class(class_id, to_change=True)
    try:
        brought = roster_pages.brought_list()
    except RosterError:
        return redirect(url_for(".add_students", class_id=class_id))
    plan = roster_pages.plan_of(school_class, brought)
    if plan.digest != request.form.get("seen"):
        flash(_("Something has changed since this was shown. Please look once more."), "problem")
        return roster_pages.preview(school_class, brought)
    decisions, rules = roster_pages.decisions(), rules_of_app(current_app)
    applied = rosters.apply_roster(db.session(), school_class, plan, decisions, rules, now=utcnow())
    note_action(Act.STUDENTS_ADDED, class_id=class_id, details={"count": applied.enrolled})
    db.session.commit()
    flash(ngettext("%(num)d student joined the class.", "%(num)d students joined the class.", applied.enrolled))
    if applied.made:
        flash(_("New students sign in by a card: make and print them under “Sign-in cards”."))
    return redirect(url_for(".show_class", class_id=class_id))
