"""Quizzes, ready-made ones, attempts at them, their slots, and the append-only responses."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.db import Base


class Feedback(StrEnum):
    """When a quiz shows what was right."""

    AT_ONCE = "at_once"
    AT_END = "at_end"


class Quiz(Base):
    """A way of choosing questions and of giving feedback; all attempts made that way are listed together."""

    __tablename__ = "quizzes"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    """SHA-256 of selection and feedback, so that the same choice is the same quiz; ready-made: of its key, too."""
    title: Mapped[str]
    selection: Mapped[dict[str, Any]]
    """banks, topics, facets, kinds (lists of keys; empty is all), size; of a ready-made quiz its key and its rules."""
    feedback: Mapped[str]
    created_at: Mapped[datetime]


class ReadyQuiz(Base):
    """A quiz as a file describes it. Its first attempt makes a Quiz of its rules, and other rules make another one."""

    __tablename__ = "ready_quizzes"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int]
    """A guide for students; nobody is stopped."""
    feedback: Mapped[str]
    rules: Mapped[list[Any]]
    """As quizapp.formats.quiz_rules stores them."""
    file_text: Mapped[str]
    """The text of its file, byte for byte."""
    folder: Mapped[str]
    """Where its file lay when it was last loaded."""
    missing_since: Mapped[datetime | None]
    """When a load of that folder first found no file of this name."""
    created_at: Mapped[datetime]

    @property
    def size(self) -> int:
        """How many questions its rules draw."""
        return size_of(self.rules)


def size_of(rules: list[Any]) -> int:
    """Return how many questions stored rules draw."""
    return sum(rule["count"] for rule in rules)


class Attempt(Base):
    """One learner's go at a quiz."""

    __tablename__ = "attempts"
    __table_args__ = (
        sa.Index(None, "learner_id", "started_at"),
        sa.UniqueConstraint("learner_id", "event_id"),
        sa.Index(
            "ix_attempts_ending",
            "closes_at",
            sqlite_where=sa.text("finished_at IS NULL AND closes_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str]
    """Made by the browser, so that a double click starts one attempt."""
    quiz_id: Mapped[int] = mapped_column(sa.ForeignKey("quizzes.id"), index=True)
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    size: Mapped[int]
    """How many questions were drawn."""
    dropped: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many of them count no more."""
    score: Mapped[float | None]
    """Points; None until it is finished."""
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    """The moment at which it ends by itself, with all that is saved; None where nobody waits for it."""
    results_at: Mapped[datetime | None]
    """From when on what is shown "after closing" may be shown."""
    terms: Mapped[dict[str, Any] | None]
    """What else was agreed, as quizapp.quizzes.terms stores it; None for practice."""

    quiz: Mapped[Quiz] = relationship()

    @property
    def worth(self) -> int:
        """The points to be had: one for each question that counts."""
        return self.size - self.dropped

    @property
    def share(self) -> float:
        """The share of its points that was reached, from 0 to 1."""
        return (self.score or 0.0) / self.worth if self.worth else 0.0


class Slot(Base):
    """A question's place in an attempt: the version asked, the order it is shown in, and the answer that counts now."""

    __tablename__ = "slots"
    __table_args__ = (sa.UniqueConstraint("attempt_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(sa.ForeignKey("attempts.id"))
    position: Mapped[int]
    """From 1."""
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("question_versions.id"), index=True)
    key_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("question_versions.id"))
    """The version whose key marks the answer, where a regrade chose another than the one asked."""
    arrangement: Mapped[list[Any]]
    answers: Mapped[list[Any] | None]
    """The newest response's answers; the log of responses is the truth."""
    score: Mapped[float | None]
    answered_at: Mapped[datetime | None]
    revealed_at: Mapped[datetime | None]
    """When a self-rated question's back was shown: from then on nothing typed changes."""
    dropped: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether it counts no more, as somebody decided afterwards; its score is kept."""
    certainty: Mapped[int | None]
    """How sure the learner said to be, from 1 to 3, where that is asked."""


class Response(Base):
    """An answer as it was given. Never changed, never removed; the newest of a slot counts."""

    __tablename__ = "responses"
    __table_args__ = (sa.UniqueConstraint("slot_id", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(sa.ForeignKey("slots.id"))
    event_id: Mapped[str]
    answers: Mapped[list[Any]]
    score: Mapped[float]
    answered: Mapped[bool]
    rule: Mapped[str]
    near_miss: Mapped[bool]
    at: Mapped[datetime]
    certainty: Mapped[int | None]


class LateAnswer(Base):
    """An answer that came after the end of its attempt. It does not count, and is kept to be seen."""

    __tablename__ = "late_answers"
    __table_args__ = (sa.UniqueConstraint("slot_id", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(sa.ForeignKey("slots.id"))
    event_id: Mapped[str]
    answers: Mapped[list[Any]]
    at: Mapped[datetime]


class Regrade(Base):
    """Answers to older versions of a question, graded again by a newer one's key. Taken back, it stays as a record."""

    __tablename__ = "regrades"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("question_versions.id"))
    """The version whose key they were graded by."""
    rule: Mapped[str]
    """new_key, or no_loss: whichever key gives more; full_marks for everybody, or drop: it counts no more."""
    reason: Mapped[str]
    """Shown to the students whose answers were graded again."""
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    at: Mapped[datetime]
    answers: Mapped[int]
    """How many answers were looked at, and kept in its changes."""
    changed: Mapped[int]
    """How many of them got another score."""
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    class_id: Mapped[int | None]
    """The class whose attempts alone it is of; None for everybody's."""
    made_version: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether its version was made by it, to accept an answer, and goes with it where it is taken back."""


class RegradeChange(Base):
    """What a regrade made of one slot: its score and the key it is marked by, before and after."""

    __tablename__ = "regrade_changes"

    regrade_id: Mapped[int] = mapped_column(sa.ForeignKey("regrades.id"), primary_key=True, autoincrement=False)
    slot_id: Mapped[int] = mapped_column(sa.ForeignKey("slots.id"), primary_key=True, autoincrement=False, index=True)
    old_key_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("question_versions.id"))
    new_key_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("question_versions.id"))
    old_score: Mapped[float | None]
    new_score: Mapped[float | None]
    old_attempt_score: Mapped[float | None]
    """The attempt's points before and after, where it was finished."""
    new_attempt_score: Mapped[float | None]


class KeptScores(Base):
    """That somebody left answers to older versions of a question as they were marked, though its key had changed."""

    __tablename__ = "kept_scores"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("question_versions.id", ondelete="CASCADE"))
    """The version whose key was there then: a later change of it is asked about again."""
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
