"""The day by which a visitor's cards are counted: it goes on past midnight, which pages say while it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app

from quizapp.accounts.access import visitor
from quizapp.clock import utcnow
from quizapp.memory.access import rules_of_app
from quizapp.memory.weights import in_calendar
from quizapp.scheduling.day import date_of


@dataclass(frozen=True, slots=True)
class StudyDay:
    """A learner-day as pages tell it."""

    on: date
    ends_at: datetime
    is_past_midnight: bool
    """Whether the calendar of the wall says the next day already."""


def study_day() -> StudyDay:
    """Return the day that the visitor's cards are in."""
    person, now = visitor(), utcnow()
    rules = in_calendar(rules_of_app(current_app), person.calendar if person else None)
    today = rules.day(now)
    on = date_of(today)
    return StudyDay(on, rules.start(today + 1), now.astimezone(rules.zone).date() > on)
