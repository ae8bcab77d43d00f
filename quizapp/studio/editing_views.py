"""The editor: questions and new ones, and what happens where two people edit the same one."""

from __future__ import annotations

from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from quizapp.accounts.access import instructor_required, known_visitor
from quizapp.bank import queries, versions
from quizapp.bank.models import Origin, State
from quizapp.bank.roles import BankRole
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.studio import access, commands, desks, drafts, meeting, pages, touching
from quizapp.studio.drafts import Desk
from quizapp.studio.meeting import Edit
from quizapp.studio.pages import Reply
from quizapp.studio.question_form import QuestionForm
from quizapp.studio.views import bp

GO_ON = "go-on"


@bp.route("/questions/<int:question_id>/edit", methods=["GET", "POST"])
@instructor_required
def edit_question(question_id: int) -> ResponseReturnValue:
    """Edit a question: look at it as a student would, and save it as a new version."""
    desk = desks.desk_of(question_id)
    question = access.open_question(question_id, needs=BankRole.EDITOR)
    if request.method != "POST":
        return _open_editor(desk)
    form, sent, done = _sent(desk)
    edit = meeting.begin_edit(form, sent, question)
    draft = None if edit.is_fresh else edit.form.read_draft(edit.chosen)
    if draft is None or "save" not in request.form:
        return _keep_and_show(desk, sent, Reply(edit, draft, done))
    drafts.drop_draft(db.session(), desk)
    former = question.current
    if draft.digest() == former.digest:
        flash(_("Nothing was changed."))
    else:
        versions.add_version(db.session(), question, draft, _authorship(edit.form), now=utcnow())
        flash(_("Saved as a new version."))
    db.session.commit()
    return touching.after_change(db.session(), question, former)


@bp.route("/banks/<key>/new/<kind>", methods=["GET", "POST"])
@instructor_required
def create_question(key: str, kind: str) -> ResponseReturnValue:
    """Write a new question of a kind."""
    desk = desks.new_desk(key, kind)
    if request.method != "POST":
        return _open_editor(desk)
    form, sent, done = _sent(desk)
    draft = form.read_draft()
    if draft is not None and queries.key_is_taken(db.session(), desk.bank, draft.key):
        form.key.errors = [_("This bank has a question of this id already.")]
        draft = None
    if draft is None or "save" not in request.form:
        return _keep_and_show(desk, sent, Reply(Edit(form), draft, done))
    draft = replace(draft, state=State.READY if request.form["save"] == State.READY else State.DRAFT)
    question = versions.create_question(db.session(), desk.bank, draft, _authorship(form), now=utcnow())
    drafts.drop_draft(db.session(), desk)
    db.session.commit()
    flash(_("The question is in the bank.") if draft.state == State.READY else _("The question is kept as a draft."))
    return redirect(url_for(".show_question", question_id=question.id))


def _authorship(form: QuestionForm) -> Authorship:
    return Authorship(Origin.BROWSER, known_visitor().id, form.note.data or "")


def _sent(desk: Desk) -> tuple[QuestionForm, MultiDict[str, str], commands.Done]:
    """Return the form that was sent, after what one of its buttons did to it, and its fields."""
    form = desks.form_of(desk, request.form)
    if (wish := request.form.get(commands.DO)) is None:
        return form, request.form, commands.Done()
    if wish == commands.PASSAGES:
        known = {reference for reference, _about in queries.passages(db.session())}
        done = commands.choose_passages(form, request.form.getlist(commands.PASSAGE), known)
    else:
        done = commands.obey(form, wish)
    sent = commands.fields_of_form(form)
    sent.update({name: value for name, value in request.form.items() if name.startswith(meeting.CHOICE)})
    return form, sent, done


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
    return pages.editor(desk, Reply(meeting.begin_edit(form, sent, desk.question) if desk.question else Edit(form)))


def _keep_and_show(desk: Desk, sent: MultiDict[str, str], reply: Reply) -> ResponseReturnValue:
    desks.keep(desk, sent)
    db.session.commit()
    return pages.editor(desk, reply)
