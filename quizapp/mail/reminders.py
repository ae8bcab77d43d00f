"""Who is to be reminded of what: it closes tomorrow by the class's clock, or today, and was not handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from quizapp.assignments.counting import State
from quizapp.assignments.models import Assignment
from quizapp.assignments.outcomes import outcomes_of
from quizapp.classroom.models import SchoolClass
from quizapp.mail import queries
from quizapp.scheduling.state import Rules

BEGINS = time(16)
"""By the class's clock, on the day before: when a school day is over, and an evening is left."""
LEAST_LEFT = timedelta(hours=1)
"""Nobody is reminded of what they cannot do in time any more."""
_LOOKS_AHEAD = timedelta(days=2)
_TO_DO = frozenset({State.OPEN, State.BEGUN})


@dataclass(frozen=True, slots=True)
class Due:
    """Something that somebody has not handed in."""

    person_id: int
    assignment: Assignment
    school_class: SchoolClass
    closes_at: datetime
    """For them: with their exceptions."""


def is_time(closes_at: datetime, zone: str, now: datetime) -> bool:
    """Say whether it is time to remind somebody of what closes at a moment."""
    day_before = closes_at.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    begins = datetime.combine(day_before, BEGINS, ZoneInfo(zone))
    return begins <= now < closes_at - LEAST_LEFT


def due_soon(session: Session, rules: Rules, *, now: datetime, only: int | None = None) -> Iterator[Due]:
    """Yield what people who want to be reminded are to be reminded of now; of one person alone where that is said."""
    wished = queries.learners_to_remind(session, only)
    for _id, rows in groupby(wished, key=lambda row: row[0].id):
        learners = list(rows)
        school_class, percents = learners[0][0], dict(map(itemgetter(1, 2), learners))
        assignments = queries.assignments_that_close(session, school_class.id, now, now + _LOOKS_AHEAD)
        if assignments:
            outcomes = outcomes_of(session, assignments, percents, rules, now=now)
            by_id = {one.id: one for one in assignments}
            for (assignment_id, person_id), outcome in outcomes.items():
                closes_at = outcome.allowed.closes_at
                if outcome.state in _TO_DO and closes_at and is_time(closes_at, school_class.time_zone, now):
                    yield Due(person_id, by_id[assignment_id], school_class, closes_at)
