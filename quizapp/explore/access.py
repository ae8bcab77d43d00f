"""Who may see what of the banks: instructors all, everybody else what they have met. A key becomes a source, or 404."""

from __future__ import annotations

from flask import abort

from quizapp.accounts.access import visitor
from quizapp.bank.models import Source
from quizapp.db import db
from quizapp.explore import queries
from quizapp.explore.reader import Reader
from quizapp.memory.queries import cards_met
from quizapp.quizzes.queries import questions_not_due


def reader_of_visitor() -> Reader:
    """Return whoever asks, with what they have met; a first visitor has met nothing."""
    person = visitor()
    if person is None:
        return Reader()
    if person.is_instructor:
        return Reader(sees_all=True)
    met = cards_met(db.session(), person.id)
    return Reader(
        cards=frozenset(met),
        met=frozenset(met.values()),
        withheld=questions_not_due(db.session(), person.id),
    )


def open_source(key: str) -> Source:
    """Return a described source, or 404."""
    source = queries.source_by_key(db.session(), key)
    if source is None:
        abort(404)
    return source
