"""Pages that tell what staff changed, of the site, a class, a bank; and what puts back what the log keeps whole."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import admin_required, instructor_required
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.bank.models import Bank
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.oversight import access, exporting, pages, queries
from quizapp.oversight.entries import Wanted
from quizapp.oversight.taking_back import ChangedSinceError, take_back
from quizapp.oversight.wording import AREAS, AREAS_OF_A_BANK, AREAS_OF_A_CLASS

bp = Blueprint("oversight", __name__)


@bp.get("/audit")
@admin_required
def list_actions() -> ResponseReturnValue:
    """List what staff did, everywhere."""
    wanted, session = pages.read_wanted(request.args), db.session()
    chosen = {"staff": queries.staff(session), "classes": queries.classes(session), "areas": AREAS, "wanted": wanted}
    return render_template("oversight/list_actions.html", **chosen, **pages.log_page(wanted))


@bp.get("/audit.csv")
@admin_required
def export_actions() -> ResponseReturnValue:
    """Send what staff did as CSV."""
    return _as_csv(pages.read_wanted(request.args), "audit.csv")


def _as_csv(wanted: Wanted, name: str) -> Response:
    sent = Response(exporting.csv_of(pages.told(wanted)), mimetype="text/csv")
    sent.headers["Content-Disposition"] = f"attachment; filename={name}"
    return sent


@bp.get("/classes/<int:class_id>/changes")
@instructor_required
def list_class_actions(class_id: int) -> ResponseReturnValue:
    """List what was changed in a class."""
    school_class = access.open_class(class_id)
    wanted = _of_class(class_id)
    staff = queries.people_in(db.session(), Wanted(class_id=class_id))
    shown = {"areas": AREAS_OF_A_CLASS, "wanted": wanted, "staff": staff} | pages.log_page(wanted, class_id=class_id)
    return render_template("oversight/list_class_actions.html", school_class=school_class, **shown)


@bp.get("/classes/<int:class_id>/changes.csv")
@instructor_required
def export_class_actions(class_id: int) -> ResponseReturnValue:
    """Send what was changed in a class as CSV."""
    access.open_class(class_id)
    return _as_csv(_of_class(class_id), f"class-{class_id}-changes.csv")


def _of_class(class_id: int) -> Wanted:
    return replace(pages.read_wanted(request.args), class_id=class_id)


@bp.get("/banks/<key>/changes")
@instructor_required
def list_bank_actions(key: str) -> ResponseReturnValue:
    """List what was changed in a bank."""
    bank = access.open_owned_bank(key)
    wanted = _of_bank(bank)
    staff = queries.people_in(db.session(), Wanted(bank_id=bank.id))
    shown = {"areas": AREAS_OF_A_BANK, "wanted": wanted, "staff": staff} | pages.log_page(wanted, key=key)
    return render_template("oversight/list_bank_actions.html", bank=bank, **shown)


@bp.get("/banks/<key>/changes.csv")
@instructor_required
def export_bank_actions(key: str) -> ResponseReturnValue:
    """Send what was changed in a bank as CSV."""
    return _as_csv(_of_bank(access.open_owned_bank(key)), f"{key}-changes.csv")


def _of_bank(bank: Bank) -> Wanted:
    return replace(pages.read_wanted(request.args), bank_id=bank.id, class_id=None)


@bp.post("/audit/<int:action_id>/undo")
@instructor_required
def take_action_back(action_id: int) -> ResponseReturnValue:
    """Put back what stood there before a change in a class."""
    action = access.open_action(action_id)
    about = {"class_id": action.class_id, "person_id": action.person_id, "subject_id": action.subject_id}
    try:
        details = take_back(db.session(), action, rules_of_app(current_app), now=utcnow())
    except ChangedSinceError:
        flash(_("It was changed since, so that nothing was taken back: look at how it is now."), "problem")
    else:
        note_action(Act(action.act), details=details, **about)
        db.session.commit()
        flash(_("Taken back: it is as it was before."))
    return redirect(url_for(".list_class_actions", class_id=action.class_id))
