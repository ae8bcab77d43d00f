"""What the pages of tests and of a class's calendar are handed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from flask import current_app

from quizapp.accounts.access import known_visitor
from quizapp.accounts.models import Person
from quizapp.classroom import queries as classes
from quizapp.classroom.forms import WEEKDAYS
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.vouching import vouched_students
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.planning.class_days import classes_with_holidays, holidays_of_class
from quizapp.planning.class_plans import ClassForecast, forecast_class
from quizapp.planning.exam_queries import ExamOf, banks_by_id, banks_of_exam, exams_of_class
from quizapp.planning.forms import state_of_holiday
from quizapp.planning.models import ClassHoliday, Exam
from quizapp.planning.plans import ExamForecast
from quizapp.scheduling.day import date_of, day_index, day_of


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
    """Other open classes that the visitor teaches and that have holidays: these holidays could be taken."""
    exams: Sequence[Exam]

    @property
    def lesson_days(self) -> list[str]:
        """Return the names of the weekdays with a lesson."""
        return [str(WEEKDAYS[day]) for day in self.school_class.lesson_days]

    def seen_state(self, holiday: ClassHoliday) -> str:
        """Return what a form names as the holiday that the page showed."""
        return state_of_holiday(holiday)


def class_calendar(school_class: SchoolClass) -> ClassCalendar:
    """Return a class's calendar, for its page."""
    session, person = db.session(), known_visitor()
    taught = classes.other_classes(session, person.id, school_class.id)
    with_holidays = classes_with_holidays(session, [one.id for one in taught])
    others = [one for one in taught if one.id in with_holidays]
    holidays = holidays_of_class(session, school_class.id)
    exams = exams_of_class(session, school_class.id)
    return ClassCalendar(school_class, today_of_class(school_class), holidays, others, exams)


def today_of_class(school_class: SchoolClass) -> date:
    """Return the date of a class's learner-day."""
    return date_of(day_index(utcnow(), ZoneInfo(school_class.time_zone), school_class.rollover_hour))


@dataclass(frozen=True, slots=True)
class ClassAhead:
    """What stands ahead of a class, as its students see it."""

    holidays: Sequence[ClassHoliday]
    exams: Sequence[Exam]


def ahead_of_class(school_class: SchoolClass) -> ClassAhead:
    """Return what stands ahead of a class: holidays that are not over, and tests."""
    today = today_of_class(school_class)
    holidays = [one for one in holidays_of_class(db.session(), school_class.id) if one.last_on >= today]
    exams = exams_of_class(db.session(), school_class.id)
    return ClassAhead(holidays, [one for one in exams if one.removed_at is None and one.held_on >= today])


@dataclass(frozen=True, slots=True)
class ClassExam:
    """A test of a class, as its page shows it."""

    exam: Exam
    titles: list[str]
    """Of the banks that it asks about."""
    today: date
    """Of the class."""
    days_left: int
    teaches: bool
    """Whether the visitor teaches the class, so that what it remembers is theirs to see."""
    forecast: ClassForecast | None
    set_by: str


def class_exam(school_class: SchoolClass, exam: Exam) -> ClassExam:
    """Return a test of a class with what its day promises; to admins who do not teach it without that."""
    session, today = db.session(), today_of_class(school_class)
    asked = banks_of_exam(session, exam.id)
    titles = [title for number, title in banks_by_id(session) if number in asked]
    teaches = classes.role_of_teacher(session, school_class.id, known_visitor().id) is not None
    forecast = None
    if teaches:
        students = sorted(session.scalars(vouched_students(school_class.id, known_visitor().id)))
        forecast = forecast_class(session, rules_of_app(current_app), exam, students, day_of(today))
    left = max((exam.held_on - today).days, 0)
    return ClassExam(exam, titles, today, left, teaches, forecast, session.get_one(Person, exam.owner_id).name)
