"""What a person may be told already: the same sight that the pages of a quiz keep to. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.signals import secrets_wanted
from quizapp.gradebook.models import GradebookItem
from quizapp.privacy.parts import Due, Part
from quizapp.quizzes.models import Attempt, Feedback, Quiz
from quizapp.quizzes.terms import ALL, NOTHING, Moment, Sight, agreed


@dataclass(frozen=True, slots=True)
class Sights:
    """What one person may see, looked up once for all rows."""

    of_attempts: Mapping[int, tuple[Sight, Sight]]
    """By attempt: of questions that were answered, and of those that were not."""
    secret_questions: frozenset[int]
    held_assignments: frozenset[int]

    def is_due(self, part: Part, row: Mapping[str, Any]) -> bool:
        """Say whether the marked values of a row may be told."""
        if part.due is Due.BY_ATTEMPT:
            answered, open_still = self.of_attempts.get(row["_attempt"], (NOTHING, NOTHING))
            sight = answered if row["_answered"] else open_still
            return sight.verdict and (sight.score or part.table != "attempts")
        if part.due is Due.BY_QUESTION:
            return row["_question"] not in self.secret_questions
        return part.due is Due.ALWAYS or row["_assignment"] not in self.held_assignments


def sights_of(session: Session, person_id: int, *, now: datetime) -> Sights:
    """Return what a person may see now."""
    rows = session.execute(sa.select(Attempt, Quiz.feedback).join(Quiz).where(Attempt.learner_id == person_id))
    told = secrets_wanted.send(session, learner_id=person_id, now=now)
    secret = {number for _who, selects in told for select in selects for number in session.scalars(select)}
    held = session.scalars(sa.select(GradebookItem.assignment_id).where(GradebookItem.is_held))
    sights = {attempt.id: _sights(attempt, feedback, now) for attempt, feedback in rows}
    return Sights(sights, frozenset(secret), frozenset(held))


def _sights(attempt: Attempt, feedback: str, now: datetime) -> tuple[Sight, Sight]:
    terms, finished = agreed(attempt), attempt.finished_at is not None
    if terms is None:
        at_once = ALL if finished or feedback == Feedback.AT_ONCE else NOTHING
        return at_once, ALL if finished else NOTHING
    closed = terms.results_at is not None and now >= terms.results_at
    answered, not_yet = (terms.shows.sight(Moment(one, finished, closed)) for one in (True, False))
    return answered, not_yet
