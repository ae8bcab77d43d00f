"""What students report about questions, and what is said about them by those who work on them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class Reason(StrEnum):
    """Why somebody thinks that a question is wrong."""

    KEY = "key"
    MINE = "mine"
    UNCLEAR = "unclear"
    SOURCE = "source"
    SPELLING = "spelling"
    OTHER = "other"


class Verdict(StrEnum):
    """How a report was closed."""

    RIGHT = "right"
    """The report is right."""
    FIXED = "fixed"
    """It is right, and a version has mended the question."""
    WRONG = "wrong"
    """The question is right as it stands."""


class Report(Base):
    """That a learner thinks a question is wrong, with the answer that they gave.

    There is one for each slot, and one of a learner for each card and version.
    """

    __tablename__ = "reports"
    __table_args__ = (
        sa.Index(None, "verdict", "question_id"),
        sa.UniqueConstraint("learner_id", "card_id", "version_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int | None] = mapped_column(sa.ForeignKey("slots.id"), unique=True)
    """None where it comes from a flashcard."""
    card_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cards.id"), index=True)
    """None where it comes from a quiz."""
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("question_versions.id"))
    answers: Mapped[list[Any]]
    """The response as it counted when it was reported; of a flashcard what was typed, if anything was."""
    score: Mapped[float | None]
    reason: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(default="")
    """"" while it waits for an answer."""
    answer: Mapped[str] = mapped_column(default="")
    """What the learner is told."""
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]
    fixed_number: Mapped[int | None]
    """The version that mended the question."""


class Comment(Base):
    """What somebody who works on a bank says about a version of a question; answers hang on the first of a thread."""

    __tablename__ = "comments"
    __table_args__ = (sa.Index(None, "question_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id", ondelete="CASCADE"))
    number: Mapped[int]
    """The version that it is about."""
    thread_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comments.id", ondelete="CASCADE"), index=True)
    """The comment that it answers; None for the first of a thread."""
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    text: Mapped[str]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    """When a thread was settled."""
    resolved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
