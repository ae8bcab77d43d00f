"""What the pages of the bank show: the editor, and a preview that is the student's own page."""

from __future__ import annotations

from random import Random
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from quizapp.bank import queries
from quizapp.bank.models import Bank, UnsavedDraft
from quizapp.bank.names import known_names
from quizapp.db import db
from quizapp.formats.base import QuestionDraft
from quizapp.formats.differences import changes
from quizapp.kinds.base import GradingContext
from quizapp.quality.base import BankContext, Finding, Rule
from quizapp.quality.linting import lint_question
from quizapp.quality.registry import RULES
from quizapp.studio import wording
from quizapp.studio.drafts import Desk
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.meeting import Edit
from quizapp.studio.question_form import QuestionForm


def preview(draft: QuestionDraft, bank: Bank) -> dict[str, Any]:
    """Return what the student's templates need to show a draft: before the answer, and after the perfect one."""
    content = draft.content
    arrangement = content.arrange(Random(draft.key))  # noqa: S311 - the same order at each look, nothing secret
    key = content.key()
    return {
        "version": draft,
        "before": content.prompt(arrangement),
        "after": content.prompt(arrangement, key),
        "grade": content.grade(key, GradingContext(language=bank.language)),
        "back": content.cards()[0] if content.self_rated else None,
        "cards": content.cards(),
        "sent": {},
        "source_titles": queries.source_titles(db.session()),
    }


def weaknesses(draft: QuestionDraft, bank: Bank) -> list[tuple[Rule, Finding]]:
    """Return what the linter finds in a draft and nobody allows, each with its rule."""
    names = frozenset(known_names(db.session(), bank.id))
    found = lint_question(draft, BankContext(bank.language, bank.reading_grade, names))
    return [(RULES[finding.rule], finding) for finding in found if not finding.reason]


def editor(edit: Edit, desk: Desk, draft: QuestionDraft | None = None) -> ResponseReturnValue:
    """Return the editing page, with a preview where what was typed is a whole question."""
    edit.form.add_spare_rows()
    shown: dict[str, Any] = {"form": edit.form, "meeting": edit.meeting, "bank": desk.bank, "question": desk.question}
    if draft:
        shown |= preview(draft, desk.bank) | {"weaknesses": weaknesses(draft, desk.bank)}
    shown |= {"draft_address": draft_address("save", desk), "parts": wording.part_labels()}
    page = render_template("studio/edit_question.html", draft=draft, **shown)
    return page, 422 if request.method == "POST" and draft is None and not edit.is_fresh else 200


def offer(kept: UnsavedDraft, desk: Desk, base: dict[str, Any]) -> ResponseReturnValue:
    """Return the page that offers to go on with what was typed and not saved, or to throw it away."""
    form = sent_form(desk, sent_of(kept))
    said = [wording.worded(kept.kind, raw) for raw in (base, form.raw())]
    shown = {
        "changes": changes(said[0], said[1]),
        "labels": wording.field_labels(kept.kind),
        "parts": wording.part_labels(),
        "newer": desk.question if desk.question and desk.question.current_number != kept.base_number else None,
    }
    away = draft_address("drop", desk)
    return render_template("studio/resume_draft.html", kept=kept, desk=desk, away=away, **shown)


def sent_form(desk: Desk, sent: MultiDict[str, str]) -> QuestionForm:
    """Return the form of a desk with what was sent in it."""
    form = FORMS[desk.kind](formdata=sent)
    if desk.question is not None:
        form.key.data = desk.question.key  # a question's key is never changed by its form
    return form


def sent_of(kept: UnsavedDraft) -> MultiDict[str, str]:
    """Return a draft's fields as a browser sends them."""
    return MultiDict([(name, value) for name, values in kept.fields.items() for value in values])


def draft_address(verb: str, desk: Desk) -> str:
    """Return where a desk's draft is sent to be saved or dropped."""
    if desk.question is not None:
        return url_for(f"studio.{verb}_draft", question_id=desk.question.id)
    return url_for(f"studio.{verb}_new_draft", key=desk.bank.key, kind=desk.kind)
