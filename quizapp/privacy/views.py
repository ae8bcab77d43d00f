"""Pages where somebody takes out their data, and where an admin does it for them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.accounts import people
from quizapp.accounts.access import admin_required, confirmed_required, known_visitor, visitor
from quizapp.accounts.models import Person
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.extensions import limiter
from quizapp.pictures.placing import own_store
from quizapp.privacy import access
from quizapp.privacy.left_out import SAID
from quizapp.privacy.writing import write_export

bp = Blueprint("privacy", __name__)
PIECE = 65_536
KEPT_IN_MEMORY = 1_000_000
"""Bytes of an export; a larger one waits in a file without a name until it is sent."""


def whose() -> str:
    """Return whose tries a limit counts."""
    person = visitor()
    return f"data of {person.id}" if person else f"{request.remote_addr}"


@bp.get("/settings/data")
def show_own_data() -> ResponseReturnValue:
    """Show what somebody can take out, and how they are erased."""
    return render_template("privacy/show_own_data.html", person=access.open_own_person(), left_out=SAID)


@bp.get("/settings/data.zip")
@limiter.limit("20 per hour", key_func=whose)
def send_own_data() -> ResponseReturnValue:
    """Send somebody all that is kept about them."""
    return _file(access.open_own_person())


@bp.post("/people/<int:person_id>/data")
@admin_required
@confirmed_required
def send_data_of(person_id: int) -> ResponseReturnValue:
    """Send an admin all that is kept about somebody, for them; it is written down that this was done."""
    person = access.open_anybody(person_id)
    people.note_export(db.session(), person, known_visitor().id, now=utcnow())
    db.session.commit()
    return _file(access.open_anybody(person_id))


def _file(person: Person) -> Response:
    if request.method == "HEAD":
        return Response(mimetype="application/zip")
    now = utcnow()
    file = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - closed with the response
    write_export(db.session(), person, file, own_store(), now=now)
    file.seek(0)
    reply = Response(_pieces(file), mimetype="application/zip")
    reply.call_on_close(file.close)
    name = f"quizapp-data-{now:%Y%m%d}.zip"  # of nobody's name: it stands in folders and histories
    reply.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    reply.headers["Cache-Control"] = "no-store"
    return reply


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
