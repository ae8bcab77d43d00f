"""Looking up a learner's figures. Nothing here changes anything."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Card, Question, may_be_asked
from quizapp.memory.models import MemoryState


def due_by_day(session: Session, learner_id: int, before: int) -> dict[int, int]:
    """Return how many of a learner's given cards are due on each learner-day before a day, the past included."""
    statement = (
        sa.select(MemoryState.due_day, sa.func.count())
        .join(Card, Card.id == MemoryState.card_id)
        .join(Question, Question.id == Card.question_id)
        .where(MemoryState.learner_id == learner_id, MemoryState.due_day < before, Card.retired_at.is_(None))
        .where(*may_be_asked())
        .group_by(MemoryState.due_day)
    )
    return dict(session.execute(statement).all())
