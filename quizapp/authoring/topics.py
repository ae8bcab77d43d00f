"""Topics of a bank: which there are, and giving one another name, which may be that of another one.

A renaming is a change of many questions as the workbench makes them: new versions with a note, to be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Question, QuestionVersion, is_current
from quizapp.bank.versions import Authorship
from quizapp.workbench.bulk import Plan, plan_change
from quizapp.workbench.changes import Action, Change


@dataclass(frozen=True, slots=True)
class Renaming:
    """A topic of a bank, and the one that its questions get."""

    bank: Bank
    old: str
    new: str


def topics_of(session: Session, bank: Bank) -> list[tuple[str, int]]:
    """Return a bank's topics in alphabetical order, each with the count of its questions, trashed ones left out."""
    statement = (
        sa.select(QuestionVersion.topic, sa.func.count())
        .join(Question, _current(bank))
        .group_by(QuestionVersion.topic)
        .order_by(QuestionVersion.topic)
    )
    return [(topic, count) for topic, count in session.execute(statement)]


def plan_renaming(session: Session, renaming: Renaming, by: Authorship, *, now: datetime) -> Plan | None:
    """Return the change of all questions of a topic, to be written at once; None where it would change nothing."""
    if renaming.old == renaming.new:
        return None
    joined = sa.select(Question.id).join(QuestionVersion, _current(renaming.bank))
    statement = joined.where(QuestionVersion.topic == renaming.old)
    ids = session.scalars(statement.order_by(Question.position)).all()
    return plan_change(session, Change(Action.TOPIC, renaming.new), ids, by, now=now) if ids else None


def _current(bank: Bank) -> sa.ColumnElement[bool]:
    """Return the condition that joins a bank's questions, trashed ones left out, with their current versions."""
    here = (Question.bank_id == bank.id, Question.trashed_at.is_(None))
    return sa.and_(Question.id == QuestionVersion.question_id, *is_current(), *here)
