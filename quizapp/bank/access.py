"""Which banks and questions a visitor may work on: instructors, all of them. An id becomes a row, or 404."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort

from quizapp.bank import queries
from quizapp.bank.kind_forms import FORMS
from quizapp.bank.models import Bank, Question, QuestionVersion
from quizapp.bank.queries import VersionRow
from quizapp.bank.question_form import QuestionForm
from quizapp.db import db


def open_bank(key: str) -> Bank:
    """Return a bank, or 404."""
    bank = queries.bank_by_key(db.session(), key)
    if bank is None:
        abort(404)
    return bank


def open_question(question_id: int) -> Question:
    """Return a question, or 404."""
    question = queries.question_by_id(db.session(), question_id)
    if question is None:
        abort(404)
    return question


def open_version(question: Question, number: int) -> QuestionVersion:
    """Return one version of a question, or 404."""
    version = queries.version_by_number(db.session(), question.id, number)
    if version is None:
        abort(404)
    return version


def open_row(history: Sequence[VersionRow], number: str) -> VersionRow:
    """Return the row of a history whose number an address names, or 404."""
    row = next((row for row in history if str(row.version.number) == number), None)
    if row is None:
        abort(404)
    return row


def form_of_kind(kind: str) -> QuestionForm:
    """Return the editing form of a kind, or 404."""
    if kind not in FORMS:
        abort(404)
    return FORMS[kind]()
