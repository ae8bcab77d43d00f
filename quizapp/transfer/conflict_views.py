"""Pages that show what a file and the browser both changed, side by side, and settle it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import QuestionDraft
from quizapp.quizzes.regrades.key_changes import unsettled_questions
from quizapp.transfer import access, conflicts
from quizapp.transfer.conflicts import UnsettledError
from quizapp.transfer.pages import CHOICE, conflict_page
from quizapp.transfer.views import bp


@bp.get("/conflicts")
@instructor_required
def list_conflicts() -> ResponseReturnValue:
    """List what files and the browser both changed."""
    return render_template("transfer/list_conflicts.html", **access.listed_conflicts())


@bp.get("/conflicts/<int:conflict_id>")
@instructor_required
def show_conflict(conflict_id: int) -> ResponseReturnValue:
    """Show the three sides of a conflict, and what they would give merged."""
    return conflict_page(access.open_conflict(conflict_id))


@bp.post("/conflicts/<int:conflict_id>")
@instructor_required
def settle_conflict(conflict_id: int) -> ResponseReturnValue:
    """Take the file's, keep the browser's, or merge both."""
    conflict, side = access.open_conflict(conflict_id), request.form.get("side", "")
    if request.form.get("seen") != str(conflict.question.current_number):
        return conflict_page(conflict, _("Somebody edited the question meanwhile: look at it again, then decide.")), 409
    try:
        draft = _decided(conflicts.sides_of(db.session(), conflict), side)
    except UnsettledError:
        return conflict_page(conflict, _("Choose a side for every field that both changed.")), 422
    authorship = Authorship(Origin.BROWSER, known_visitor().id, _note(side, conflict.name))
    conflicts.settle(db.session(), conflict, draft, authorship, now=utcnow())
    note_action(Act.CONFLICT_SETTLED, bank_id=conflict.question.bank_id)
    db.session.commit()
    flash(_("Settled: “%(key)s”.", key=conflict.question.key))
    return redirect(_where_to_decide(conflict.question_id) or url_for(".list_conflicts"))


def _where_to_decide(question_id: int) -> str | None:
    """Return the page that asks what becomes of answers given by a key that was changed; None where none was."""
    found = unsettled_questions(db.session(), Question.id == question_id)
    return url_for("studio.show_touches", question_id=question_id, since=found[0].since) if found else None


def _decided(sides: conflicts.Sides, side: str) -> QuestionDraft:
    if side == "file":
        return sides.file
    if side == "browser":
        return sides.browser
    choices = {name.removeprefix(CHOICE): value for name, value in request.form.items() if name.startswith(CHOICE)}
    return conflicts.decide(sides, choices, sides.file.key)


def _note(side: str, name: str) -> str:
    return str(_("Taken from %(name)s", name=name) if side == "file" else _("Merged with %(name)s", name=name))
