"""Item analysis of more answers than a page reads: what was asked for, how far it is, and what came of it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class AnalysisRun(Base):
    """A report that is worked out in the background, for whoever asked for it alone: it holds what they may see."""

    __tablename__ = "analysis_runs"
    __table_args__ = (sa.CheckConstraint("kind IN ('quiz', 'bank')", name="kind_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    key: Mapped[str]
    """The quiz's or the bank's."""
    title: Mapped[str]
    class_id: Mapped[int | None]
    """The class whose answers alone count; None for everybody's."""
    counted: Mapped[str]
    """Which attempts count, as quizapp.analysis.sittings names it."""
    total: Mapped[int] = mapped_column(default=0)
    """Attempts to be read, and how many were."""
    done: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """When it was last heard of; one that is not done and silent for minutes has broken off."""
    finished_at: Mapped[datetime | None]
    report: Mapped[str | None]
    """As quizapp.analysis.running writes it."""
