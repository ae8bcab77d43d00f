"""What files said when they were last in step with the database, open conflicts, and uploads to be confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import Person
from quizapp.bank.models import Bank, Question, Source
from quizapp.db import Base

UPLOADED = ""
"""The path of a conflict whose file was uploaded."""


class SyncedFile(Base):
    """A file that was loaded or dumped. Each file has its own: two copies of a bank may lie in two folders."""

    __tablename__ = "synced_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(unique=True)
    """Resolved."""
    said: Mapped[dict[str, Any]]
    """The digest of each of its parts when file and database last said the same; the head's name is ""."""
    synced_at: Mapped[datetime]


class FileConflict(Base):
    """A question that a file says otherwise than the browser, where both changed it since they were in step."""

    __tablename__ = "file_conflicts"
    __table_args__ = (sa.UniqueConstraint("question_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id", ondelete="CASCADE"))
    path: Mapped[str]
    """Of the file; UPLOADED for one that somebody sent."""
    name: Mapped[str]
    """The file as people know it."""
    block: Mapped[str]
    """The file's text of the question."""
    stamp: Mapped[str]
    """Of what the file says."""
    base: Mapped[str | None]
    """The stamp of what both began with; None where it is not known."""
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    """Who sent the file; None where a command loaded it."""
    found_at: Mapped[datetime]

    question: Mapped[Question] = relationship()
    person: Mapped[Person | None] = relationship()


class PartConflict(Base):
    """A bank's head, or a source, that a file says otherwise than the browser, where both changed it."""

    __tablename__ = "part_conflicts"
    __table_args__ = (sa.UniqueConstraint("bank_id", "path"), sa.UniqueConstraint("source_id", "path"))

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int | None] = mapped_column(sa.ForeignKey("banks.id", ondelete="CASCADE"))
    """None for a source, which no bank owns."""
    source_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sources.id", ondelete="CASCADE"))
    path: Mapped[str]
    """Of the file, resolved; UPLOADED for one that somebody sent."""
    name: Mapped[str]
    """The file as people know it."""
    said: Mapped[dict[str, Any]]
    """What the file says, by field."""
    digest: Mapped[str]
    """Of what the file says."""
    base: Mapped[dict[str, Any] | None]
    """What both began with; None where it is not known."""
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    """Who sent the file; None where a command loaded it."""
    found_at: Mapped[datetime]

    bank: Mapped[Bank | None] = relationship()
    source: Mapped[Source | None] = relationship()
    person: Mapped[Person | None] = relationship()


class BankUpload(Base):
    """A bank file that somebody sent, with the report that they were shown; nothing is written before they say so."""

    __tablename__ = "bank_uploads"
    __table_args__ = (sa.Index(None, "person_id", "bank_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"))
    bank_key: Mapped[str]
    name: Mapped[str]
    """Of the file, as the browser said it."""
    text: Mapped[str]
    since: Mapped[datetime | None]
    """When it was downloaded here; None for a file that does not say so."""
    plan: Mapped[dict[str, Any]]
    """What applying it would do, as quizapp.transfer.plans stores it."""
    sent_at: Mapped[datetime]
