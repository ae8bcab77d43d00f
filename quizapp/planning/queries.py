"""Looking up what stands in a learner's coming days. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.visitor import Visitor
from quizapp.memory.queries import cards_due_by_day
from quizapp.planning.class_days import days_of_learner
from quizapp.planning.exam_queries import ExamOf, coming_exams
from quizapp.planning.models import StudyCalendar
from quizapp.scheduling.day import date_of
from quizapp.scheduling.memory import Choice
from quizapp.scheduling.placing import Ahead, Calendar


def study_calendar(session: Session, learner_id: int) -> StudyCalendar | None:
    """Return the calendar that a learner has made."""
    return session.get(StudyCalendar, learner_id)


def calendar_of(session: Session, learner_id: int) -> Calendar:
    """Return the calendar that a learner's cards are placed by: their own, with what their classes add to it."""
    return days_of_learner(session, learner_id).calendar


@dataclass(frozen=True, slots=True)
class ComingDays:
    """What stands in a learner's coming days, for cards of whatever banks."""

    today: int
    loads: dict[int, int]
    calendar: Calendar
    exams: Sequence[ExamOf]

    def ahead(self, bank_id: int) -> Ahead:
        """Return it as the cards of a bank see it."""
        asked = tuple(exam.day for exam in self.exams if bank_id in exam.banks)
        return Ahead(self.today, self.loads, self.calendar, asked)

    def take(self, day: int) -> None:
        """Count one card more on a day."""
        self.loads[day] = self.loads.get(day, 0) + 1


def coming_days(
    session: Session, person: Visitor, choices: Iterable[Choice], suspended: sa.Select[int]
) -> ComingDays | None:
    """Return what stands in the days to which some choices may be moved; None where none can be moved.

    Cards that are suspended fill no day, nor do those that nobody is asked any more.
    """
    movable = [
        (choice.memory.last_day, choice.spread)
        for choice in choices
        if choice.spread is not None and choice.spread.low < choice.spread.high
    ]
    if not movable:
        return None
    today = movable[0][0]
    first, last = min(spread.low for _day, spread in movable), max(spread.high for _day, spread in movable)
    loads = cards_due_by_day(session, person.id, suspended, today + first, today + last)
    return ComingDays(today, loads, calendar_of(session, person.id), coming_exams(session, person, date_of(today)))
