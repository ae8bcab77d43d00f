"""What a reader may hear of and see, as conditions of statements: so that the database counts, and not a page."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from quizapp.bank.models import Card, Question
from quizapp.explore.reader import Reader
from quizapp.memory.models import MemoryState

Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Sight:
    """Which questions count for a reader, and what may be shown to them."""

    within: Condition
    """The questions that pages may speak of at all."""
    questions: Condition
    """Those whose stems may be shown."""
    cards: Condition
    """The cards whose both sides may be shown."""


def sight_of(reader: Reader, learner_id: int | None, within: Condition) -> Sight:
    """Return for statements what Reader.knows says of questions, and the same of their cards one by one."""
    if reader.sees_all:
        return Sight(within, sa.true(), sa.true())
    evidence = sa.select(MemoryState.card_id).where(MemoryState.learner_id == learner_id)
    met = sa.select(Card.question_id).where(Card.id.in_(evidence), Card.retired_at.is_(None))
    is_due = Question.id.not_in(reader.withheld)
    return Sight(within, sa.and_(Question.id.in_(met), is_due), sa.and_(Card.id.in_(evidence), is_due))
