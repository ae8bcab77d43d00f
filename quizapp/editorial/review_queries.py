"""Looking up the questions that wait for somebody to look at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.bank.models import Bank, Question, QuestionVersion, State, StateChange, is_current
from quizapp.bank.roles import Condition

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A question that waits for review."""

    id: int
    title: str
    kind: str
    bank: str
    asked_at: datetime | None
    asked_by: str | None


def waits() -> Condition:
    """Return the condition that a question waits for review, as the index of those that are not ready wants it."""
    is_rare = Question.state != sa.literal_column(f"'{State.READY}'")
    return sa.and_(is_rare, Question.state == State.REVIEW, Question.trashed_at.is_(None))


def count_waiting(session: Session, within: Condition) -> int:
    """Return how many questions wait for review among those that somebody may see."""
    return session.scalar(sa.select(sa.func.count()).select_from(Question).where(waits(), within)) or 0


def waiting_questions(session: Session, within: Condition, first: int = 0) -> list[WaitingRow]:
    """Return a page of the questions that wait from a place on, those first that have waited longest."""
    change = sa.orm.aliased(StateChange)
    newest = sa.select(sa.func.max(change.id)).where(change.question_id == Question.id).scalar_subquery()
    statement = (
        sa.select(Question.id, QuestionVersion.title, QuestionVersion.kind, Bank.title, StateChange.at, Person.name)
        .join(QuestionVersion, is_current())
        .join(Bank, Bank.id == Question.bank_id)
        .outerjoin(StateChange, StateChange.id == newest)
        .outerjoin(Person, Person.id == StateChange.person_id)
        .where(waits(), within)
        .order_by(StateChange.id, Question.id)
        .limit(PAGE_SIZE)
        .offset(first)
    )
    return [WaitingRow(*row) for row in session.execute(statement)]
