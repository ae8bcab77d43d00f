"""What comes due in the next days, for the page of the forecast. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quizapp.scheduling.day import date_of
from quizapp.scheduling.forecast import forecast
from quizapp.scheduling.placing import Calendar

WEEK = 7


@dataclass(frozen=True, slots=True)
class ComingDay:
    """One day of the forecast."""

    on: date
    due: int
    overdue: int
    share: float
    """Of a usual day's work, by the learner's calendar and their classes'."""
    has_lesson: bool = False
    notes: tuple[str, ...] = ()
    """Names of holidays of their classes, and of tests that are held on it."""
    has_test: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """The coming days with what a sentence needs."""

    days: tuple[ComingDay, ...]

    @property
    def this_week(self) -> int:
        """Return how many cards come due within seven days."""
        return sum(day.due for day in self.days[:WEEK])

    @property
    def total(self) -> int:
        """Return how many cards come due within the whole forecast."""
        return sum(day.due for day in self.days)

    @property
    def eased(self) -> bool:
        """Say whether any of the days is easy or free."""
        return any(day.share < 1 for day in self.days)

    @property
    def with_lessons(self) -> bool:
        """Say whether a class meets on any of the days."""
        return any(day.has_lesson for day in self.days)

    @property
    def tests(self) -> tuple[ComingDay, ...]:
        """Return the days on which a test is held."""
        return tuple(day for day in self.days if day.has_test)

    @property
    def busiest(self) -> ComingDay:
        """Return the day on which most come due, the first of several."""
        return max(self.days, key=lambda day: day.due)


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that has a name and some days: a holiday of a class, or a test."""

    name: str
    first: date
    last: date
    is_test: bool = False


def coming_days(loads: Mapping[int, int], today: int, calendar: Calendar, noted: Sequence[Noted] = ()) -> Coming:
    """Return the forecast with each day's date and share, and what stands on it."""
    days = []
    for day in forecast(loads, today):
        on = date_of(day.day)
        here = [one for one in noted if one.first <= on <= one.last]
        names = tuple(dict.fromkeys(one.name for one in here))
        has_test = any(one.is_test for one in here)
        share, lesson = calendar.share(day.day), calendar.has_lesson(day.day)
        days.append(ComingDay(on, day.due, day.overdue, share, lesson, names, has_test))
    return Coming(tuple(days))
