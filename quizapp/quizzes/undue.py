"""Telling whoever hands out answers ahead which questions a learner's quizzes ask whose answers are not due."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import QuestionVersion
from quizapp.bank.signals import sat_questions_wanted, sat_until_wanted, secrets_wanted
from quizapp.quizzes.models import Attempt, Feedback, Quiz, Slot
from quizapp.quizzes.queries import held_until, questions_sat


def connect() -> None:
    """Answer who is about to hand out answers."""
    secrets_wanted.connect(_questions_asked_now)
    sat_questions_wanted.connect(_questions_sat)
    sat_until_wanted.connect(_until)


def _questions_asked_now(_session: Session, *, learner_id: int, now: datetime) -> list[sa.Select[int]]:
    unseen = sa.or_(Quiz.feedback == Feedback.AT_END, Slot.answered_at.is_(None), Attempt.terms.is_not(None))
    still_secret = sa.or_(sa.and_(Attempt.finished_at.is_(None), unseen), Attempt.results_at > now)
    return [
        sa.select(QuestionVersion.question_id)
        .join(Slot, Slot.version_id == QuestionVersion.id)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(Attempt.learner_id == learner_id, still_secret)
    ]


def _questions_sat(
    _sender: object, *, learner_id: int | sa.BindParameter[int], now: datetime | sa.BindParameter[datetime]
) -> sa.Select[int]:
    return questions_sat(learner_id, now=now)


def _until(session: Session, *, learner_id: int, now: datetime) -> dict[int, datetime | None]:
    return held_until(session, learner_id, now=now)
