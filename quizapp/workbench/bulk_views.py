"""Pages that change many questions at once: choosing what, looking at what it would do, doing it, taking it back."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank.access import seen_questions
from quizapp.bank.roles import BankRole
from quizapp.clock import utcnow
from quizapp.db import db, reading
from quizapp.memory.access import rules_of_app
from quizapp.workbench import access, bulk, bulk_pages, journal, undoing, wording
from quizapp.workbench.chosen import MOST_CHANGED, changing
from quizapp.workbench.views import bp


@bp.get("/questions/bulk")
@instructor_required
def choose_change() -> ResponseReturnValue:
    """Choose a change of many questions, and see what it would do."""
    asked = bulk_pages.read_request(request.args)
    if "shown" in request.args:
        return redirect(asked.address())
    return render_template("workbench/choose_change.html", **bulk_pages.page(asked))


@bp.post("/questions/bulk")
@instructor_required
def change_questions() -> ResponseReturnValue:
    """Change the chosen questions, if they are still as many as somebody was shown."""
    session, now, me = db.session(), utcnow(), known_visitor().id
    with reading(session):  # making thousands of versions takes seconds, in which others may write
        asked = bulk_pages.read_request(request.form)
        ids = changing(session, asked.chosen, asked.change) if asked.change else []
        if asked.change is None or not ids or str(len(ids)) != request.form.get("expected") or len(ids) > MOST_CHANGED:
            flash(_("The questions have changed meanwhile: look at what would be done now."), "problem")
            return redirect(asked.address())
        authorship = bulk_pages.authorship(me, wording.note_of(asked.change))
        plan = bulk.plan_change(session, asked.change, ids, authorship, now=now)
    operation = bulk.write_change(session, plan, me, now=now)
    session.commit()
    flash(bulk_pages.changed(operation.changed))
    return redirect(f"{asked.asked.after_change(operation.id)}")


@bp.get("/questions/changes")
@instructor_required
def list_changes() -> ResponseReturnValue:
    """List what was changed in bulk."""
    person = known_visitor()
    rows = journal.recent_operations(db.session(), None if person.is_admin else person.id, now=utcnow())
    left = journal.titles_left(db.session(), [row.operation for row in rows])
    gone = journal.merged_away(db.session(), [row.operation for row in rows])
    said = {row.operation.id: wording.journaled(row.operation, gone.get(row.operation.id)) for row in rows}
    words = {"said": said, "listed": bulk_pages.listed}
    return render_template("workbench/list_changes.html", rows=rows, left=left, kept=undoing.KEPT, **words)


@bp.post("/questions/changes/<int:operation_id>/undo")
@instructor_required
def undo_change(operation_id: int) -> ResponseReturnValue:
    """Take a bulk operation back."""
    operation = access.open_operation(operation_id)
    authorship = bulk_pages.authorship(known_visitor().id, wording.note_of_undoing(operation))
    try:
        changeable = seen_questions(BankRole.EDITOR)
        rules = rules_of_app(current_app)
        count, left = undoing.undo_operation(db.session(), operation, changeable, authorship, rules, now=utcnow())
    except undoing.TooLateError:
        flash(_("This can no longer be taken back."), "problem")
        return redirect(url_for(".list_changes"))
    db.session.commit()
    flash(ngettext("%(num)d question is as it was before.", "%(num)d questions are as they were before.", count))
    if left:
        titles = journal.titles_left(db.session(), [operation])[operation.id]
        flash(_("Left alone, as they were changed since: %(titles)s", titles=bulk_pages.listed(titles)))
    return redirect(url_for(".list_changes"))
