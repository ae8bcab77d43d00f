"""Telling the bank which questions somebody has a memory of."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Card
from quizapp.bank.signals import uses_wanted
from quizapp.memory.models import MemoryState


def connect() -> None:
    """Answer who looks for unused questions."""
    uses_wanted.connect(_questions_reviewed)


def _questions_reviewed(_session: Session) -> list[sa.Select[int]]:
    return [sa.select(Card.question_id).join(MemoryState, MemoryState.card_id == Card.id)]
