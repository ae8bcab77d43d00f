"""Telling whoever hands out answers ahead which questions a learner's open quizzes ask: their answers are not due."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import QuestionVersion
from quizapp.bank.signals import secrets_wanted
from quizapp.quizzes.models import Attempt, Feedback, Quiz, Slot


def connect() -> None:
    """Answer who is about to hand out answers."""
    secrets_wanted.connect(_questions_asked_now)


def _questions_asked_now(_session: Session, *, learner_id: int) -> list[sa.Select[int]]:
    unseen = sa.or_(Quiz.feedback == Feedback.AT_END, Slot.answered_at.is_(None))
    return [
        sa.select(QuestionVersion.question_id)
        .join(Slot, Slot.version_id == QuestionVersion.id)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(Attempt.learner_id == learner_id, Attempt.finished_at.is_(None), unseen)
    ]
