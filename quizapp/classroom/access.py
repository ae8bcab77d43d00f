"""Which classes a visitor may teach, and which they learn in. An id becomes a class, or 404."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from quizapp.accounts.access import known_visitor
from quizapp.classroom import queries
from quizapp.classroom.models import SchoolClass
from quizapp.db import db


def open_class(class_id: int, to_change: bool = False) -> SchoolClass:
    """Return a class that the visitor teaches, or any for an admin; 404 for everybody else.

    One that is archived is only looked at: whoever means to change it is sent back to its page.
    """
    person = known_visitor()
    school_class = queries.class_by_id(db.session(), class_id)
    if school_class is None or not person.is_instructor:
        abort(404)
    if not person.is_admin and queries.role_of_teacher(db.session(), class_id, person.id) is None:
        abort(404)
    if to_change and school_class.archived_at is not None:
        flash(_("This class is archived. Bring it back first, then change it."))
        abort(redirect(url_for("classroom.show_class", class_id=class_id)))
    return school_class


def open_own_class(class_id: int) -> SchoolClass:
    """Return a class that the visitor learns in, or 404."""
    school_class = queries.class_by_id(db.session(), class_id)
    if school_class is None or queries.enrolment_of(db.session(), class_id, known_visitor().id) is None:
        abort(404)
    return school_class
