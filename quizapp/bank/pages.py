"""What the pages of the bank show: the editor, and a preview that is the student's own page."""

from __future__ import annotations

from random import Random
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from quizapp.bank import queries
from quizapp.bank.models import Bank, Question
from quizapp.bank.names import known_names
from quizapp.bank.question_form import QuestionForm
from quizapp.db import db
from quizapp.formats.base import QuestionDraft
from quizapp.kinds.base import GradingContext
from quizapp.quality.base import BankContext, Finding, Rule
from quizapp.quality.linting import lint_question
from quizapp.quality.registry import RULES


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


def editor(
    form: QuestionForm, bank: Bank, question: Question | None = None, draft: QuestionDraft | None = None
) -> ResponseReturnValue:
    """Return the editing page, with a preview where what was typed is a whole question."""
    form.add_spare_rows()
    shown = preview(draft, bank) | {"weaknesses": weaknesses(draft, bank)} if draft else {}
    page = render_template("bank/edit_question.html", form=form, bank=bank, question=question, draft=draft, **shown)
    return page, 422 if request.method == "POST" and draft is None else 200
