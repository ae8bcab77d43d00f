"""How quizzes are made: a recipe says what is chosen and when feedback comes. Two with one fingerprint are one quiz."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.quizzes.models import Quiz
from quizapp.quizzes.terms import Terms


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a quiz is made: two that have one fingerprint are the same quiz."""

    fingerprint: str
    title: str
    selection: dict[str, Any]
    feedback: str
    terms: Terms | None = None
    """What is agreed for an attempt at it; None for practice."""


def quiz_of(session: Session, recipe: Recipe, *, now: datetime) -> Quiz:
    """Return the quiz of a recipe; the first time it is made."""
    quiz = session.scalar(sa.select(Quiz).where(Quiz.fingerprint == recipe.fingerprint))
    if quiz is None:
        quiz = Quiz(
            fingerprint=recipe.fingerprint,
            title=recipe.title,
            selection=recipe.selection,
            feedback=recipe.feedback,
            created_at=now,
        )
        session.add(quiz)
        session.flush()
    return quiz
