"""Choosing a due day within the fuzz range: even loads, easy days and holidays kept, never past a test.

What is chosen is recorded with the rating, so that replaying the log gives it again. Days with a lesson of the
learner's class take more than others, its holidays nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from quizapp.scheduling.intervals import Spread
from quizapp.scheduling.memory import Choice
from quizapp.scheduling.state import Rules

_THURSDAY = 3
"""The weekday of learner-day 0, Monday being 0."""
_FEWEST_FOR_TREND = 3
WEEK = 7
LESSON_SHARE = 1.5
"""Of a usual day's work on a day with a lesson, where the learner has not said otherwise of that weekday."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """The days on which a class meets: some weekdays of its term."""

    weekdays: frozenset[int]
    """0 for Monday."""
    first: int | None = None
    """The learner-day on which the term begins; None where that is not known."""
    last: int | None = None

    def fall_on(self, day: int) -> bool:
        """Say whether there is a lesson on a learner-day."""
        in_term = (self.first is None or self.first <= day) and (self.last is None or day <= self.last)
        return in_term and (day + _THURSDAY) % WEEK in self.weekdays


@dataclass(frozen=True, slots=True)
class Calendar:
    """How much of a usual day's work a learner wants on each day: by their own week, and by their classes."""

    shares: tuple[float, ...] = (1.0,) * WEEK
    """Of each weekday, Monday first: 1 as usual, 0 nothing, above 1 more."""
    days_off: tuple[tuple[int, int], ...] = ()
    """First and last learner-day of each holiday, whosever it is: what is off in one calendar is off."""
    lessons: tuple[Lessons, ...] = ()
    """Of each class."""

    def __post_init__(self) -> None:
        """Refuse what is no week."""
        if len(self.shares) != WEEK or min(self.shares) < 0:
            raise ValueError("A calendar has seven shares, none below nought.")

    def share(self, day: int) -> float:
        """Return the share of a usual day's work that a learner-day may hold; a wish of one's own wins over lessons."""
        if self.is_off(day):
            return 0.0
        own = self.shares[(day + _THURSDAY) % WEEK]
        return LESSON_SHARE if own == 1 and self.has_lesson(day) else own

    def is_off(self, day: int) -> bool:
        """Say whether a learner-day is one of a holiday."""
        return any(first <= day <= last for first, last in self.days_off)

    def has_lesson(self, day: int) -> bool:
        """Say whether a class meets on a learner-day."""
        return not self.is_off(day) and any(one.fall_on(day) for one in self.lessons)


EVERY_DAY = Calendar()


@dataclass(frozen=True, slots=True)
class Ahead:
    """What stands in a learner's coming days."""

    today: int
    loads: Mapping[int, int]
    """How many cards are due on each learner-day already."""
    calendar: Calendar = EVERY_DAY
    exams: tuple[int, ...] = ()
    """The learner-days of tests that the card is asked in."""


def choose_day(spread: Spread, ahead: Ahead, *, after: int = 0) -> int:
    """Return the learner-day of the range that is least loaded for its share, later than `after` if that can be.

    Days further ahead have had less time to fill: the trend of the loads over the range is no reason to wait longer.
    Among equals the nearest to the wanted interval is taken.
    """
    days = _open_days(spread, ahead, after)
    if len(days) == 1:
        return days[0]
    usual = _trend([ahead.loads.get(day, 0) for day in days])

    def pressure(place: int) -> tuple[float, float]:
        load, share = ahead.loads.get(days[place], 0), ahead.calendar.share(days[place]) or 1.0
        return (load + 1) / ((usual[place] + 1) * share), abs(days[place] - ahead.today - spread.wanted)

    return days[min(range(len(days)), key=pressure)]


def place_choices(choices: Sequence[Choice], ahead: Ahead, rules: Rules) -> tuple[Choice, ...]:
    """Return choices with their due days chosen; a better button still leads further wherever the ranges allow it."""
    placed, last = [], 0
    for choice in choices:
        if choice.spread is None:
            placed.append(choice)
            continue
        last = choose_day(choice.spread, ahead, after=last)
        interval = last - choice.memory.last_day
        memory = replace(choice.memory, due_day=last, due_at=rules.start(last), interval_days=interval)
        placed.append(replace(choice, memory=memory, wait=timedelta(days=interval)))
    return tuple(placed)


def _open_days(spread: Spread, ahead: Ahead, after: int) -> list[int]:
    """Return the days of the range that may be chosen; a wish that leaves none of them is let go."""
    days = list(range(ahead.today + spread.low, ahead.today + spread.high + 1))
    test = min((day for day in ahead.exams if day > ahead.today), default=None)
    wishes = (
        lambda day: day > after,
        lambda day: test is None or day < test,
        lambda day: ahead.calendar.share(day) > 0,
    )
    for wish in wishes:
        days = [day for day in days if wish(day)] or days
    return days


def _trend(loads: Sequence[int]) -> list[float]:
    """Return what each load would be on the straight line through them (least squares)."""
    count, mean = len(loads), sum(loads) / len(loads)
    if count < _FEWEST_FOR_TREND:
        return [mean] * count
    middle = (count - 1) / 2
    spread = sum((place - middle) ** 2 for place in range(count))
    slope = sum((place - middle) * load for place, load in enumerate(loads)) / spread
    return [max(mean + slope * (place - middle), 0.0) for place in range(count)]
