"""Who may see what of the banks: instructors all, everybody else what they have met. A key becomes a source, or 404."""

from __future__ import annotations

from statistics import fmean

import sqlalchemy as sa

from quizapp.accounts.access import visitor
from quizapp.bank.models import Source
from quizapp.bank.roles import Condition, in_banks_of
from quizapp.bank.sources import source_by_key
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.explore.reader import Reader
from quizapp.explore.sight import Sight, sight_of
from quizapp.memory.access import learner_of
from quizapp.memory.queries import cards_recalled
from quizapp.quizzes.queries import questions_not_due
from quizapp.web.access import or_404


def reader_of_visitor() -> Reader:
    """Return whoever asks, with what they have met; a first visitor has met nothing."""
    person = visitor()
    if person is None:
        return Reader()
    if person.is_instructor:
        return Reader(sees_all=True)
    learner = learner_of(person)
    today, parameters = learner.rules.day(utcnow()), learner.rules.parameters
    met: dict[int, list[float]] = {}
    for _card, question_id, chance in cards_recalled(db.session(), person.id, today, parameters):
        met.setdefault(question_id, []).append(chance)
    return Reader(
        met=frozenset(met),
        withheld=questions_not_due(db.session(), person.id, now=utcnow()),
        recall={question_id: fmean(chances) for question_id, chances in met.items()},
    )


def questions_in_sight() -> Condition:
    """Return the condition for what these pages may speak of: to instructors, of the banks that they may read."""
    person = visitor()
    return in_banks_of(person) if person is not None and person.is_instructor else sa.true()


def sight_of_visitor(reader: Reader) -> Sight:
    """Return what the visitor may hear of and see, as conditions of statements."""
    person = visitor()
    return sight_of(reader, person.id if person else None, questions_in_sight())


def open_source(key: str) -> Source:
    """Return a described source, or 404."""
    return or_404(source_by_key(db.session(), key))
