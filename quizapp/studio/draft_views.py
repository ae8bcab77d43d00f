"""Drafts while somebody types: kept, looked at, tried as a student, and thrown away. No version is made here."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required
from quizapp.db import db, reading
from quizapp.studio import desks, drafts, pages, trying
from quizapp.studio.drafts import Desk
from quizapp.studio.views import bp


@bp.post("/questions/<int:question_id>/draft")
@instructor_required
def save_draft(question_id: int) -> ResponseReturnValue:
    """Keep what was typed into the editor, without making a version of it, and show how it looks."""
    return _keep_and_look(desks.desk_of(question_id))


@bp.post("/banks/<key>/new/<kind>/draft")
@instructor_required
def save_new_draft(key: str, kind: str) -> ResponseReturnValue:
    """Keep what was typed of a new question, and show how it looks."""
    return _keep_and_look(desks.new_desk(key, kind))


@bp.post("/questions/<int:question_id>/draft/drop")
@instructor_required
def drop_draft(question_id: int) -> ResponseReturnValue:
    """Throw away what was typed and not saved, and begin again with the current version."""
    drafts.drop_draft(db.session(), desks.desk_of(question_id))
    db.session.commit()
    flash(_("The draft is thrown away."))
    return redirect(url_for(".edit_question", question_id=question_id))


@bp.post("/banks/<key>/new/<kind>/draft/drop")
@instructor_required
def drop_new_draft(key: str, kind: str) -> ResponseReturnValue:
    """Throw away what was typed of a new question."""
    drafts.drop_draft(db.session(), desks.new_desk(key, kind))
    db.session.commit()
    flash(_("The draft is thrown away."))
    return redirect(url_for(".create_question", key=key, kind=kind))


@bp.post("/questions/<int:question_id>/try")
@instructor_required
def try_question(question_id: int) -> ResponseReturnValue:
    """Mark an answer to a question as it is typed now; nothing is kept of it."""
    return _try_at(desks.desk_of(question_id))


@bp.post("/banks/<key>/new/<kind>/try")
@instructor_required
def try_new_question(key: str, kind: str) -> ResponseReturnValue:
    """Mark an answer to a new question as it is typed now; nothing is kept of it."""
    return _try_at(desks.new_desk(key, kind))


def _keep_and_look(desk: Desk) -> ResponseReturnValue:
    try:
        kept_at = desks.keep(desk, request.form)
    except desks.DraftElsewhereError as error:
        return render_template("studio/_draft_elsewhere.html", kept=error.kept), 409
    db.session.commit()
    return pages.live(desk, desks.form_of(desk, request.form), kept_at)


def _try_at(desk: Desk) -> ResponseReturnValue:
    with reading(db.session()):
        desk, form = desks.on_the_desk(desk)
        form.read_draft()
        return pages.tried(desk, form, trying.fields_sent(request.form))
