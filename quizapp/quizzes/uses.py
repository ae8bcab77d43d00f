"""Telling the bank which questions were drawn into somebody's quiz."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import QuestionVersion
from quizapp.bank.signals import uses_wanted
from quizapp.quizzes.models import Slot


def connect() -> None:
    """Answer who looks for unused questions."""
    uses_wanted.connect(_questions_drawn)


def _questions_drawn(_session: Session) -> list[sa.Select[int]]:
    return [sa.select(QuestionVersion.question_id).join(Slot, Slot.version_id == QuestionVersion.id)]
