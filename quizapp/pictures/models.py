"""Pictures that are kept. What they show stands in files (store.py); here stands who brought it, when, and its size."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class Picture(Base):
    """A picture in the store."""

    __tablename__ = "pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    """The first half of the SHA-256 of its file, in hex."""
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    """Bytes."""
    shows: Mapped[str] = mapped_column(default="")
    """What it shows, as whoever brought it put it; each use has words of its own."""
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id", ondelete="SET NULL"), index=True)
    """Who brought it; None where it came beside a bank file."""
    created_at: Mapped[datetime] = mapped_column(index=True)
    """When it was brought, the last time."""
