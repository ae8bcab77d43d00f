"""What the pages of a class's insight are handed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from flask import current_app, request
from flask_babel import gettext as _
from flask_babel import ngettext

from quizapp.analysis.queries import versions_of
from quizapp.classroom.models import SchoolClass
from quizapp.classroom.queries import Student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.forecasts import access, first_answers, queries, starting, time_on_task
from quizapp.forecasts.forgetting import Forecast, days_ahead, forecast_of
from quizapp.forecasts.mastery import Mastery, mastery_of, standings_by_student
from quizapp.forecasts.moments import Moments, moments_of
from quizapp.forecasts.queries import Condition, Standing
from quizapp.forecasts.recall import Learners, learners_with_curves
from quizapp.forecasts.time_on_task import TimeRow, Weeks, middle_of
from quizapp.forecasts.wrong_ideas import QuestionIdeas, most_wrong, wrong_ideas
from quizapp.insights.charts import BarChart, Value, bar_chart
from quizapp.memory.access import rules_of_app
from quizapp.planning.class_days import holidays_of_class
from quizapp.planning.models import ClassHoliday
from quizapp.psychometrics.needs import Need, needs_of
from quizapp.scheduling.day import day_of
from quizapp.scheduling.warm_up import Candidate
from quizapp.web.rendering import show_date


@dataclass(frozen=True)
class ClassPage:
    """A class as each of its pages looks at it: who learns there, and which day it is about."""

    school_class: SchoolClass
    students: list[Student]
    left_out: list[Student]
    """Who was only brought in by the name of their account: what they know is not shown."""
    moments: Moments
    learners: Learners
    within: Condition
    """The condition that the visitor may see a question."""
    holidays: Sequence[ClassHoliday]
    asked: str | None
    """The day that the address asks for, to go on with on other pages."""

    @cached_property
    def standings(self) -> list[Standing]:
        """Return what each student has met of each topic."""
        today, then = self.moments.today_index, self.moments.on_index
        return queries.standings(db.session(), self.learners, self.within, today=today, then=then)

    @cached_property
    def mastery(self) -> Mastery:
        """Return the table of students and topics."""
        return mastery_of(self.students, self.standings, self.cards)

    @cached_property
    def needs(self) -> list[tuple[Student, Need]]:
        """Return who needs help, in the order of the roster."""
        last = queries.last_days(db.session(), self.learners)
        by_student = standings_by_student(self.students, self.standings)
        off = [(day_of(one.first_on), day_of(one.last_on)) for one in self.holidays]
        found = {need.student_id: need for need in needs_of(by_student, last, self.moments.today_index, off)}
        return [(student, found[student.person_id]) for student in self.students if student.person_id in found]

    @cached_property
    def cards(self) -> dict[str, int]:
        """Return how many cards each topic has."""
        return queries.cards_by_topic(db.session(), self.within)

    def forecast_of(self, learners: Learners) -> Forecast:
        """Return how some of the class forget each topic."""
        today, on = self.moments.today, self.moments.on
        days = [self.moments.today_index + ahead for ahead in days_ahead(today, on)]
        curves = queries.curves_by_topic(db.session(), learners, self.within, days)
        return forecast_of(curves, self.cards, len(learners.ids), today=today, on=on)

    @cached_property
    def wrong_ideas(self) -> list[QuestionIdeas]:
        """Return the wrong ideas that several students share, the most common one first."""
        answers = first_answers.first_answers(db.session(), self.learners.ids, self.within, now=utcnow())
        return wrong_ideas(answers, versions_of(db.session(), most_wrong(answers), self.within))

    def time_on_task(self) -> tuple[Weeks, list[TimeRow]]:
        """Return how long each student practised in the last weeks, in the order of the roster."""
        ids, session = self.learners.ids, db.session()
        zone, hour = ZoneInfo(self.school_class.time_zone), self.school_class.rollover_hour
        weeks = time_on_task.last_weeks(self.moments.today_index, zone, hour)
        cards = time_on_task.minutes_of_cards(session, ids, weeks)
        return weeks, time_on_task.rows_of(ids, cards, time_on_task.minutes_of_quizzes(session, ids, weeks))

    def cards_to_start_with(self, withheld: frozenset[int]) -> list[Candidate]:
        """Return the cards that the lesson could start with."""
        day = self.moments.on_index
        return starting.cards_to_start_with(db.session(), self.learners, self.within, withheld, day)


def class_page(class_id: int) -> ClassPage:
    """Return what the pages of a class of the visitor's look at, for the day that the address asks for."""
    school_class, session = access.open_taught_class(class_id), db.session()
    students, left_out = access.students_seen(school_class)
    learners = learners_with_curves(session, rules_of_app(current_app), [one.person_id for one in students])
    asked = request.args.get("on")
    holidays = holidays_of_class(session, class_id)
    moments = moments_of(school_class, asked or "", [(one.first_on, one.last_on) for one in holidays], now=utcnow())
    return ClassPage(school_class, students, left_out, moments, learners, access.seen_questions(), holidays, asked)


def time_chart(weeks: Weeks, rows: list[TimeRow]) -> BarChart:
    """Return the bars of the middle student's minutes."""
    bars = zip(weeks.begins, middle_of(rows), strict=False)
    return bar_chart([Value(minutes, _told(begins, minutes)) for begins, minutes in bars])


def _told(begins: date, minutes: float) -> str:
    told = ngettext("%(num)d minute", "%(num)d minutes", round(minutes))
    return str(_("week of %(day)s: %(minutes)s", day=show_date(begins), minutes=told))
