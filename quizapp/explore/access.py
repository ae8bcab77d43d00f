"""Who may see what of the banks: instructors all, everybody else what they have met. A key becomes a source, or 404."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from flask import abort

from quizapp.accounts.access import visitor
from quizapp.bank.models import Source
from quizapp.bank.roles import Condition, in_banks_of
from quizapp.db import db
from quizapp.explore import queries
from quizapp.explore.actors import ActorCard
from quizapp.explore.reader import Reader
from quizapp.kinds.base import CardFace
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


def questions_in_sight() -> Condition:
    """Return the condition for what these pages may speak of: to instructors, of the banks that they may read."""
    person = visitor()
    return in_banks_of(person) if person is not None and person.is_instructor else sa.true()


def faces_for(reader: Reader, cards: Sequence[ActorCard]) -> dict[tuple[int, str], CardFace]:
    """Return the sides that a reader may need: an instructor's of these cards, a student's of all that they met."""
    if reader.sees_all:
        return queries.faces_of_questions(db.session(), {card.question_id for card in cards})
    person = visitor()
    return queries.faces_met(db.session(), person.id) if person else {}


def open_source(key: str) -> Source:
    """Return a described source, or 404."""
    source = queries.source_by_key(db.session(), key)
    if source is None:
        abort(404)
    return source
