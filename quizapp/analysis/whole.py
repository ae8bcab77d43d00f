"""Queries that read all attempts there are, a part at a time: each attempt by one row, in which its places are joined.

A row for each place would take as long to fetch as all else together: 100,000 attempts have millions of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.analysis.queries import Answered, Condition, has_ended, points_of_attempt
from quizapp.bank.models import Question, QuestionVersion
from quizapp.quizzes.models import Attempt, Quiz, Slot

PART = 2_000
"""Attempts that are read at once, and of which progress is told."""
_BETWEEN = "\N{INFORMATION SEPARATOR ONE}"
"""Stands in no text: bank files and forms do without control characters."""
_ready_key = Quiz.selection["ready"].as_string()


class Taken(NamedTuple):
    """An attempt that has ended."""

    id: int
    learner_id: int
    points: float
    worth: int
    is_ready: bool
    """Whether it is of a ready-made quiz, where a blank counts."""


def attempts_taken(
    session: Session, wanted: Condition | None, among: Condition | None, *, now: datetime
) -> list[Taken]:
    """Return all attempts of students that have ended, the first one first."""
    statement = (
        sa.select(Attempt.id, Attempt.learner_id, points_of_attempt)
        .add_columns(Attempt.size - Attempt.dropped, _ready_key.is_not(None))
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .join(Person, Person.id == Attempt.learner_id)
        .where(has_ended(now), Person.role != Role.INSTRUCTOR)
        .order_by(Attempt.id)
    )
    for condition in (wanted, among):
        if condition is not None:
            statement = statement.where(condition)
    return [Taken._make(row) for row in session.execute(statement)]


def of_quiz(key: str) -> Condition:
    """Return the condition on attempts that they are at a ready-made quiz."""
    return sa.and_(_ready_key == key)


def is_more_than(session: Session, answers: int) -> bool:
    """Say whether finished attempts hold more answers than a page reads."""
    total = session.scalar(sa.select(sa.func.sum(Attempt.size)).where(Attempt.finished_at.is_not(None)))
    return (total or 0) > answers


def of_bank(bank_id: int) -> Condition:
    """Return the condition on attempts that they asked some question of a bank."""
    asked = sa.select(Slot.attempt_id).join(QuestionVersion, QuestionVersion.id == Slot.version_id)
    return Attempt.id.in_(
        asked.join(Question, Question.id == QuestionVersion.question_id).where(Question.bank_id == bank_id)
    )


def questions_of_versions(session: Session, bank_id: int | None) -> dict[int, int]:
    """Return the question of each version, of a bank's alone or of all."""
    statement = sa.select(QuestionVersion.id, QuestionVersion.question_id)
    if bank_id is not None:
        statement = statement.join(Question, Question.id == QuestionVersion.question_id).where(
            Question.bank_id == bank_id
        )
    return dict(session.execute(statement).all())


class Reader:
    """Reads the places of attempts, and keeps each distinct answer once."""

    def __init__(self, session: Session, questions: Mapping[int, int]) -> None:
        self.session, self.questions = session, questions
        self._answers: dict[str, tuple[str, ...]] = {}
        self._scores: dict[str, float] = {}

    def places_of(self, attempts: Sequence[Taken]) -> list[Answered]:
        """Return the places of some attempts, in their order; those that count no more are left out."""
        joined = {row[0]: row[1:] for row in self.session.execute(_joined, {"ids": [one.id for one in attempts]})}
        found: list[Answered] = []
        for one in attempts:
            if one.id in joined:
                found += self._of_attempt(one, joined[one.id])
        return found

    def _of_attempt(self, attempt: Taken, joined: Sequence[str]) -> Iterable[Answered]:
        parts = [text.split(_BETWEEN) for text in joined]
        order = sorted(range(len(parts[0])), key=lambda place: int(parts[0][place]))
        for place in order:
            version_id = int(parts[1][place])
            question_id = self.questions.get(version_id)
            if question_id is None or not (attempt.is_ready or parts[4][place] == "1"):
                continue
            score, answers = self._score(parts[2][place]), self._answer(parts[3][place])
            yield Answered(
                attempt.id, attempt.learner_id, attempt.points, attempt.worth, question_id, version_id, score, answers
            )

    def _score(self, text: str) -> float:
        if text not in self._scores:
            self._scores[text] = float(text)
        return self._scores[text]

    def _answer(self, text: str) -> tuple[str, ...]:
        if text not in self._answers:
            self._answers[text] = tuple(json.loads(text) or ())
        return self._answers[text]


def _together(value: Any) -> sa.ColumnElement[str]:  # noqa: ANN401 - whatever can be selected
    return sa.func.aggregate_strings(sa.cast(value, sa.Text), _BETWEEN)


_joined = (
    sa.select(
        Slot.attempt_id,
        _together(Slot.position),
        _together(Slot.version_id),
        _together(sa.func.coalesce(Slot.score, 0.0)),
        _together(sa.func.coalesce(sa.type_coerce(sa.cast(Slot.answers, sa.Text), sa.Text), "[]")),
        _together(sa.case((Slot.answered_at.is_not(None), 1), else_=0)),
    )
    .where(Slot.attempt_id.in_(sa.bindparam("ids", expanding=True)), Slot.dropped.is_(False))
    .group_by(Slot.attempt_id)
)
