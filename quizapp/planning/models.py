"""The calendar of a learner's days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.db import Base


class StudyCalendar(Base):
    """How much of a usual day's work a learner wants on each weekday, and when nothing; none is made by default."""

    __tablename__ = "study_calendars"

    learner_id: Mapped[int] = mapped_column(
        sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    shares: Mapped[list[Any]]
    """Of the seven weekdays, Monday first: 1 is as usual, 0 is nothing."""
    days_off: Mapped[list[Any]]
    """Pairs of the first and the last date of each holiday, as ISO texts."""
    updated_at: Mapped[datetime]
