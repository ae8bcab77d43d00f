"""Refusing a wrong password; where it is of somebody who teaches, the log of staff tells it, once an hour at most.

It is written down after the reply was sent: else its time would tell which names are those of staff.
"""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response, current_app, make_response

from quizapp.audit.models import Act
from quizapp.audit.services import record_action, was_done_to
from quizapp.clock import utcnow
from quizapp.db import db, reading

AT_MOST_EACH = timedelta(hours=1)


def refuse(page: str, staff_id: int | None) -> Response:
    """Return the refusal of a sign-in; of nobody's, or of a student's, nothing is written down."""
    reply = make_response(page, 401)
    if staff_id is not None:
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - outlives the request
        reply.call_on_close(lambda: note_failure(app, staff_id))
    return reply


def note_failure(app: Flask, person_id: int) -> None:
    """Write down that somebody gave a wrong password for a name, unless it was written down within the hour."""
    now = utcnow()
    with app.app_context():
        with reading(db.session()):
            is_known = was_done_to(db.session(), Act.SIGN_IN_FAILED, person_id, now - AT_MOST_EACH)
        if not is_known:
            record_action(db.session(), Act.SIGN_IN_FAILED, None, now=now, person_id=person_id)
            db.session.commit()
