"""Pages of the trash, and the marks of a single question: flagged, archived, thrown away."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.noting import note_action
from quizapp.audit.models import Act
from quizapp.bank.access import seen_banks, seen_questions
from quizapp.bank.roles import BankRole
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.workbench import access, bulk, trash, trash_list, undoing, wording
from quizapp.workbench.changes import MARKS, Action, Change
from quizapp.workbench.views import bp

_ACTS = {
    Action.ARCHIVE: Act.QUESTION_ARCHIVED,
    Action.UNARCHIVE: Act.QUESTION_UNARCHIVED,
    Action.FLAG: Act.QUESTION_FLAGGED,
    Action.UNFLAG: Act.QUESTION_UNFLAGGED,
    Action.RESTORE: Act.QUESTION_RESTORED,
}


@bp.app_template_global()
def survivor_of(question_id: int) -> tuple[int, str] | None:
    """Return the id and the key of the question that one in the trash was merged into, for its page."""
    return trash_list.survivor_of(db.session(), question_id)


@bp.get("/trash")
@instructor_required
def list_trash() -> ResponseReturnValue:
    """List what lies in the trash."""
    questions, total = trash_list.trashed_questions(db.session(), seen_questions(BankRole.EDITOR))
    banks = trash_list.trashed_banks(db.session(), seen_banks(BankRole.EDITOR), now=utcnow())
    shown = {"questions": questions, "total": total, "banks": banks, "kept": undoing.KEPT}
    return render_template("workbench/list_trash.html", **shown)


@bp.post("/questions/<int:question_id>/mark")
@instructor_required
def mark_question(question_id: int) -> ResponseReturnValue:
    """Flag or archive a question, put it into the trash, or take any of that back."""
    question = access.open_question(question_id)
    action = request.form.get("action", "")
    if action not in set(MARKS):
        abort(400)
    if action == Action.RESTORE and question.bank.trashed_at is not None:
        flash(_("Its bank is in the trash: restore the bank."), "problem")
        return redirect(url_for(".list_trash"))
    change, now = Change(Action(action)), utcnow()
    items = bulk.mark_questions(db.session(), change.action, [question.id], now=now)
    if items and change.action is Action.TRASH:  # the journal says who it was
        bulk.note_operation(db.session(), change, items, known_visitor().id, now=now)
    elif items:
        note_action(_ACTS[change.action], bank_id=question.bank_id, subject_id=question_id)
    db.session.commit()
    flash(wording.named(action, ""))
    return redirect(url_for("studio.show_question", question_id=question_id))


@bp.post("/banks/<key>/trash")
@instructor_required
def trash_bank(key: str) -> ResponseReturnValue:
    """Put a bank with all its questions into the trash."""
    bank = access.open_bank_anywhere(key)
    if bank.trashed_at is None:
        trash.trash_bank(db.session(), bank, known_visitor().id, now=utcnow())
        db.session.commit()
    flash(_("The bank “%(title)s” is in the trash.", title=bank.title))
    return redirect(url_for(".list_trash"))
