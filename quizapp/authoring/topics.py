"""Topics of a bank: which there are, and giving one another name, which may be that of another one.

A renaming is a change of many questions as the workbench makes them: new versions with a note, to be taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Question, QuestionVersion, is_current
from quizapp.bank.versions import Authorship
from quizapp.workbench.bulk import Plan, plan_change, write_change
from quizapp.workbench.changes import Action, Change
from quizapp.workbench.renaming import References, references_to, write_references


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


@dataclass(frozen=True, slots=True)
class RenamingPlan:
    """What a renaming will do: to questions, and to what names their topic."""

    questions: Plan
    references: References


def references_of(session: Session, renaming: Renaming, person_id: int | None) -> References:
    """Return the ready-made quizzes and saved searches that follow a renaming."""
    bank = (renaming.bank.id, renaming.bank.key)
    return references_to(session, bank, renaming.old, renaming.new, person_id)


def questions_of(session: Session, renaming: Renaming) -> Sequence[int]:
    """Return the questions of a topic that gets another name."""
    joined = sa.select(Question.id).join(QuestionVersion, _current(renaming.bank))
    statement = joined.where(QuestionVersion.topic == renaming.old)
    return session.scalars(statement.order_by(Question.position)).all()


def plan_renaming(session: Session, renaming: Renaming, by: Authorship, *, now: datetime) -> RenamingPlan | None:
    """Return the change of all that names a topic, to be written at once; None where it would change nothing."""
    ids = questions_of(session, renaming) if renaming.old != renaming.new else ()
    if not ids:
        return None
    references = references_of(session, renaming, by.author_id)
    change = Change(Action.TOPIC, renaming.new, more=references.said())
    return RenamingPlan(plan_change(session, change, ids, by, now=now), references)


def write_renaming(session: Session, plan: RenamingPlan, person_id: int | None, *, now: datetime) -> int:
    """Rename, and return of how many questions."""
    changed = write_change(session, plan.questions, person_id, now=now).changed
    write_references(session, plan.references, now=now)
    return changed


def _current(bank: Bank) -> sa.ColumnElement[bool]:
    """Return the condition that joins a bank's questions, trashed ones left out, with their current versions."""
    here = (Question.bank_id == bank.id, Question.trashed_at.is_(None))
    return sa.and_(is_current(), *here)
