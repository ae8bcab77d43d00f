"""The record of erasures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class Erasure(Base):
    """That somebody was erased: when, how, and how many rows; nothing of them but the number of their row that is gone.

    That number is what an older backup needs to be told whom to erase again (quizapp.ops.backups.erased).
    """

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    """Drawn by chance: what whoever asked for it is given, so that it can be found."""
    person_id: Mapped[int]
    """Of a row that is gone, so no reference."""
    at: Mapped[datetime]
    way: Mapped[str]
    """One of quizapp.erasure.erasing.Way."""
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"))
    kept_attempts: Mapped[int]
    """Attempts that are nobody's now."""
    removed: Mapped[dict[str, Any]]
    """How many rows of each table went."""
    is_nameless: Mapped[bool] = mapped_column(default=False)
    """Whether the person's work for others stayed, under another name."""
