"""A learner's memory of a card, and the append-only log of all evidence for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base

_IS_KNOWN = """source = 'review' OR source = 'quiz'
  OR source IN ('live', 'undo', 'relearn', 'postpone', 'cram', 'merged', 'merged-quiz')"""
"""For IN, SQLite makes a table of what it names for each row that is written: two fifths of the time that takes."""
_IS_REVIEW = sa.text("source = 'review'")
_IS_UNDO = sa.text("undoes_id IS NOT NULL")
_IS_RUNNING = sa.text("outcome = 'running'")
"""Which rows an index holds: it costs nothing for the others."""


class MemoryState(Base):
    """Where a learner stands with a card: wholly computed from the log, kept for speed."""

    __tablename__ = "memory_states"
    __table_args__ = (sa.Index(None, "learner_id", "due_day"), {"sqlite_with_rowid": False})

    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), primary_key=True, autoincrement=False)
    card_id: Mapped[int] = mapped_column(sa.ForeignKey("cards.id"), primary_key=True, autoincrement=False, index=True)
    phase: Mapped[str]
    step: Mapped[int]
    stability: Mapped[float]
    """Days until recall falls to 0.9."""
    difficulty: Mapped[float]
    """From 1 to 10."""
    last_at: Mapped[datetime]
    last_day: Mapped[int]
    """Learner-day of the last review, in days since 1970-01-01."""
    due_at: Mapped[datetime]
    due_day: Mapped[int]
    interval_days: Mapped[int]
    reps: Mapped[int]
    lapses: Mapped[int]
    credited_day: Mapped[int | None]
    """Learner-day of the last credit by a quiz."""
    parameters: Mapped[str]
    """Version of the model's parameters that computed this."""


class ReviewEvent(Base):
    """One piece of evidence, or the taking back of one. Never changed, never removed."""

    __tablename__ = "review_log"
    __table_args__ = (
        sa.UniqueConstraint("learner_id", "event_id"),
        sa.Index(None, "learner_id", "card_id"),
        sa.Index(None, "learner_id", "day", sqlite_where=_IS_REVIEW),
        sa.Index("uq_review_log_undoes_id", "undoes_id", unique=True, sqlite_where=_IS_UNDO),
        sa.CheckConstraint("rating BETWEEN 0 AND 4", name="rating_known"),
        sa.CheckConstraint(_IS_KNOWN, name="source_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str]
    """Made by the browser; the same id twice is one event."""
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    card_id: Mapped[int] = mapped_column(sa.ForeignKey("cards.id"))
    source: Mapped[str]
    rating: Mapped[int]
    """1 again, 2 hard, 3 good, 4 easy; 0 where nothing was recalled: an undo, a relearn, a postponement."""
    score: Mapped[float | None]
    """From 0 to 1, where a quiz gave the evidence."""
    at: Mapped[datetime]
    """When the learner answered."""
    day: Mapped[int]
    """The learner-day of that moment."""
    recorded_at: Mapped[datetime]
    """When the server heard of it."""
    told_at: Mapped[datetime | None]
    """When the learner answered by the clock of their device, where that could not be true and `at` is otherwise."""
    duration_ms: Mapped[int | None]
    was_new: Mapped[bool] = mapped_column(default=False)
    """Whether the card was new to this learner: counts against the limit of new cards a day."""
    placed_day: Mapped[int | None]
    """The due day that was shown on the button, chosen within the fuzz range; None where nothing chose."""
    days: Mapped[int | None]
    """Of a relearn or a postponement: learner-days until the card comes back."""
    undoes_id: Mapped[int | None] = mapped_column(sa.ForeignKey("review_log.id"))


class Relearn(Base):
    """Cards of a question that were brought back soon, since their backs changed. Taken back, it stays as a record."""

    __tablename__ = "relearns"

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("questions.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("question_versions.id"))
    """The version that brought the new backs."""
    reason: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    at: Mapped[datetime]
    memories: Mapped[int]
    learners: Mapped[int]
    first_log_id: Mapped[int]
    """Its events in the log, from this one to the last; writers queue, so that nobody else's stand between."""
    last_log_id: Mapped[int]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))


class MemoryFit(Base):
    """An attempt to fit the model's weights to answers: over whom, what it came to, and why it was adopted or not.

    Adopted and not reverted, the newest of a learner's own is in force for them, else the newest of a group that they
    are in, else the newest for everyone. Never removed; its weights never change.
    """

    __tablename__ = "memory_fits"
    __table_args__ = (
        sa.Index("uq_memory_fits_running", "outcome", unique=True, sqlite_where=_IS_RUNNING),
        sa.CheckConstraint(
            "outcome IN ('running', 'adopted', 'not_better', 'too_few', 'failed')", name="outcome_known"
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"))
    """Who asked for it; None for the command line."""
    learner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), index=True)
    """Whose own weights these are; None for those of many."""
    of_group: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Whether it is of the group of memory_fit_learners; else, without a learner, of everyone."""
    outcome: Mapped[str]
    """One of quizapp.memory.fits.Outcome."""
    learners: Mapped[int] = mapped_column(default=0)
    reviews: Mapped[int] = mapped_column(default=0)
    """Answers in the log that it was made over."""
    weights_before: Mapped[list[Any] | None]
    weights: Mapped[list[Any] | None]
    held_out: Mapped[dict[str, Any] | None]
    """Figures on the answers that were held back, as quizapp.scheduling.held_out tells them."""
    reverted_at: Mapped[datetime | None]
    reverted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"))


class FitLearner(Base):
    """That somebody is in the group that a fit is of."""

    __tablename__ = "memory_fit_learners"

    fit_id: Mapped[int] = mapped_column(sa.ForeignKey("memory_fits.id", ondelete="CASCADE"), primary_key=True)
    learner_id: Mapped[int] = mapped_column(
        sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class PredictionSummary(Base):
    """How well everyone's recall was predicted, as it was worked out at some moment."""

    __tablename__ = "prediction_summaries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    figures: Mapped[dict[str, Any]]
    """A quizapp.scheduling.summing.Summary as JSON."""


def is_review() -> sa.ColumnElement[bool]:
    """Return the condition of a flashcard's rating; the word stands in the statement, as the index of days knows it."""
    return ReviewEvent.source == sa.literal_column("'review'")
