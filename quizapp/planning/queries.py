"""Looking up what stands in a learner's coming days. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.visitor import Visitor
from quizapp.memory.queries import cards_due_by_day
from quizapp.planning.exam_queries import coming_exams
from quizapp.planning.models import StudyCalendar
from quizapp.scheduling.day import date_of, day_of
from quizapp.scheduling.memory import Choice
from quizapp.scheduling.placing import EVERY_DAY, Ahead, Calendar


def study_calendar(session: Session, learner_id: int) -> StudyCalendar | None:
    """Return the calendar that a learner has made."""
    return session.get(StudyCalendar, learner_id)


def calendar_of(session: Session, learner_id: int) -> Calendar:
    """Return the calendar that a learner's cards are placed by."""
    statement = sa.select(StudyCalendar.shares, StudyCalendar.days_off).where(StudyCalendar.learner_id == learner_id)
    row = session.execute(statement).one_or_none()
    return _calendar(*row) if row else EVERY_DAY


def _calendar(shares: list[Any], days_off: list[Any]) -> Calendar:
    spans = ((day_of(date.fromisoformat(first)), day_of(date.fromisoformat(last))) for first, last in days_off)
    return Calendar(tuple(float(share) for share in shares), tuple(spans))


def days_ahead(session: Session, person: Visitor, choices: Sequence[Choice], bank_id: int) -> Ahead | None:
    """Return what stands in the days to which a card of a bank may be moved; None where it cannot be moved."""
    movable = [
        (choice.memory.last_day, choice.spread)
        for choice in choices
        if choice.spread is not None and choice.spread.low < choice.spread.high
    ]
    if not movable:
        return None
    today = movable[0][0]
    first, last = min(spread.low for _day, spread in movable), max(spread.high for _day, spread in movable)
    loads = cards_due_by_day(session, person.id, today + first, today + last)
    exams = coming_exams(session, person, date_of(today))
    asked = tuple(exam.day for exam in exams if bank_id in exam.banks)
    return Ahead(today, loads, calendar_of(session, person.id), asked)
