"""Queries for what lies in the trash: who put it there, when, and for how long it stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.bank.models import Bank, Question, QuestionVersion, is_current
from quizapp.workbench.changes import Action, Condition
from quizapp.workbench.models import BulkItem, BulkOperation
from quizapp.workbench.undoing import KEPT

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class TrashedQuestion:
    """A question in the trash."""

    id: int
    title: str
    key: str
    bank: str
    trashed_at: datetime
    person: str | None
    said: dict[str, Any] | None
    """What the journal says of how it came there."""

    @property
    def until(self) -> datetime:
        """Return when it is removed for good."""
        return self.trashed_at + KEPT

    @property
    def survivor_id(self) -> int | None:
        """Return the question that it was merged into."""
        return (self.said or {}).get("survivor_id")


@dataclass(frozen=True, slots=True)
class TrashedBank:
    """A bank in the trash, with the operation that put it there."""

    title: str
    key: str
    trashed_at: datetime
    person: str | None
    operation_id: int
    questions: int

    @property
    def until(self) -> datetime:
        """Return when it is removed for good."""
        return self.trashed_at + KEPT


_put_there = (
    sa.select(BulkItem.question_id, sa.func.max(BulkItem.operation_id).label("operation_id"))
    .join(BulkOperation, BulkOperation.id == BulkItem.operation_id)
    .where(BulkOperation.action.in_((Action.TRASH.value, Action.MERGE.value)))
    .where(BulkOperation.said["survivor_id"].as_integer().is_distinct_from(BulkItem.question_id))  # which stayed
    .group_by(BulkItem.question_id)
)


def _typed(row: sa.Row[*tuple[Any, ...]]) -> tuple[Any, ...]:
    """Return a row of things that lie in the trash, and so have a moment when they came there."""
    return tuple(row)


def trashed_questions(session: Session, within: Condition) -> tuple[list[TrashedQuestion], int]:
    """Return the questions that were put into the trash last, without those of banks that lie there; and how many."""
    lies_there = (Question.trashed_at.is_not(None), Question.removed_at.is_(None), Bank.trashed_at.is_(None), within)
    counted = sa.select(sa.func.count()).select_from(Question).join(Bank, Bank.id == Question.bank_id)
    total = session.scalar(counted.where(*lies_there)) or 0
    newest = (
        sa.select(Question.id, Question.trashed_at)
        .join(Bank, Bank.id == Question.bank_id)
        .where(*lies_there)
        .order_by(Question.trashed_at.desc(), Question.id)
        .limit(MOST_LISTED)
        .subquery()
    )
    put = _put_there.where(BulkItem.question_id.in_(sa.select(newest.c.id))).subquery()
    statement = (
        sa.select(Question.id, QuestionVersion.title, Question.key, Bank.title, Question.trashed_at, Person.name)
        .add_columns(BulkOperation.said)
        .join(newest, newest.c.id == Question.id)
        .join(QuestionVersion, is_current())
        .join(Bank, Bank.id == Question.bank_id)
        .outerjoin(put, put.c.question_id == Question.id)
        .outerjoin(BulkOperation, BulkOperation.id == put.c.operation_id)
        .outerjoin(Person, Person.id == BulkOperation.person_id)
        .order_by(Question.trashed_at.desc(), Question.id)
    )
    rows = [TrashedQuestion(*_typed(row)) for row in session.execute(statement)]
    return rows, total


def survivor_of(session: Session, question_id: int) -> tuple[int, str] | None:
    """Return the id and the key of the question that one in the trash was merged into, if it came there so."""
    put = _put_there.where(BulkItem.question_id == question_id).subquery()
    said = session.scalar(sa.select(BulkOperation.said).join(put, put.c.operation_id == BulkOperation.id)) or {}
    return (said["survivor_id"], said["value"]) if "survivor_id" in said else None


def trashed_banks(session: Session, within: Condition, *, now: datetime) -> list[TrashedBank]:
    """Return the banks in the trash that can still be restored."""
    bank_of = BulkOperation.said["bank_id"].as_integer()
    statement = (
        sa.select(Bank.title, Bank.key, Bank.trashed_at, Person.name, BulkOperation.id, BulkOperation.changed)
        .join(BulkOperation, sa.and_(bank_of == Bank.id, BulkOperation.at == Bank.trashed_at))
        .outerjoin(Person, Person.id == BulkOperation.person_id)
        .where(Bank.trashed_at >= now - KEPT, BulkOperation.undone_at.is_(None), within)
        .order_by(Bank.trashed_at.desc())
    )
    return [TrashedBank(*_typed(row)) for row in session.execute(statement)]
