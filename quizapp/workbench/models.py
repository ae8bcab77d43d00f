"""The searches that instructors keep, the journal of what they changed in bulk, and likely duplicates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class SavedSearch(Base):
    """A query that an instructor keeps by a name."""

    __tablename__ = "saved_searches"
    __table_args__ = (sa.UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"))
    name: Mapped[str]
    query: Mapped[str]
    created_at: Mapped[datetime]


class BulkOperation(Base):
    """A change of many questions at once, as one line of the journal: who changed what, when, and who took it back."""

    __tablename__ = "bulk_operations"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    """None where the service did it itself."""
    action: Mapped[str]
    """One of quizapp.workbench.changes.Action."""
    said: Mapped[dict[str, Any]]
    """What the action needs to know, such as {"value": "csto"}."""
    changed: Mapped[int]
    """How many questions."""
    at: Mapped[datetime] = mapped_column(index=True)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    left: Mapped[list[Any]] = mapped_column(default=list)
    """The ids of the questions, as they were called then, that undoing left alone."""


class BulkItem(Base):
    """One question of a bulk operation: what of it was otherwise before, and what it became."""

    __tablename__ = "bulk_items"

    operation_id: Mapped[int] = mapped_column(sa.ForeignKey("bulk_operations.id", ondelete="CASCADE"), primary_key=True)
    question_id: Mapped[int] = mapped_column(
        sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]


class DuplicatePair(Base):
    """Two questions that are likely to ask the same, the one with the smaller id first."""

    __tablename__ = "duplicate_pairs"

    first_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(
        sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    likeness: Mapped[float]
    """Of their stems, from 0 to 100."""
    found_at: Mapped[datetime]
    dismissed_at: Mapped[datetime | None]
    """When somebody said that they are no duplicates."""
