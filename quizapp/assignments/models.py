"""What is given out to a class, how somebody's case differs, and who sat down to it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class Kind(StrEnum):
    """What students are to do."""

    QUIZ = "quiz"
    CARDS = "cards"
    READING = "reading"


class Assignment(Base):
    """Something that a class is to do, from one moment to another."""

    __tablename__ = "assignments"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(sa.ForeignKey("classes.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    title: Mapped[str]
    instructions: Mapped[str] = mapped_column(default="", server_default="")
    settings: Mapped[dict[str, Any]]
    """As quizapp.assignments.settings stores those of its kind."""
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    """Until when it is on time; None where it stays open."""
    late_until: Mapped[datetime | None]
    """Until when it is still accepted; None where nothing is accepted late."""
    points: Mapped[float] = mapped_column(default=10.0, server_default="10")
    """What it is worth."""
    category: Mapped[str] = mapped_column(default="", server_default="")
    seed: Mapped[int]
    """What its drawing by chance begins from: the same seed, student and number of attempt draw the same."""
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    trashed_at: Mapped[datetime | None]
    copied_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("assignments.id", ondelete="SET NULL"))


class AssignmentException(Base):
    """How an assignment differs for one student; what is None is as for all."""

    __tablename__ = "assignment_exceptions"
    __table_args__ = (sa.UniqueConstraint("assignment_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignments.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), index=True)
    extra_percent: Mapped[int | None]
    """More time in percent of the limit, instead of what the enrolment says."""
    extra_minutes: Mapped[int | None]
    """Minutes on top of that."""
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    attempts: Mapped[int | None]
    excused: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    note: Mapped[str] = mapped_column(default="", server_default="")


class Sitting(Base):
    """That somebody sat down to a quiz that was given out: which attempt it is of theirs."""

    __tablename__ = "sittings"
    __table_args__ = (sa.UniqueConstraint("assignment_id", "person_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignments.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    """From 1."""
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey("attempts.id", ondelete="CASCADE"), unique=True)
    seed: Mapped[int]
    """What its questions were drawn by."""
    seen_before: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many of its questions were met within the days that a rule names, as there were no others."""


class ReadPassage(Base):
    """That somebody has read a passage which a reading names."""

    __tablename__ = "read_passages"

    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignments.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    passage: Mapped[str] = mapped_column(primary_key=True)
    """Its reference, such as "ally-2023#p2"."""
    read_at: Mapped[datetime]
    seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    """How long it stood open, as far as that is known."""


class Paper(Base):
    """A quiz as it was printed: its questions stand fast, whatever is edited between printing and marking."""

    __tablename__ = "papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignments.id", ondelete="CASCADE"), index=True)
    versions: Mapped[int]
    """How many versions: A, B, C, D."""
    seed: Mapped[int]
    """What the orders of questions and options follow from, version by version."""
    asked: Mapped[list[Any]]
    """The versions of its questions, by id, in the order of sheet A."""
    made_at: Mapped[datetime]
