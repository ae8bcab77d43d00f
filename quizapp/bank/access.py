"""Which banks and questions a visitor may work on: instructors, all of them. An id becomes a row, or 404."""

from __future__ import annotations

from flask import abort

from quizapp.bank import queries
from quizapp.bank.models import Bank, Question
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
