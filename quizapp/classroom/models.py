"""Classes, their teachers, who is enrolled in them, and the cards that students sign in by."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class TeacherRole(StrEnum):
    """What a teacher is to a class: its owners also choose its teachers."""

    OWNER = "owner"
    TEACHER = "teacher"


class SchoolClass(Base):
    """A class: some people who learn together, in a time zone and for a term."""

    __tablename__ = "classes"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    subtitle: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str]
    """A name of the IANA database, such as Asia/Yerevan."""
    rollover_hour: Mapped[int] = mapped_column(default=4)
    """The hour of the wall clock at which its learners' days end."""
    term_begins: Mapped[date | None]
    term_ends: Mapped[date | None]
    """The last day of the term."""
    lesson_days: Mapped[list[Any]] = mapped_column(default=list)
    """Weekdays with a lesson, 0 for Monday."""
    join_code: Mapped[str | None] = mapped_column(unique=True)
    joining_open: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    """Since when it is only looked at."""
    copied_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("classes.id", ondelete="SET NULL"))


class ClassTeacher(Base):
    """That somebody teaches a class."""

    __tablename__ = "class_teachers"
    __table_args__ = (sa.CheckConstraint("role IN ('owner', 'teacher')", name="role_known"),)

    class_id: Mapped[int] = mapped_column(sa.ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str]
    since: Mapped[datetime]


class Enrolment(Base):
    """That somebody learns in a class, or did: whoever left keeps their row, so that they can come back."""

    __tablename__ = "enrolments"
    __table_args__ = (sa.UniqueConstraint("class_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(sa.ForeignKey("classes.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), index=True)
    roster_name: Mapped[str]
    """As the teacher wrote it, or as they gave it when they joined."""
    sort_name: Mapped[str] = mapped_column(default="")
    """What the roster is ordered by: the family name first, where it is known."""
    group_name: Mapped[str] = mapped_column(default="")
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    extra_time_percent: Mapped[int] = mapped_column(default=0)
    is_borrowed: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether a list brought in an account that was made elsewhere and in use: see quizapp.classroom.vouching."""


class SignInCard(Base):
    """The card that a teacher gave to a student last: of its secret and its pictures only hashes are kept."""

    __tablename__ = "sign_in_cards"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    """One of quizapp.classroom.cards.CardKind."""
    password_hash: Mapped[str | None]
    """Of its pictures; or of its words, as their owner's account had it when the card was made."""
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"))
    used_at: Mapped[datetime | None]
    """When it let its owner in last."""
    wrong_tries: Mapped[int] = mapped_column(default=0)
    """Wrong pictures since then."""


class Announcement(Base):
    """What a class's teachers tell its students; one that was taken back stays."""

    __tablename__ = "announcements"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(sa.ForeignKey("classes.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"))
    text: Mapped[str]
    """In Markdown."""
    pinned: Mapped[bool] = mapped_column(default=False)
    shown_until: Mapped[date | None]
    """The last day, by the class's clock, on which students see it."""
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class AnnouncementSighting(Base):
    """That somebody said that they have read an announcement."""

    __tablename__ = "announcement_sightings"

    announcement_id: Mapped[int] = mapped_column(
        sa.ForeignKey("announcements.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True)
    seen_at: Mapped[datetime]


class ClassFit(Base):
    """That a fit of the memory model is of those who learned in a class when it was made."""

    __tablename__ = "class_fits"

    fit_id: Mapped[int] = mapped_column(
        sa.ForeignKey("memory_fits.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    class_id: Mapped[int] = mapped_column(sa.ForeignKey("classes.id", ondelete="CASCADE"), index=True)
