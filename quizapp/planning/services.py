"""Services that change when a learner studies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from quizapp.planning import queries
from quizapp.planning.models import StudyCalendar


def save_calendar(
    session: Session,
    learner_id: int,
    shares: Sequence[float],
    days_off: Sequence[tuple[date, date]],
    *,
    now: datetime,
) -> None:
    """Keep how a learner's days are; ratings from now on are placed by it, those before stay as they were."""
    calendar = queries.study_calendar(session, learner_id)
    if calendar is None:
        calendar = StudyCalendar(learner_id=learner_id)
        session.add(calendar)
    calendar.shares = list(shares)
    calendar.days_off = [[first.isoformat(), last.isoformat()] for first, last in sorted(days_off)]
    calendar.updated_at = now
    session.flush()
