"""The log of what staff did, as far as no other record tells it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class Act(StrEnum):
    """What was done; quizapp.oversight.wording has a sentence for each.

    What has a record of its own is not written down twice: roles and passwords (person_changes, role_changes),
    versions and states of questions, bulk changes, regrades, marks, comments, reports.
    """

    CLASS_MADE = "class.made"
    CLASS_COPIED = "class.copied"
    CLASS_CHANGED = "class.changed"
    CLASS_ARCHIVED = "class.archived"
    CLASS_RESTORED = "class.restored"
    HOLIDAYS_CHANGED = "class.holidays"
    EXAMS_CHANGED = "class.tests"
    CLASS_FIT_BEGUN = "class.fit"
    CLASS_FIT_REVERTED = "class.fit-reverted"
    JOINING_OPENED = "joining.opened"
    JOINING_CLOSED = "joining.closed"
    CODE_CHANGED = "code.changed"
    TEACHER_ADDED = "teacher.added"
    TEACHER_CHANGED = "teacher.changed"
    STUDENTS_ADDED = "students.added"
    STUDENT_CHANGED = "student.changed"
    STUDENT_MOVED = "student.moved"
    STUDENT_REMOVED = "student.removed"
    STUDENT_RESTORED = "student.restored"
    STUDENT_ERASED = "student.erased"
    CARDS_MADE = "cards.made"
    ANNOUNCEMENT_WRITTEN = "announcement.written"
    ANNOUNCEMENT_CHANGED = "announcement.changed"
    ANNOUNCEMENT_WITHDRAWN = "announcement.withdrawn"
    ANNOUNCEMENT_RESTORED = "announcement.restored"
    ASSIGNMENT_MADE = "assignment.made"
    ASSIGNMENT_CHANGED = "assignment.changed"
    ASSIGNMENT_CLOSED = "assignment.closed"
    ASSIGNMENT_REOPENED = "assignment.reopened"
    ASSIGNMENT_REMOVED = "assignment.removed"
    ASSIGNMENT_RESTORED = "assignment.restored"
    ASSIGNMENT_COPIED = "assignment.copied"
    ASSIGNMENT_EXCEPTED = "assignment.excepted"
    ASSIGNMENT_TIMED = "assignment.timed"
    ASSIGNMENT_PAPER = "assignment.paper"
    GRADEBOOK_CHANGED = "gradebook.changed"
    MARKS_RELEASED = "marks.released"
    BANK_MADE = "bank.made"
    BANK_COPIED = "bank.copied"
    BANK_CHANGED = "bank.changed"
    SOURCE_MADE = "source.made"
    SOURCE_CHANGED = "source.changed"
    SOURCE_MOVED = "source.moved"
    SOURCE_REMOVED = "source.removed"
    UPLOAD_APPLIED = "upload.applied"
    UPLOAD_DECK = "upload.deck"
    CONFLICT_SETTLED = "conflict.settled"
    PICTURE_ADDED = "picture.added"
    QUESTION_NO_DUPLICATE = "question.no-duplicate"
    QUESTION_ARCHIVED = "question.archived"
    QUESTION_UNARCHIVED = "question.unarchived"
    QUESTION_FLAGGED = "question.flagged"
    QUESTION_UNFLAGGED = "question.unflagged"
    QUESTION_RESTORED = "question.restored"
    FACTORS_DECIDED = "account.factors"
    FACTOR_SET_UP = "account.own-factor"
    FACTOR_REMOVED = "account.no-factor"
    BACKUP_MADE = "backup.made"
    BACKUP_OF_DAY = "backup.daily"
    BACKUP_UPGRADE = "backup.upgrade"
    BACKUP_RESTORED = "backup.restored"
    BACKUP_UNPACKED = "backup.unpacked"
    SIGN_IN_FAILED = "sign_in.failed"
    RETENTION_RULES = "retention.rules"
    RETENTION_RUN = "retention.run"
    FIT_REVERTED = "fit.reverted"


class StaffAction(Base):
    """That somebody of the staff did something. Never changed; it forgets whom it was about when they are erased."""

    __tablename__ = "staff_actions"
    __table_args__ = (
        sa.CheckConstraint("by_role IN ('admin', 'instructor', 'student', 'server')", name="by_role_known"),
        sa.Index(None, "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    act: Mapped[str]
    """One of Act."""
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"), index=True)
    """None for a command of whoever runs the server, or for somebody who was erased."""
    by_role: Mapped[str]
    """What they were then: admin or instructor (student after a role was taken); server for a command."""
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"), index=True)
    """Whom it was done to."""
    class_id: Mapped[int | None] = mapped_column(sa.ForeignKey("classes.id", ondelete="SET NULL"), index=True)
    bank_id: Mapped[int | None] = mapped_column(sa.ForeignKey("banks.id", ondelete="SET NULL"), index=True)
    subject_id: Mapped[int | None]
    """The id of what else it was done to, such as an assignment: the act says which."""
    details: Mapped[dict[str, Any]]
    """What else is to be told: counts, roles, what stood there before. No names of students, no answers, no secrets."""
