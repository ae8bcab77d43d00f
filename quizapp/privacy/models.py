"""How long things are kept, as an admin has set it, and what was done by that."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class RetentionRules(Base):
    """How long things are kept: one row, and without it everything is kept. None: as long as anything is."""

    __tablename__ = "retention_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    classes_months: Mapped[int | None]
    """Months after the archiving of their last class after which students are erased who practise no more."""
    guests_days: Mapped[int | None]
    """Days without practice after which guests are erased who are in no class."""
    drafts_days: Mapped[int | None]
    """Days after which a draft of a question goes that nobody has touched."""
    automatic: Mapped[bool] = mapped_column(default=False)
    """Whether it happens each day by itself."""


class RetentionRun(Base):
    """That the rules were followed: when, by whom, and how much went; nobody's name."""

    __tablename__ = "retention_runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"))
    """None for a command, and where it happened by itself."""
    figures: Mapped[dict[str, Any]]
    """How many students, guests and drafts went."""
    backup: Mapped[str]
    """The stamp of the backup that was made before; "" where others make the backups."""
