"""Queries for what students of a class answered first, counted by the database: who answered what is not in them."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.analysis.queries import has_ended
from quizapp.bank.models import Question, QuestionVersion
from quizapp.bank.parts import QuestionCitation
from quizapp.forecasts.queries import Condition
from quizapp.kinds.base import Answers
from quizapp.quizzes.certainty import HIGH
from quizapp.quizzes.models import Attempt, Slot


class FirstAnswer(NamedTuple):
    """An answer, and how many students gave it when they were asked a question for the first time."""

    question_id: int
    version_id: int
    answers: Answers
    is_right: bool
    students: int
    sure: int = 0
    """How many of them said that they were sure, where a quiz asked for that."""


def first_answers(
    session: Session, learner_ids: Collection[int], within: Condition, *, now: datetime
) -> list[FirstAnswer]:
    """Return what was answered in the first attempt that has ended and asked each student each question."""
    said = sa.cast(Slot.answers, sa.Text)
    order = (Attempt.started_at, Attempt.id)
    place = sa.func.row_number().over(partition_by=(Attempt.learner_id, QuestionVersion.question_id), order_by=order)
    met = (
        sa.select(QuestionVersion.question_id, Slot.version_id, said.label("said"), place.label("place"))
        .add_columns((sa.func.coalesce(Slot.score, 0.0) >= 1).label("is_right"))
        .add_columns(sa.case((Slot.certainty == HIGH, 1), else_=0).label("sure"))
        .join(Slot, Slot.attempt_id == Attempt.id)
        .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Attempt.learner_id.in_(learner_ids), has_ended(now), Slot.answered_at.is_not(None))
        .where(Slot.dropped.is_(False), Question.removed_at.is_(None), within)
        .subquery()
    )
    columns = (met.c.question_id, met.c.version_id, met.c.said, met.c.is_right)
    counted = (sa.func.count(), sa.func.sum(met.c.sure))
    statement = sa.select(*columns, *counted).where(met.c.place == 1).group_by(*columns)
    return [
        FirstAnswer(question, version, tuple(json.loads(said)), bool(right), students, sure)
        for question, version, said, right, students, sure in session.execute(statement)
    ]


def citations_of(session: Session, question_ids: Collection[int]) -> dict[int, list[str]]:
    """Return the passages that questions rest on, by their references."""
    citation = QuestionCitation
    statement = sa.select(citation.question_id, citation.reference).where(citation.question_id.in_(question_ids))
    found: dict[int, list[str]] = {}
    for question_id, reference in session.execute(statement.order_by(citation.question_id, citation.reference)):
        found.setdefault(question_id, []).append(reference)
    return found
