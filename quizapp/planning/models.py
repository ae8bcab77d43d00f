"""The calendar of a learner's days, the holidays of classes, and tests on a date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class StudyCalendar(Base):
    """How much of a usual day's work a learner wants on each weekday, and when nothing; none is made by default."""

    __tablename__ = "study_calendars"

    learner_id: Mapped[int] = mapped_column(
        sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    shares: Mapped[list[Any]]
    """Of the seven weekdays, Monday first: 1 is as usual, 0 is nothing."""
    days_off: Mapped[list[Any]]
    """Pairs of the first and the last date of each holiday, as ISO texts."""
    follows_classes: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    """Whether lesson days and holidays of the learner's classes hold for their cards, too."""
    updated_at: Mapped[datetime]


class ClassHoliday(Base):
    """Days on which a class has no lessons and nothing is placed for who learns there."""

    __tablename__ = "class_holidays"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(sa.ForeignKey("classes.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]
    """The last day of it: of a single day the same."""


class Exam(Base):
    """A test on a date: what is asked there is planned for until then."""

    __tablename__ = "exams"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), index=True)
    for_everyone: Mapped[bool]
    """True where an instructor set it for whoever learns these banks; else it is its owner's alone, or a class's."""
    class_id: Mapped[int | None] = mapped_column(sa.ForeignKey("classes.id", ondelete="CASCADE"), index=True)
    """The class that a teacher of it set it for: it is the class's then, and no more of who set it."""
    title: Mapped[str]
    held_on: Mapped[date]
    minutes_per_day: Mapped[int]
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    """When it was taken away; it can be brought back."""


class ExamBank(Base):
    """A bank that a test asks about."""

    __tablename__ = "exam_banks"

    exam_id: Mapped[int] = mapped_column(sa.ForeignKey("exams.id", ondelete="CASCADE"), primary_key=True)
    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("banks.id", ondelete="CASCADE"), primary_key=True)


class ExamChoice(Base):
    """What a learner made of a test that their instructor set: other minutes, or leaving it out."""

    __tablename__ = "exam_choices"

    exam_id: Mapped[int] = mapped_column(sa.ForeignKey("exams.id", ondelete="CASCADE"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    minutes_per_day: Mapped[int]
    follows: Mapped[bool]
