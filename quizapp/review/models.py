"""What a learner has put on cards (flags, notes, out of the way for a day or for good), and how they like to review."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class CardMark(Base):
    """What a learner has put on a card; a card without a row has nothing on it."""

    __tablename__ = "card_marks"

    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), primary_key=True, autoincrement=False)
    card_id: Mapped[int] = mapped_column(sa.ForeignKey("cards.id"), primary_key=True, autoincrement=False)
    flag: Mapped[int] = mapped_column(default=0)
    """1 red, 2 orange, 3 green, 4 blue; 0 none."""
    suspended_at: Mapped[datetime | None]
    """Since when it is not asked any more."""
    buried_day: Mapped[int | None]
    """The learner-day on which it is not asked."""
    note: Mapped[str] = mapped_column(default="")
    helped_lapses: Mapped[int] = mapped_column(default=0)
    """At how many lapses help was offered last."""


class CardAction(Base):
    """One step that can be taken back: what stood on a card before it."""

    __tablename__ = "card_actions"
    __table_args__ = (sa.UniqueConstraint("learner_id", "event_id"), sa.Index(None, "learner_id", "day"))

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str]
    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    card_id: Mapped[int] = mapped_column(sa.ForeignKey("cards.id"))
    what: Mapped[str]
    before: Mapped[dict[str, Any]]
    """The mark's values before; empty where there was none."""
    at: Mapped[datetime]
    day: Mapped[int]
    undone_at: Mapped[datetime | None]


class ReviewHabit(Base):
    """How a learner likes to review; without a row, as everybody does at first."""

    __tablename__ = "review_habits"

    learner_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), primary_key=True, autoincrement=False)
    keys: Mapped[dict[str, Any]]
    """Keys that are other than usual, by what they do."""
    order: Mapped[str] = mapped_column(default="mixed")
