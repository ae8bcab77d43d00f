"""Days on which somebody practised: the streak, the calendar of the last weeks, the time spent. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from quizapp.scheduling.day import date_of

WEEK = 7
WEEKS = 26
_THURSDAY = 3
_LEVELS = (1, 10, 25, 50)
"""Answers a day from which a square of the calendar is darker."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What was done on one learner-day."""

    answers: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row; one missed day a week is forgiven, and today is not missed before it is over."""

    current: int
    longest: int


def streak_of(active: Collection[int], today: int) -> Streak:
    """Return the days practised in a row until today, and the most there were."""
    days = frozenset(active)
    ends = [day for day in days if day + 1 not in days]
    longest = max((_run(days, end) for end in ends), default=0)
    return Streak(_run(days, today if today in days else today - 1), longest)


def _run(days: frozenset[int], end: int) -> int:
    """Count the days practised up to a day; a single missed day is bridged, if none was within the week after it."""
    count, day, bridged = 0, end, end + 2 * WEEK
    while True:
        if day in days:
            count += 1
        elif day - 1 in days and bridged - day >= WEEK:
            bridged = day
        else:
            return count
        day -= 1


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the calendar: its week from the left, its weekday from the top, how dark it is from 0 to 4."""

    week: int
    weekday: int
    on: date
    answers: int
    level: int


def squares_of(activity: Mapping[int, Activity], today: int) -> list[Square]:
    """Return the days of the last weeks, Mondays on top, this week on the right."""
    first = today - (today + _THURSDAY) % WEEK - (WEEKS - 1) * WEEK
    squares = []
    for day in range(first, today + 1):
        answers = activity[day].answers if day in activity else 0
        level = sum(answers >= least for least in _LEVELS)
        squares.append(Square((day - first) // WEEK, (day - first) % WEEK, date_of(day), answers, level))
    return squares


@dataclass(frozen=True, slots=True)
class StudyWeek:
    """One week's work."""

    begins: date
    days: int
    answers: int
    minutes: float


def weeks_of(activity: Mapping[int, Activity], today: int) -> list[StudyWeek]:
    """Return the last weeks, the oldest first, from Monday to Sunday."""
    first = today - (today + _THURSDAY) % WEEK - (WEEKS - 1) * WEEK
    weeks = []
    for begin in range(first, today + 1, WEEK):
        done = [activity[day] for day in range(begin, begin + WEEK) if day in activity]
        answers, minutes = sum(one.answers for one in done), sum(one.minutes for one in done)
        weeks.append(StudyWeek(date_of(begin), len(done), answers, minutes))
    return weeks
