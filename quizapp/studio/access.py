"""Which questions and versions a visitor may work on in the editor. An id becomes a row, or 404."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from quizapp.bank import queries
from quizapp.bank.access import open_bank, open_question
from quizapp.bank.models import Question, QuestionVersion
from quizapp.bank.queries import VersionRow
from quizapp.db import db
from quizapp.kinds.short_answer import ShortAnswer
from quizapp.memory.models import Relearn
from quizapp.quizzes.regrades.access import open_rule
from quizapp.quizzes.regrades.near_misses import NotANearMissError, plan_acceptance
from quizapp.quizzes.regrades.plan import RegradePlan
from quizapp.quizzes.regrades.records import RegradeRow, regrade_by_id
from quizapp.studio.kind_forms import FORMS
from quizapp.studio.question_form import QuestionForm
from quizapp.web.access import or_404

__all__ = ["form_of_kind", "open_bank", "open_question", "open_row", "open_rule", "open_version"]


def open_version(question: Question, number: int) -> QuestionVersion:
    """Return one version of a question, or 404."""
    return or_404(queries.version_by_number(db.session(), question.id, number))


def open_row(history: Sequence[VersionRow], number: str) -> VersionRow:
    """Return the row of a history whose number an address names, or 404."""
    return or_404(next((row for row in history if str(row.version.number) == number), None))


def open_regrade(question: Question, regrade_id: int) -> RegradeRow:
    """Return a regrade of a question, or 404."""
    row = regrade_by_id(db.session(), regrade_id)
    if row is None or row.regrade.question_id != question.id:
        abort(404)
    return row


def open_acceptance(question: Question, answer: str) -> RegradePlan:
    """Return what accepting an answer that came close would change, or 404 where it did not.

    Of one that is accepted by now, the question's page tells: a colleague, or another tab, was quicker.
    """
    try:
        return plan_acceptance(db.session(), question, answer)
    except NotANearMissError:
        if question.current.kind != ShortAnswer.kind or answer not in question.current.content["answers"]:
            abort(404)
        flash(_("“%(answer)s” is accepted already.", answer=answer))
        abort(redirect(url_for("studio.show_question", question_id=question.id)))


def open_relearn(question: Question, relearn_id: int) -> Relearn:
    """Return a relearn of a question, or 404."""
    record = db.session.get(Relearn, relearn_id)
    if record is None or record.question_id != question.id:
        abort(404)
    return record


def form_of_kind(kind: str) -> QuestionForm:
    """Return the editing form of a kind, or 404."""
    if kind not in FORMS:
        abort(404)
    return FORMS[kind]()
