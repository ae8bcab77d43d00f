"""Where an editor goes on after a question: to the next one of the list that they came from, or of the bank."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import current_app, flash, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from quizapp.bank.access import seen_questions
from quizapp.bank.finding import PAGE_SIZE, Order, Wanted, find_questions
from quizapp.bank.models import Question
from quizapp.bank.vocabulary import known_values
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.extensions import settings_of
from quizapp.search.parsing import LONGEST, parse

NEXT = "next"
"""The value of the button that saves and goes on with the next question."""
LIST = ("q", "sort", "at")
"""What an address says of the list that an editor came from: its query, its order, and the question's place from 0."""
MOST_AT = 100_000


def trail() -> dict[str, Any]:
    """Return what this request's address says of the list that the editor came from."""
    return {name: request.args[name] for name in LIST if name in request.args}


def address_after(question: Question) -> str:
    """Return where to go after a question was saved by a button of the editor."""
    if request.form.get("save") != NEXT:
        return url_for("studio.show_question", question_id=question.id, **trail())
    found = _next_in_list(question) if "at" in request.args else _next_in_bank(question)
    if found is None:
        flash(_("This was the last question there."))
        return url_for("studio.show_question", question_id=question.id, **trail())
    number, where = found
    return url_for("studio.edit_question", question_id=number, **where)


def _next_in_bank(question: Question) -> tuple[int, dict[str, Any]] | None:
    found = next_in_bank(db.session(), question)
    return None if found is None else (found, {})


def next_in_bank(session: Session, question: Question) -> int | None:
    """Return the id of the question that comes next in a bank; None after the last one."""
    here = (Question.bank_id == question.bank_id, Question.trashed_at.is_(None))
    later = (*here, Question.position > question.position)
    return session.scalar(sa.select(Question.id).where(*later, seen_questions()).order_by(Question.position).limit(1))


def _next_in_list(question: Question) -> tuple[int, dict[str, Any]] | None:
    """Return the next question of a list with its place; the one edited may have left the list, or moved in it."""
    at = min(max(request.args.get("at", 0, type=int), 0), MOST_AT)
    for place in (at, at + 1):
        row = _row_at(place)
        if row is not None and row != question.id:
            return row, trail() | {"at": str(place)}
    return None


def _row_at(place: int) -> int | None:
    vocabulary = known_values(db.session())
    sort = request.args.get("sort", "")
    order = Order(sort) if sort in set(Order) else Order.BANK
    query = parse(request.args.get("q", "")[: LONGEST + 1], vocabulary)
    now = utcnow().astimezone(settings_of(current_app).timezone)
    found = find_questions(
        db.session(), Wanted(query, seen_questions(), order, place // PAGE_SIZE + 1), vocabulary, now=now
    )
    on_page = place % PAGE_SIZE
    return found.rows[on_page].id if on_page < len(found.rows) else None
