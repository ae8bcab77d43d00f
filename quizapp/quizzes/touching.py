"""Queries for what an edit of a question touches: ready-made quizzes that can draw it, attempts that asked it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Question, QuestionVersion
from quizapp.formats.quiz_rules import Drawable
from quizapp.quizzes.models import Attempt, Slot
from quizapp.quizzes.ready import ready_quizzes, rules_of


@dataclass(frozen=True, slots=True)
class Touched:
    """Where a question is in use."""

    quizzes: tuple[str, ...]
    """Titles of the ready-made quizzes that can draw it."""
    finished: int
    """Attempts that asked it, in whatever version."""
    open: int
    learners: int
    asked_in: int = 0
    """Quizzes whose attempts asked it."""
    answers: int = 0
    """In all of them, each attempt's counted once."""


def quizzes_touched(session: Session, question: Question) -> Touched:
    """Return the quizzes, attempts and learners that an edit of a question touches, by two statements."""
    version = question.current
    drawable = Drawable(
        f"{question.bank.key}/{question.key}",
        question.bank.key,
        version.kind,
        version.topic,
        version.level,
        tuple(version.facets),
    )
    titles = [quiz.title for quiz in ready_quizzes(session) if any(rule.fits(drawable) for rule in rules_of(quiz))]
    counts = session.execute(_attempts.where(QuestionVersion.question_id == question.id)).one()
    return Touched(tuple(titles), *counts)


def was_asked(session: Session, question_id: int) -> bool:
    """Say whether any attempt asked a question, in whatever version."""
    of_question = QuestionVersion.question_id == question_id
    return bool(session.scalar(sa.select(_places.where(of_question).exists())))


_attempts = (
    sa.select(
        sa.func.count(sa.case((Attempt.finished_at.is_not(None), Attempt.id)).distinct()),
        sa.func.count(sa.case((Attempt.finished_at.is_(None), Attempt.id)).distinct()),
        sa.func.count(Attempt.learner_id.distinct()),
        sa.func.count(Attempt.quiz_id.distinct()),
        sa.func.count(Slot.answered_at),
    )
    .join(Slot, Slot.attempt_id == Attempt.id)
    .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
)
_places = sa.select(Slot.id).join(QuestionVersion, QuestionVersion.id == Slot.version_id)
