"""What the editor's form sent: its fields, and the form after what one of its buttons did to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from quizapp.bank import queries
from quizapp.db import db
from quizapp.studio import commands, desks, drafts, meeting
from quizapp.studio.commands import Done
from quizapp.studio.drafts import Desk
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.other_kinds import of_another_kind
from quizapp.studio.question_form import QuestionForm
from quizapp.web.rendering import label_of

KIND = "kind:"
"""How the wish begins that a question becomes one of another kind."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent."""

    desk: Desk
    form: QuestionForm
    fields: MultiDict[str, str]
    done: Done = field(default_factory=Done)


def what_was_sent(desk: Desk) -> Sent:
    """Return the form of this request, with what its button wished already done."""
    form = desks.form_of(desk, request.form)
    if (wish := request.form.get(commands.DO)) is None:
        return Sent(desk, form, request.form)
    if (kind := wish.removeprefix(KIND)) in FORMS and kind != form.kind:
        form = of_another_kind(form, kind)
        sentence = _("It is of the kind “%(kind)s” now; students get it so once you save.", kind=label_of(kind))
        desk, done = _free_desk(desk.of_kind(kind)), Done(sentence, next(iter(form.content_field_ids())))
    elif wish == commands.PASSAGES:
        known = {reference for reference, _about in queries.passages(db.session())}
        done = commands.choose_passages(form, request.form.getlist(commands.PASSAGE), known)
    else:
        done = commands.obey(form, wish)
    fields = commands.fields_of_form(form)
    if "seen_draft" not in request.form:
        del fields["seen_draft"]
    fields.update({name: value for name, value in request.form.items() if name.startswith(meeting.CHOICE)})
    return Sent(desk, form, fields, done)


def _free_desk(desk: Desk) -> Desk:
    """Return a desk at which no other new question of its kind lies."""
    is_taken = desk.question is None and drafts.draft_at(db.session(), desk) is not None
    return desks.fresh_sheet(desk) if is_taken else desk
