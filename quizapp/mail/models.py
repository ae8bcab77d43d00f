"""Addresses that people gave, with what they want to get; and the mails that wait, were sent, or were given up."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class MailKind(StrEnum):
    """What a mail is about."""

    CONFIRMATION = "confirmation"
    ANNOUNCEMENT = "announcement"
    REMINDER = "reminder"


class MailAddress(Base):
    """The address of somebody who gave one. Nobody else is shown it."""

    __tablename__ = "mail_addresses"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str | None]
    """The one that was confirmed; None until then."""
    pending: Mapped[str | None]
    """The one that is to be confirmed."""
    pending_nonce: Mapped[str | None] = mapped_column(unique=True)
    """What the link of the newest mail of confirmation is made of (quizapp.mail.links); None once it was used."""
    pending_until: Mapped[datetime | None]
    stop_key: Mapped[str] = mapped_column(unique=True)
    """What the links that stop mails are made of."""
    announcements: Mapped[bool]
    reminders: Mapped[bool]


class Mail(Base):
    """A mail to somebody. What it says, and to which address, is found out when it is sent."""

    __tablename__ = "mails"
    __table_args__ = (
        sa.CheckConstraint("kind IN ('confirmation', 'announcement', 'reminder')", name="kind_known"),
        sa.UniqueConstraint("person_id", "announcement_id"),
        sa.UniqueConstraint("person_id", "assignment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"))
    announcement_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("announcements.id", ondelete="CASCADE"), index=True
    )
    assignment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("assignments.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it is tried next; None once it was sent or given up."""
    tries: Mapped[int] = mapped_column(default=0)
    """How often it failed."""
    sent_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why it failed last, without any address."""
