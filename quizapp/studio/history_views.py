"""A question's history: any two versions side by side, and who wrote what."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from quizapp.accounts.access import instructor_required
from quizapp.bank import queries, versions
from quizapp.bank.models import Question
from quizapp.bank.queries import VersionRow
from quizapp.db import db
from quizapp.formats.blame import blame
from quizapp.formats.differences import changes
from quizapp.formats.question_fields import fields_of, lines_of
from quizapp.studio import access, wording
from quizapp.studio.views import bp


@bp.get("/questions/<int:question_id>/compare")
@instructor_required
def compare_versions(question_id: int) -> ResponseReturnValue:
    """Show what is different between two versions; the later one may be an old one that would be restored."""
    question = access.open_question(question_id)
    rows = queries.versions_of_question(db.session(), question)
    new = access.open_row(rows, request.args.get("to", str(question.current_number)))
    old = access.open_row(rows, request.args.get("from", str(max(new.version.number - 1, 1))))
    said = [_said(question, row) for row in (old, new)]
    labels = wording.field_labels(old.version.kind) | wording.field_labels(new.version.kind)
    shown = {"rows": rows, "old": old, "new": new, "changes": changes(*said)}
    return render_template("studio/compare_versions.html", question=question, labels=labels, **shown)


def _said(question: Question, row: VersionRow) -> dict[str, object]:
    return wording.worded(row.version.kind, fields_of(versions.draft_of(question.key, row.version)))


@bp.get("/questions/<int:question_id>/blame")
@instructor_required
def show_blame(question_id: int) -> ResponseReturnValue:
    """Show which version, author and day each field and element comes from."""
    question = access.open_question(question_id)
    history = queries.versions_of_question(db.session(), question)[::-1]
    upto = [row for row in history if row.version.number <= question.current_number]
    found = blame([versions.draft_of(question.key, row.version) for row in upto])
    kind = question.current.kind
    rows = [
        (one, lines_of(wording.worded(kind, {one.field: one.value})[one.field]), upto[one.version]) for one in found
    ]
    labels = wording.field_labels(kind)
    return render_template("studio/show_blame.html", question=question, rows=rows, labels=labels)
