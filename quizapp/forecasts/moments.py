"""Today and the lesson that a class's pages are about, in the class's own calendar."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from quizapp.classroom.models import SchoolClass
from quizapp.scheduling.day import date_of, day_index, day_of
from quizapp.scheduling.lessons import next_lessons

OFFERED = 3
"""Lessons that one click leads to."""
WITHOUT_LESSONS = timedelta(days=7)
FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Moments:
    """Today, the day asked about, and the lessons that come."""

    today: date
    on: date
    """The day that the page is about: the next lesson, unless another one was asked for."""
    lessons: tuple[date, ...]

    @property
    def today_index(self) -> int:
        """Return today as a learner-day."""
        return day_of(self.today)

    @property
    def on_index(self) -> int:
        """Return the day asked about as a learner-day."""
        return day_of(self.on)

    @property
    def is_lesson(self) -> bool:
        """Say whether the day asked about is the next lesson."""
        return self.on in self.lessons[:1]


def moments_of(
    school_class: SchoolClass, asked: str, off: Collection[tuple[date, date]] = (), *, now: datetime
) -> Moments:
    """Return the days of a class's page; what is no date of the next year, or is past, is the next lesson.

    Holidays, by their first and last days, have none.
    """
    today = date_of(day_index(now, ZoneInfo(school_class.time_zone), school_class.rollover_hour))
    begins, ends = school_class.term_begins, school_class.term_ends
    lessons = next_lessons(today, school_class.lesson_days, term_begins=begins, term_ends=ends, off=off, count=OFFERED)
    usual = lessons[0] if lessons else today + WITHOUT_LESSONS
    return Moments(today, _date(asked, today) or usual, tuple(lessons))


def _date(text: str, today: date) -> date | None:
    try:
        asked = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return asked if today <= asked <= today + FURTHEST else None
