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
_WITHIN = "\N{INFORMATION SEPARATOR TWO}"
"""They stand in no text: bank files and forms do without control characters."""
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


class _Place(NamedTuple):
    """What stands at a place of some attempt, and at thousands of others."""

    question_id: int
    version_id: int
    score: float
    answers: tuple[str, ...]


class _Places(dict[str, tuple[_Place, bool] | None]):
    """Text of a place → what it says, and whether it was answered; None where its question is not wanted.

    Few texts are met over and over: each is read once.
    """

    def __init__(self, questions: Mapping[int, int]) -> None:
        super().__init__()
        self._questions = questions
        self._shared: dict[tuple[str, ...], tuple[str, ...]] = {}

    def __missing__(self, text: str) -> tuple[_Place, bool] | None:
        version, is_answered, score, answers = text.split(_WITHIN)
        question_id = self._questions.get(int(version))
        found = None
        if question_id is not None:
            given = tuple(json.loads(answers) or ())
            place = _Place(question_id, int(version), float(score), self._shared.setdefault(given, given))
            found = place, is_answered == "1"
        self[text] = found
        return found


class _Orders(dict[str, list[int]]):
    """Text of positions → in which order to take what was read beside them."""

    def __missing__(self, text: str) -> list[int]:
        positions = list(map(int, text.split(_BETWEEN)))
        self[text] = order = sorted(range(len(positions)), key=positions.__getitem__)
        return order


class Reader:
    """Reads the places of attempts, and keeps each distinct answer once."""

    def __init__(self, session: Session, questions: Mapping[int, int]) -> None:
        self.session = session
        self._places, self._orders = _Places(questions), _Orders()

    def places_of(self, attempts: Sequence[Taken]) -> list[Answered]:
        """Return the places of some attempts, in their order; those that count no more are left out."""
        joined = {row[0]: row[1:] for row in self.session.execute(_joined, {"ids": [one.id for one in attempts]})}
        found: list[Answered] = []
        for one in attempts:
            if one.id in joined:
                found += self._of_attempt(one, *joined[one.id])
        return found

    def _of_attempt(self, attempt: Taken, positions: str, texts: str) -> Iterable[Answered]:
        places = [self._places[text] for text in texts.split(_BETWEEN)]
        head = attempt[:4]
        for number in self._orders[positions]:
            read = places[number]
            if read is not None and (attempt.is_ready or read[1]):
                yield Answered._make(head + read[0])


def _text(value: Any) -> sa.ColumnElement[str]:  # noqa: ANN401 - whatever can be selected
    return sa.cast(value, sa.Text)


def _place_text() -> sa.ColumnElement[str]:
    """Return version, whether it was answered, score and answers as one text, the same at all places that are alike."""
    return (
        _text(Slot.version_id)
        + sa.case((Slot.answered_at.is_not(None), f"{_WITHIN}1{_WITHIN}"), else_=f"{_WITHIN}0{_WITHIN}")
        + _text(sa.func.coalesce(Slot.score, 0.0))
        + _WITHIN
        + sa.func.coalesce(sa.type_coerce(_text(Slot.answers), sa.Text), "[]")
    )


_joined = (
    sa.select(
        Slot.attempt_id,
        sa.func.aggregate_strings(_text(Slot.position), _BETWEEN),
        sa.func.aggregate_strings(_place_text(), _BETWEEN),
    )
    .where(Slot.attempt_id.in_(sa.bindparam("ids", expanding=True)), Slot.dropped.is_(False))
    .group_by(Slot.attempt_id)
)
