"""Queries for the journal of bulk operations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.accounts.models import Person
from quizapp.workbench.models import BulkOperation
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
