"""What is said instead of an assignment that lies in the trash, to those who knew it."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from quizapp.assignments.access import TrashedError
from quizapp.assignments.views import bp
from quizapp.audit.models import Act
from quizapp.audit.services import Concerning, last_action
from quizapp.db import db
from quizapp.web.errors import drop_changes


@bp.app_errorhandler(TrashedError)
def show_trashed(error: TrashedError) -> ResponseReturnValue:
    """Tell teachers who put it there, when, and how it comes back; students, that it was taken away."""
    drop_changes()
    given, last = error.given, None
    if error.is_taught:
        about: Concerning = {"class_id": given.school_class.id, "subject_id": given.assignment.id}
        last = last_action(db.session(), (Act.ASSIGNMENT_REMOVED,), **about)
    shown = {"assignment": given.assignment, "school_class": given.school_class, "is_taught": error.is_taught}
    return render_template("assignments/show_trashed.html", last=last, **shown), 404
