"""Queries for the journal of bulk operations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.accounts.models import Person
from quizapp.bank.models import Question, QuestionVersion, is_current
from quizapp.workbench.changes import Action
from quizapp.workbench.models import BulkItem, BulkOperation
from quizapp.workbench.undoing import KEPT

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A bulk operation with the names of whoever did it and took it back."""

    operation: BulkOperation
    person: str | None
    undone_by: str | None


def recent_operations(session: Session, person_id: int | None, *, now: datetime) -> list[JournalRow]:
    """Return the operations of somebody, or all, that can still be taken back, or were; newest first."""
    whose = sa.true() if person_id is None else BulkOperation.person_id == person_id
    undoer = aliased(Person)
    statement = (
        sa.select(BulkOperation, Person.name, undoer.name)
        .outerjoin(Person, Person.id == BulkOperation.person_id)
        .outerjoin(undoer, undoer.id == BulkOperation.undone_by_id)
        .where(BulkOperation.at >= now - KEPT, whose)
        .order_by(BulkOperation.id.desc())
        .limit(MOST_LISTED)
    )
    return [JournalRow(*row) for row in session.execute(statement)]


def operation_by_id(session: Session, operation_id: int) -> BulkOperation | None:
    """Return an operation."""
    return session.get(BulkOperation, operation_id)


def merged_away(session: Session, operations: Iterable[BulkOperation]) -> dict[int, str]:
    """Return, by operation that merged two questions, the id of the one that went to the trash, while it is there."""
    stays = {one.id: one.said["survivor_id"] for one in operations if one.action == Action.MERGE}
    rows = session.execute(
        sa.select(BulkItem.operation_id, BulkItem.question_id, Question.key)
        .join(Question, Question.id == BulkItem.question_id)
        .where(BulkItem.operation_id.in_(stays))
    )
    return {number: key for number, question_id, key in rows if question_id != stays[number]}


def titles_left(session: Session, operations: Iterable[BulkOperation]) -> dict[int, list[str]]:
    """Return, by operation, the titles of the questions that undoing it left alone.

    One that is gone, or whose id the operation holds in several banks, is told by its id.
    """
    left = {operation.id: operation.left for operation in operations if operation.left}
    rows = session.execute(
        sa.select(BulkItem.operation_id, Question.key, QuestionVersion.title)
        .join(Question, Question.id == BulkItem.question_id)
        .join(QuestionVersion, is_current())
        .where(BulkItem.operation_id.in_(left), Question.key.in_({key for keys in left.values() for key in keys}))
    )
    found = defaultdict[tuple[int, str], list[str]](list)
    for number, key, title in rows:
        found[number, key].append(title)
    titles = {place: some[0] for place, some in found.items() if len(some) == 1}
    return {number: [titles.get((number, key), key) for key in keys] for number, keys in left.items()}
