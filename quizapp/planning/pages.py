"""What the pages of tests and of a class's calendar are handed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from quizapp.accounts.access import known_visitor
from quizapp.classroom import queries as classes
from quizapp.classroom.forms import WEEKDAYS
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.planning.class_days import holidays_of_class
from quizapp.planning.exam_queries import ExamOf
from quizapp.planning.models import ClassHoliday
from quizapp.planning.plans import ExamForecast
from quizapp.scheduling.day import date_of, day_index


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """One pace with what it promises."""

    minutes: int
    recall: float
    chosen: bool
    known: int
    """How many of all cards that is."""


def outlook_rows(forecast: ExamForecast, exam: ExamOf) -> list[OutlookRow]:
    """Return the paces with the number of cards that each promises to be known."""
    return [
        OutlookRow(one.minutes, one.recall, one.minutes == exam.minutes, round(one.recall * forecast.cards))
        for one in forecast.outlooks
    ]


@dataclass(frozen=True, slots=True)
class ClassCalendar:
    """A class's calendar as its teachers see it."""

    school_class: SchoolClass
    today: date
    holidays: Sequence[ClassHoliday]
    others: Sequence[SchoolClass]
    """Other open classes that the visitor teaches, whose holidays could be taken."""

    @property
    def lesson_days(self) -> list[str]:
        """Return the names of the weekdays with a lesson."""
        return [str(WEEKDAYS[day]) for day in self.school_class.lesson_days]


def class_calendar(school_class: SchoolClass) -> ClassCalendar:
    """Return a class's calendar, for its page."""
    session, person = db.session(), known_visitor()
    others = classes.other_classes(session, person.id, school_class.id)
    holidays = holidays_of_class(session, school_class.id)
    return ClassCalendar(school_class, today_of_class(school_class), holidays, others)


def today_of_class(school_class: SchoolClass) -> date:
    """Return the date of a class's learner-day."""
    return date_of(day_index(utcnow(), ZoneInfo(school_class.time_zone), school_class.rollover_hour))


@dataclass(frozen=True, slots=True)
class ClassAhead:
    """What stands ahead of a class, as its students see it."""

    holidays: Sequence[ClassHoliday]


def ahead_of_class(school_class: SchoolClass) -> ClassAhead:
    """Return what stands ahead of a class: holidays that are not over."""
    today = today_of_class(school_class)
    holidays = [one for one in holidays_of_class(db.session(), school_class.id) if one.last_on >= today]
    return ClassAhead(holidays)
