"""Printed versions of a quiz with their keys, and the QR on each sheet, which leads its teacher to the sheet's key."""

from __future__ import annotations

from secrets import randbits
from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required
from quizapp.accounts.noting import note_action
from quizapp.assignments import access, paper
from quizapp.assignments.models import Kind
from quizapp.assignments.views import SEED_BITS, bp
from quizapp.audit.models import Act
from quizapp.classroom.addresses import qr_picture, shared_address
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.extensions import settings_of


@bp.post("/assignments/<int:assignment_id>/papers")
@instructor_required
def make_paper(assignment_id: int) -> ResponseReturnValue:
    """Draw a quiz for paper, in as many versions as are wanted."""
    assignment = access.open_assignment(assignment_id, to_change=True).assignment
    back = redirect(url_for(".show_assignment", assignment_id=assignment_id))
    wanted = request.form.get("versions", "")
    if assignment.kind != Kind.QUIZ or wanted not in {"1", "2", "3", "4"}:
        return back
    made = paper.make_paper(db.session(), assignment, int(wanted), seed=randbits(SEED_BITS), now=utcnow())
    if made is None:
        flash(_("There is no question to print just now."), "problem")
        return back
    note_action(Act.ASSIGNMENT_PAPER, class_id=assignment.class_id, subject_id=assignment.id)
    db.session.commit()
    return redirect(url_for(".show_paper", paper_id=made.id))


@bp.get("/papers/<int:paper_id>")
@instructor_required
def show_paper(paper_id: int) -> ResponseReturnValue:
    """Show the sheets of a paper, to be printed."""
    return render_template("assignments/show_paper.html", **_page(paper_id))


@bp.get("/papers/<int:paper_id>/key")
@instructor_required
def show_paper_key(paper_id: int) -> ResponseReturnValue:
    """Show the key of each sheet, to be printed or looked at while marking."""
    return render_template("assignments/show_paper_key.html", **_page(paper_id))


def _page(paper_id: int) -> dict[str, Any]:
    made, given = access.open_paper(paper_id)
    sheets = paper.sheets_of(db.session(), made)
    letters = paper.OPTION_LETTERS
    return {"paper": made, "given": given, "assignment": given.assignment, "sheets": sheets, "letters": letters}


@bp.get("/papers/<int:paper_id>/<letter>.svg")
@instructor_required
def draw_paper_code(paper_id: int, letter: str) -> ResponseReturnValue:
    """Draw the QR of a sheet."""
    made, _given = access.open_paper(paper_id)
    if len(letter) != 1 or letter not in paper.LETTERS[: made.versions]:
        abort(404)
    address = url_for(".show_paper_key", paper_id=paper_id, _anchor=letter, _external=True)
    settings = settings_of(current_app)
    return Response(qr_picture(shared_address(address, settings)), mimetype="image/svg+xml")
