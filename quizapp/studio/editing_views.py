"""The editor: questions and new ones, and what happens where two people edit the same one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.accounts.carrying import carries
from quizapp.bank import queries, versions
from quizapp.bank.models import Origin, Question, State
from quizapp.bank.roles import BankRole
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.base import QuestionDraft
from quizapp.studio import access, commands, copying, desks, drafts, meeting, naming, nexts, pages, settling
from quizapp.studio.drafts import Desk
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.meeting import Edit
from quizapp.studio.pages import Reply
from quizapp.studio.question_form import QuestionForm
from quizapp.studio.sending import Sent, what_was_sent
from quizapp.studio.views import bp
from quizapp.web.markdown import plain_text

GO_ON = "go-on"
DEEDS = ("save", "do", "take")
"""Fields of the editor's form that make it do something."""


@bp.route("/questions/<int:question_id>/edit", methods=["GET", "POST"])
@carries(*DEEDS)
@instructor_required
def edit_question(question_id: int) -> ResponseReturnValue:
    """Edit a question: look at it as a student would, and save it as a new version."""
    desk = desks.desk_of(question_id)
    question = access.open_question(question_id, needs=BankRole.EDITOR)
    if request.method != "POST":
        return _open_editor(desk)
    sent = what_was_sent(desk)
    edit = meeting.begin_edit(sent.form, sent.fields, question)
    draft = None if edit.is_fresh else edit.form.read_draft(edit.chosen)
    if draft is None or "save" not in request.form:
        return _keep_and_show(sent, Reply(edit, draft, sent.done))
    desks.drop_seen(desk, request.form)
    former = question.current
    is_settled = _save(question, draft, edit.form)
    db.session.commit()
    go_on = partial(nexts.address_after, question)
    return redirect(go_on()) if is_settled else settling.after_change(question, former, go_on)


def _save(question: Question, draft: QuestionDraft, form: QuestionForm) -> bool:
    """Save a version where anything changed; say whether all is decided that follows from it."""
    former = question.current
    if draft.digest() == former.digest:
        flash(_("Nothing was changed."))
        return True
    versions.add_version(db.session(), question, draft, _authorship(form), now=utcnow())
    flash(_("Saved as a new version."))
    return settling.settle_as_chosen(question, former, form.note.data or "")


@bp.route("/banks/<key>/new/<kind>", methods=["GET", "POST"])
@carries(*DEEDS)
@instructor_required
def create_question(key: str, kind: str) -> ResponseReturnValue:
    """Write a new question of a kind."""
    desk = desks.new_desk(key, kind)
    if request.method != "POST":
        return _open_editor(desk)
    sent = what_was_sent(desk)
    if sent.desk != desk:
        return _go_on_elsewhere(desk, sent)
    draft = _read_new(sent)
    if draft is None or "save" not in request.form:
        return _keep_and_show(sent, Reply(Edit(sent.form), draft, sent.done))
    draft = replace(draft, state=State.READY if request.form["save"] == State.READY else State.DRAFT)
    question = versions.create_question(db.session(), desk.bank, draft, _authorship(sent.form), now=utcnow())
    drafts.drop_draft(db.session(), desk)
    db.session.commit()
    flash(_("The question is in the bank.") if draft.state == State.READY else _("The question is kept as a draft."))
    return redirect(url_for(".show_question", question_id=question.id))


def _read_new(sent: Sent) -> QuestionDraft | None:
    draft, bank = sent.form.read_draft(), sent.desk.bank
    if draft is not None and not sent.form.key.data:
        words = plain_text(draft.content.title)
        return replace(draft, key=naming.key_for(db.session(), bank, words, draft.kind))
    if draft is not None and queries.key_is_taken(db.session(), bank, draft.key):
        sent.form.key.errors = [_("This bank has a question of this id already.")]
        return None
    return draft


def _authorship(form: QuestionForm) -> Authorship:
    return Authorship(Origin.BROWSER, known_visitor().id, form.note.data or "")


def _open_editor(desk: Desk) -> ResponseReturnValue:
    """Show the editor; where somebody has a draft here, they decide first what becomes of it."""
    kept = drafts.draft_at(db.session(), desk)
    if kept is None:
        return pages.editor(desk, Reply(Edit(desks.begun(desk))))
    desk = desk.of_kind(kept.kind)
    if request.args.get("draft") != GO_ON:
        return pages.offer(kept, desk, desks.base_of(desk, str(kept.base_number)).raw())
    sent = desks.sent_of(kept)
    form = desks.form_of(desk, sent)
    edit = meeting.begin_edit(form, sent, desk.question) if desk.question else Edit(form)
    edit.form.seen_draft.data = desks.seen_of(kept)
    return pages.editor(desk, Reply(edit))


def _keep_and_show(sent: Sent, reply: Reply) -> ResponseReturnValue:
    form = reply.edit.form
    try:
        kept_at = desks.keep(sent.desk, sent.fields)
        form.seen_draft.data = kept_at.isoformat() if kept_at else ""
    except desks.DraftElsewhereError as error:
        form.seen_draft.data = desks.seen_of(error.kept)
        form.form_errors.append(pages.said_of_elsewhere(error.kept))
    db.session.commit()
    return pages.editor(sent.desk, reply)


def _go_on_elsewhere(desk: Desk, sent: Sent) -> ResponseReturnValue:
    """Go on with a new question at the address of its new kind."""
    drafts.drop_draft(db.session(), desk)
    desks.keep(sent.desk, sent.fields)
    db.session.commit()
    flash(sent.done.sentence)
    return redirect(desks.address("edit", sent.desk, draft=GO_ON))


@bp.post("/questions/<int:question_id>/duplicate")
@instructor_required
def duplicate_question(question_id: int) -> ResponseReturnValue:
    """Open a copy of a question in the editor, with an id of its own, as a draft."""
    question = access.open_question(question_id)
    draft = versions.draft_of(question.key, question.current)
    form = FORMS[draft.kind].of(draft, 0)
    form.key.data = copying.free_key(db.session(), question.bank_id, question.key)
    desk = desks.fresh_sheet(Desk(known_visitor().id, question.bank, draft.kind))
    desks.keep(desk, commands.fields_of_form(form))
    db.session.commit()
    flash(_("This is a copy, not saved yet: change what is to be different."))
    return redirect(desks.address("edit", desk, draft=GO_ON))
