"""What comes due in the next days, for the page of the forecast. Pure."""

from __future__ import annotations

from collections.abc import Mapping
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
    """Of a usual day's work, by the learner's calendar."""


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
    def busiest(self) -> ComingDay:
        """Return the day on which most come due, the first of several."""
        return max(self.days, key=lambda day: day.due)


def coming_days(loads: Mapping[int, int], today: int, calendar: Calendar) -> Coming:
    """Return the forecast with each day's date and share."""
    days = forecast(loads, today)
    return Coming(tuple(ComingDay(date_of(day.day), day.due, day.overdue, calendar.share(day.day)) for day in days))
