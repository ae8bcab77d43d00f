"""What the gradebook keeps: rules of a class's grades, what teachers decided about marks, addresses of calendars."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class GradebookRules(Base):
    """By which rules the grades of a class come about; a class without a row has the usual ones."""

    __tablename__ = "gradebook_rules"

    class_id: Mapped[int] = mapped_column(sa.ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True)
    weighted: Mapped[bool] = mapped_column(default=False)
    """Whether categories count by their weights; else all points are added up."""
    missing_is_zero: Mapped[bool] = mapped_column(default=True)
    places: Mapped[int] = mapped_column(default=1)
    """Decimal places that percentages are rounded to."""
    shows_grade: Mapped[bool] = mapped_column(default=True)
    """Whether students see their grade of the course."""
    counts_left: Mapped[bool] = mapped_column(default=False)
    """Whether students who left the class count in its averages."""


class GradebookCategory(Base):
    """The rules of a category of assignments; assignments name theirs by its name."""

    __tablename__ = "gradebook_categories"

    class_id: Mapped[int] = mapped_column(sa.ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    """"" for assignments without one."""
    weight: Mapped[float] = mapped_column(default=0.0)
    drop_lowest: Mapped[int] = mapped_column(default=0)
    alike: Mapped[bool] = mapped_column(default=False)
    """Whether each of its assignments counts alike, however many points it has."""


class GradebookItem(Base):
    """How the gradebook treats an assignment, where that is not the usual way."""

    __tablename__ = "gradebook_items"

    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignments.id", ondelete="CASCADE"), primary_key=True)
    is_extra: Mapped[bool] = mapped_column(default=False)
    """Whether its points come on top."""
    is_held: Mapped[bool] = mapped_column(default=False)
    """Whether students see no mark of it until a teacher releases it."""


class DecisionKind(StrEnum):
    """What a teacher can decide about one mark."""

    OVERRIDE = "override"
    """Points in place of what was reached."""
    EXCUSE = "excuse"
    """That it counts neither way: 1; the exception of the assignment says it, too."""
    LATE = "late"
    """What being late takes off, in percent, instead of what the assignment's rule takes."""
    COMMENT = "comment"


class MarkDecision(Base):
    """Something that a teacher decided about a mark. Never changed: the newest of its kind counts."""

    __tablename__ = "mark_decisions"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('override', 'excuse', 'late', 'comment')", name="kind_known"),
        sa.Index(None, "assignment_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignments.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    value: Mapped[float | None]
    """None where an earlier one is taken back."""
    text: Mapped[str] = mapped_column(default="")
    """The reason, or the comment: students read it."""
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class GradeDecision(Base):
    """A grade of the course that a teacher set by hand. Never changed: the newest of a student in a class counts."""

    __tablename__ = "grade_decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(sa.ForeignKey("classes.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), index=True)
    value: Mapped[float | None]
    """In percent; None where an earlier one is taken back."""
    text: Mapped[str]
    """The reason: the student reads it."""
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"))
    at: Mapped[datetime]


class CalendarFeed(Base):
    """The secret address at which a calendar fetches somebody's deadlines; taking it back removes the row."""

    __tablename__ = "calendar_feeds"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
