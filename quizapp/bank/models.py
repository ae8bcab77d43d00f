"""Sources, banks, questions, their versions, and the cards that questions give."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.db import Base


class Origin(StrEnum):
    """Where a version was written."""

    FILE = "file"
    BROWSER = "browser"


class State(StrEnum):
    """How far a question has come; students are asked only what is ready."""

    DRAFT = "draft"
    REVIEW = "review"
    READY = "ready"


IS_NOT_READY = sa.text("state <> 'ready'")
IS_DATED = sa.text("happened <> ''")


class Source(Base):
    """An article that questions rest on, without its text."""

    __tablename__ = "sources"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    author: Mapped[str] = mapped_column(default="")
    nature: Mapped[str] = mapped_column(default="")
    written: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    file_block: Mapped[str] = mapped_column(default="", server_default="")
    """The file's own text of it, for dumping it byte for byte; used as long as it says the same."""

    passages: Mapped[list[Passage]] = relationship(
        order_by="Passage.position", back_populates="source", cascade="all, delete-orphan", lazy="selectin"
    )


class Passage(Base):
    """One passage of a source, by its number."""

    __tablename__ = "passages"
    __table_args__ = (sa.UniqueConstraint("source_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("sources.id", ondelete="CASCADE"))
    key: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    position: Mapped[int]

    source: Mapped[Source] = relationship(back_populates="passages")


class Bank(Base):
    """A question bank; head and tail are the text of its file around the questions, kept byte for byte."""

    __tablename__ = "banks"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    description: Mapped[str] = mapped_column(default="")
    head_text: Mapped[str] = mapped_column(default="")
    tail_text: Mapped[str] = mapped_column(default="")
    reading_grade: Mapped[int | None]
    topics: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Titles of topics, by topic."""
    created_at: Mapped[datetime]
    trashed_at: Mapped[datetime | None]
    """When it went to the trash; its questions went with it."""

    questions: Mapped[list[Question]] = relationship(order_by="Question.position", back_populates="bank")


def _few_set(table: str, name: str) -> sa.Index:
    """Return an index of the rows that have a value in a column which is empty in nearly all of them."""
    is_set = sa.text(f"{name} IS NOT NULL")
    return sa.Index(f"ix_{table}_{name}", name, sqlite_where=is_set)


class Question(Base):
    """A question's identity. What it asks stands in its versions; the current one is current_number."""

    __tablename__ = "questions"
    __table_args__ = (
        sa.UniqueConstraint("bank_id", "key"),
        sa.Index(None, "bank_id", "position"),
        sa.Index("ix_questions_not_ready", "state", sqlite_where=IS_NOT_READY),
        *(_few_set("questions", name) for name in ("archived_at", "flagged_at", "trashed_at")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("banks.id"))
    key: Mapped[str]
    position: Mapped[int]
    current_number: Mapped[int]
    file_digest: Mapped[str | None]
    """Digest of what the file said when it was last loaded; None for a question made in the browser."""
    file_block: Mapped[str] = mapped_column(default="")
    """The file's own text of this question, for dumping it byte for byte."""
    missing_since: Mapped[datetime | None]
    """When a load first found that the file no longer has this question."""
    state: Mapped[str] = mapped_column(default=State.READY, server_default=State.READY.value)
    file_state: Mapped[str] = mapped_column(default=State.READY, server_default=State.READY.value)
    """The state that the file said when it was last loaded."""
    archived_at: Mapped[datetime | None]
    """Since when it is kept without being asked any more."""
    flagged_at: Mapped[datetime | None]
    """When an instructor marked it for a second look."""
    trashed_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    """When the trash was emptied of it; its row stays where attempts or the log refer to it."""

    bank: Mapped[Bank] = relationship(back_populates="questions")
    versions: Mapped[list[QuestionVersion]] = relationship(
        order_by="QuestionVersion.number.desc()", back_populates="question"
    )
    current: Mapped[QuestionVersion] = relationship(
        primaryjoin=lambda: sa.and_(
            Question.id == sa.orm.foreign(QuestionVersion.question_id),
            Question.current_number == QuestionVersion.number,
        ),
        viewonly=True,
        uselist=False,
    )


class QuestionVersion(Base):
    """What a question asked from one moment on; never changed."""

    __tablename__ = "question_versions"
    __table_args__ = (
        sa.UniqueConstraint("question_id", "number"),
        *(sa.Index(None, name) for name in ("topic", "kind")),
        _few_set("question_versions", "author_id"),
        sa.Index("ix_question_versions_happened", "happened", sqlite_where=IS_DATED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id"))
    number: Mapped[int]
    kind: Mapped[str]
    content: Mapped[dict[str, Any]]
    """The mapping that quizapp.kinds.registry loads."""
    title: Mapped[str]
    topic: Mapped[str]
    level: Mapped[int]
    standing: Mapped[str]
    sources: Mapped[list[Any]]
    facets: Mapped[list[Any]]
    explanation: Mapped[str] = mapped_column(default="")
    teacher_note: Mapped[str] = mapped_column(default="")
    actors: Mapped[list[Any]] = mapped_column(default=list)
    happened: Mapped[str] = mapped_column(default="")
    """When its event happened, as a period of quizapp.kinds.edtf; "" where it has none."""
    event: Mapped[str] = mapped_column(default="")
    allowed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The linter's rules that it may break, each with the reason."""
    search_text: Mapped[str] = mapped_column(default="")
    """Everything of it that search looks at, folded."""
    digest: Mapped[str]
    origin: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    question: Mapped[Question] = relationship(back_populates="versions")


class UnsavedDraft(Base):
    """An edit that is no version yet: seen by its author alone, one for each question and for each new one."""

    __tablename__ = "question_drafts"
    __table_args__ = (
        sa.UniqueConstraint("author_id", "question_id"),
        sa.Index(
            "uq_question_drafts_new",
            "author_id",
            "bank_id",
            "kind",
            "sheet",
            unique=True,
            sqlite_where=sa.text("question_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    question_id: Mapped[int | None] = mapped_column(sa.ForeignKey("questions.id"))
    """None for a question that is not in the bank yet."""
    bank_id: Mapped[int] = mapped_column(sa.ForeignKey("banks.id"))
    kind: Mapped[str]
    sheet: Mapped[str] = mapped_column(default="", server_default="")
    """Which of several new questions of a kind; "" for the one that its address opens without more."""
    base_number: Mapped[int]
    """The version that the edit began from; 0 for a new question."""
    fields: Mapped[dict[str, Any]]
    """The form's fields as they were typed: each name with the list of its values."""
    updated_at: Mapped[datetime]


class StateChange(Base):
    """That somebody changed the state of a question. Never changed: the newest says what the question's row says."""

    __tablename__ = "state_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    """The version that was looked at."""
    before: Mapped[str]
    after: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    """None where a file said so."""
    remark: Mapped[str] = mapped_column(default="")
    """Why, in a sentence or two of Markdown."""
    at: Mapped[datetime]


class QuestionFacet(Base):
    """A facet of a question's current version, for choosing questions by it."""

    __tablename__ = "question_facets"
    __table_args__ = ({"sqlite_with_rowid": False},)

    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id"), primary_key=True, autoincrement=False)
    facet: Mapped[str] = mapped_column(primary_key=True, index=True)


class Card(Base):
    """A flashcard of a question: an identity that memory hangs on; its two sides come from the current version."""

    __tablename__ = "cards"
    __table_args__ = (sa.UniqueConstraint("question_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id"))
    key: Mapped[str]
    former_keys: Mapped[list[Any]] = mapped_column(default=list)
    """Keys that it had before a slip in what it asks was corrected: older versions still know it by them."""
    position: Mapped[int]
    retired_at: Mapped[datetime | None]
    """When the question stopped giving this card; its memory is kept, should it come back."""

    question: Mapped[Question] = relationship()


class QuestionFacility(Base):
    """How easy a question was for those who met it for the first time; counted now and then, never while answering."""

    __tablename__ = "question_facilities"

    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id", ondelete="CASCADE"), primary_key=True)
    answered: Mapped[int]
    """By how many learners."""
    share: Mapped[float]
    """Of the points to be had, from 0 to 1."""


class FacilityCount(Base):
    """How far facilities are counted: a single row."""

    __tablename__ = "facility_counts"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int]
    """The newest response that was looked at."""
    counted_at: Mapped[datetime]


def is_current() -> sa.ColumnElement[bool]:
    """Return the condition that joins a question with its current version."""
    return sa.and_(QuestionVersion.question_id == Question.id, QuestionVersion.number == Question.current_number)


def may_be_asked() -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions under which a question reaches students: every query on their behalf holds to them."""
    return (Question.state == State.READY, Question.trashed_at.is_(None), Question.archived_at.is_(None))


def is_dated() -> sa.ColumnElement[bool]:
    """Return the condition of a version whose event has a date, in the words that its index knows."""
    return QuestionVersion.happened != sa.literal_column("''")
