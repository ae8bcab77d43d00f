"""The editor: questions and new ones, the drafts of both, and what happens where two people edit the same one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank import queries, versions
from quizapp.bank.models import Origin, State
from quizapp.bank.roles import BankRole
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import QuestionDraft
from quizapp.studio import access, drafts, meeting, pages
from quizapp.studio.drafts import Desk
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.meeting import CHOICE, Edit
from quizapp.studio.question_form import QuestionForm
from quizapp.studio.views import bp

GO_ON = "go-on"
NEVER_KEPT = {"csrf_token", "save"}


@bp.route("/questions/<int:question_id>/edit", methods=["GET", "POST"])
@instructor_required
def edit_question(question_id: int) -> ResponseReturnValue:
    """Edit a question: look at it as a student would, and save it as a new version."""
    desk = _desk_of(question_id)
    question = access.open_question(question_id, needs=BankRole.EDITOR)
    if request.method != "POST":
        return _open_editor(desk)
    edit = meeting.begin_edit(pages.sent_form(desk, request.form), request.form, question)
    draft = None if edit.is_fresh else edit.form.read_draft(edit.chosen)
    if draft is None or "save" not in request.form:
        return _keep_and_show(edit, desk, draft)
    drafts.drop_draft(db.session(), desk)
    if draft.digest() == question.current.digest:
        flash(_("Nothing was changed."))
    else:
        versions.add_version(db.session(), question, draft, _authorship(edit.form), now=utcnow())
        flash(_("Saved as a new version."))
    db.session.commit()
    return redirect(url_for(".show_question", question_id=question.id))


@bp.route("/banks/<key>/new/<kind>", methods=["GET", "POST"])
@instructor_required
def create_question(key: str, kind: str) -> ResponseReturnValue:
    """Write a new question of a kind."""
    desk = _new_desk(key, kind)
    if request.method != "POST":
        return _open_editor(desk)
    form = pages.sent_form(desk, request.form)
    draft = form.read_draft()
    if draft is not None and queries.key_is_taken(db.session(), desk.bank, draft.key):
        form.key.errors = [_("This bank has a question of this id already.")]
        draft = None
    if draft is None or "save" not in request.form:
        return _keep_and_show(Edit(form), desk, draft)
    draft = replace(draft, state=State.READY if request.form["save"] == State.READY else State.DRAFT)
    question = versions.create_question(db.session(), desk.bank, draft, _authorship(form), now=utcnow())
    drafts.drop_draft(db.session(), desk)
    db.session.commit()
    flash(_("The question is in the bank.") if draft.state == State.READY else _("The question is kept as a draft."))
    return redirect(url_for(".show_question", question_id=question.id))


@bp.post("/questions/<int:question_id>/draft")
@instructor_required
def save_draft(question_id: int) -> ResponseReturnValue:
    """Keep what was typed into the editor, without making a version of it."""
    return _keep_and_say(_desk_of(question_id))


@bp.post("/banks/<key>/new/<kind>/draft")
@instructor_required
def save_new_draft(key: str, kind: str) -> ResponseReturnValue:
    """Keep what was typed of a new question."""
    return _keep_and_say(_new_desk(key, kind))


@bp.post("/questions/<int:question_id>/draft/drop")
@instructor_required
def drop_draft(question_id: int) -> ResponseReturnValue:
    """Throw away what was typed and not saved, and begin again with the current version."""
    drafts.drop_draft(db.session(), _desk_of(question_id))
    db.session.commit()
    flash(_("The draft is thrown away."))
    return redirect(url_for(".edit_question", question_id=question_id))


@bp.post("/banks/<key>/new/<kind>/draft/drop")
@instructor_required
def drop_new_draft(key: str, kind: str) -> ResponseReturnValue:
    """Throw away what was typed of a new question."""
    drafts.drop_draft(db.session(), _new_desk(key, kind))
    db.session.commit()
    flash(_("The draft is thrown away."))
    return redirect(url_for(".create_question", key=key, kind=kind))


def _desk_of(question_id: int) -> Desk:
    question = access.open_question(question_id, needs=BankRole.EDITOR)
    kind = request.form.get("kind", "")  # a load may have changed it since the page was opened
    return Desk(known_visitor().id, question.bank, kind if kind in FORMS else question.current.kind, question)


def _new_desk(key: str, kind: str) -> Desk:
    bank = access.open_bank(key, needs=BankRole.EDITOR)
    return Desk(known_visitor().id, bank, access.form_of_kind(kind).kind)


def _authorship(form: QuestionForm) -> Authorship:
    return Authorship(Origin.BROWSER, known_visitor().id, form.note.data or "")


def _open_editor(desk: Desk) -> ResponseReturnValue:
    """Show the editor; where somebody has a draft here, they decide first what becomes of it."""
    kept = drafts.draft_at(db.session(), desk)
    if kept is None:
        return pages.editor(Edit(_begun(desk)), desk)
    desk = Desk(desk.author_id, desk.bank, kept.kind, desk.question)
    if request.args.get("draft") != GO_ON:
        return pages.offer(kept, desk, _base_of(desk, str(kept.base_number)).raw())
    sent = pages.sent_of(kept)
    form = pages.sent_form(desk, sent)
    return pages.editor(meeting.begin_edit(form, sent, desk.question) if desk.question else Edit(form), desk)


def _begun(desk: Desk) -> QuestionForm:
    """Return the form with which an edit begins."""
    if desk.question is None:
        return FORMS[desk.kind](formdata=None)
    return _base_of(desk, str(desk.question.current_number))


def _base_of(desk: Desk, number: str | None) -> QuestionForm:
    """Return the form of the version that an edit began from; of the current one where there is none of that number."""
    if desk.question is None:
        return FORMS[desk.kind](formdata=None)
    base = meeting.version_named(desk.question, number) or desk.question.current
    return FORMS[base.kind].of(versions.draft_of(desk.question.key, base), base.number)


def _keep_and_show(edit: Edit, desk: Desk, draft: QuestionDraft | None) -> ResponseReturnValue:
    _keep(desk)
    db.session.commit()
    return pages.editor(edit, desk, draft)


def _keep_and_say(desk: Desk) -> ResponseReturnValue:
    kept_at = _keep(desk)
    db.session.commit()
    return render_template("studio/_draft_state.html", kept_at=kept_at)


def _keep(desk: Desk) -> datetime | None:
    """Keep what was sent as a draft and say when; where it says nothing of its own, there is nothing to keep."""
    form, now = pages.sent_form(desk, request.form), utcnow()
    if not _says_something(form, desk):
        drafts.drop_draft(db.session(), desk)
        return None
    known = [name for name in request.form if name.startswith(CHOICE) or name.partition("-")[0] in form]
    sent = {name: request.form.getlist(name) for name in known if name not in NEVER_KEPT}
    base = meeting.version_named(desk.question, form.base_number.data) if desk.question else None
    drafts.save_draft(db.session(), desk, base.number if base else 0, sent, now=now)
    return now


def _says_something(form: QuestionForm, desk: Desk) -> bool:
    """Say whether a form holds more than what it began with, or than what stands in the bank now."""
    if form.note.data or (desk.question is None and form.key.data):
        return True
    began = _base_of(desk, form.base_number.data), _begun(desk)
    return all(form.raw() != one.raw() for one in began)
