"""Whose edit of what a request is about, the form that lies there, and what is kept of it as a draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from quizapp.accounts.access import known_visitor
from quizapp.bank import versions
from quizapp.bank.models import UnsavedDraft
from quizapp.bank.roles import BankRole
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.studio import access, drafts, meeting
from quizapp.studio.drafts import Desk
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.meeting import CHOICE
from quizapp.studio.question_form import QuestionForm
from quizapp.web.events import new_event_id

LONGEST_SHEET = 12
TAKE = "take"
"""The name of the field which says that what is sent takes the place of a draft kept elsewhere."""
NEVER_KEPT = {"csrf_token", "save", "do", "seen_draft"}


def desk_of(question_id: int) -> Desk:
    """Return the visitor's desk at a question, or 404."""
    question = access.open_question(question_id, needs=BankRole.EDITOR)
    kind = request.form.get("kind", "")  # a load may have changed it since the page was opened
    return Desk(known_visitor().id, question.bank, kind if kind in FORMS else question.current.kind, question)


def new_desk(key: str, kind: str) -> Desk:
    """Return the visitor's desk at a new question of a kind, or 404."""
    bank = access.open_bank(key, needs=BankRole.EDITOR)
    sheet = request.args.get("sheet", "")[:LONGEST_SHEET]
    return Desk(known_visitor().id, bank, access.form_of_kind(kind).kind, sheet=sheet if sheet.isalnum() else "")


def fresh_sheet(desk: Desk) -> Desk:
    """Return a desk at which no new question lies yet."""
    return replace(desk, question=None, sheet=new_event_id()[:LONGEST_SHEET].replace("-", "0").replace("_", "0"))


def form_of(desk: Desk, sent: MultiDict[str, str]) -> QuestionForm:
    """Return the form of a desk with what was sent in it."""
    ours = [(name, value) for name, value in sent.items(multi=True) if name.isascii()]
    form = FORMS[desk.kind](formdata=MultiDict(ours))
    if desk.question is not None:
        form.key.data = desk.question.key  # a question's key is never changed by its form
    return form


def sent_of(kept: UnsavedDraft) -> MultiDict[str, str]:
    """Return a draft's fields as a browser sends them."""
    return MultiDict([(name, value) for name, values in kept.fields.items() for value in values])


def begun(desk: Desk) -> QuestionForm:
    """Return the form with which an edit begins."""
    if desk.question is None:
        return FORMS[desk.kind](formdata=None)
    return base_of(desk, str(desk.question.current_number))


def base_of(desk: Desk, number: str | None) -> QuestionForm:
    """Return the form of the version that an edit began from; of the current one where there is none of that number."""
    if desk.question is None:
        return FORMS[desk.kind](formdata=None)
    base = meeting.version_named(desk.question, number) or desk.question.current
    return FORMS[base.kind].of(versions.draft_of(desk.question.key, base), base.number)


def on_the_desk(desk: Desk) -> tuple[Desk, QuestionForm]:
    """Return the form that lies on a desk: with the draft that is kept, else as an edit begins."""
    kept = drafts.draft_at(db.session(), desk)
    if kept is None:
        return (desk.of_kind(desk.question.current.kind) if desk.question else desk), begun(desk)
    desk = desk.of_kind(kept.kind)
    return desk, form_of(desk, sent_of(kept))


class DraftElsewhereError(Exception):
    """Another tab or device kept a draft at this desk that whoever types here has not seen."""

    def __init__(self, kept: UnsavedDraft) -> None:
        super().__init__("a draft that was not seen")
        self.kept = kept


def refuse_unseen(desk: Desk, sent: MultiDict[str, str]) -> None:
    """Refuse what would take the place of a draft that whoever sent it has not seen.

    Raises:
        DraftElsewhereError: there is one, and the sender has not said that theirs takes its place.
    """
    kept = drafts.draft_at(db.session(), desk)
    if kept is None or TAKE in sent or sent.get("seen_draft", seen_of(kept)) == seen_of(kept):
        return
    forms = form_of(desk, sent), form_of(desk.of_kind(kept.kind), sent_of(kept))
    if len({(form.kind, form.key.data or "", form.note.data or "", str(form.raw())) for form in forms}) > 1:
        raise DraftElsewhereError(kept)


def seen_of(kept: UnsavedDraft) -> str:
    """Return what a form says that goes on from a draft."""
    return kept.updated_at.isoformat()


def drop_seen(desk: Desk, sent: MultiDict[str, str]) -> None:
    """Throw away the draft that a form goes on from; one of another tab stays."""
    try:
        refuse_unseen(desk, sent)
    except DraftElsewhereError:
        return
    drafts.drop_draft(db.session(), desk)


def keep(desk: Desk, sent: MultiDict[str, str]) -> datetime | None:
    """Keep what was sent as a draft and say when; where it says nothing of its own, there is nothing to keep.

    Raises:
        DraftElsewhereError: another one is there.
    """
    form, now = form_of(desk, sent), utcnow()
    refuse_unseen(desk, sent)
    if not _says_something(form, desk):
        drafts.drop_draft(db.session(), desk)
        return None
    known = [name for name in sent if name.startswith(CHOICE) or name.partition("-")[0] in form]
    fields = {name: sent.getlist(name) for name in known if name not in NEVER_KEPT}
    base = meeting.version_named(desk.question, form.base_number.data) if desk.question else None
    drafts.save_draft(db.session(), desk, base.number if base else 0, fields, now=now)
    return now


def _says_something(form: QuestionForm, desk: Desk) -> bool:
    """Say whether a form holds more than what it began with, or than what stands in the bank now."""
    if form.note.data or (desk.question is None and form.key.data):
        return True
    began = base_of(desk, form.base_number.data), begun(desk)
    return all((form.kind, form.raw()) != (one.kind, one.raw()) for one in began)


def address(verb: str, desk: Desk, **more: Any) -> str:
    """Return where a desk's question is edited or tried, or its draft saved or dropped."""
    thing = "draft" if verb in {"save", "drop"} else "question"
    if desk.question is not None:
        return url_for(f"studio.{verb}_{thing}", question_id=desk.question.id, **more)
    verb = {"edit": "create"}.get(verb, f"{verb}_new")
    return url_for(f"studio.{verb}_{thing}", key=desk.bank.key, kind=desk.kind, sheet=desk.sheet or None, **more)
