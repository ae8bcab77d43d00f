"""What one student is allowed of an assignment: from when to when, how long, how often. Values and arithmetic only."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from quizapp.assignments.models import Assignment, AssignmentException
from quizapp.assignments.settings import Late, LateRule, QuizSettings
from quizapp.quizzes.terms import GRACE, Terms, When

DAY = timedelta(days=1)


class Phase(StrEnum):
    """Where an assignment stands for one student, by the clock alone."""

    COMING = "coming"
    OPEN = "open"
    LATE = "late"
    """After the closing, and still accepted."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one student is allowed."""

    opens_at: datetime | None
    closes_at: datetime | None
    """Until when it is on time."""
    ends_at: datetime | None
    """The very last moment."""
    minutes: int | None = None
    usual_minutes: int | None = None
    attempts: int | None = None
    excused: bool = False

    def phase(self, now: datetime) -> Phase:
        """Return where it stands at a moment."""
        if self.opens_at is not None and now < self.opens_at:
            return Phase.COMING
        if self.closes_at is None or now < self.closes_at:
            return Phase.OPEN
        return Phase.LATE if self.ends_at is not None and now < self.ends_at else Phase.CLOSED

    def attempt_ends(self, now: datetime) -> datetime | None:
        """Return when an attempt that begins now ends by itself."""
        by_limit = now + timedelta(minutes=self.minutes) if self.minutes else None
        return min((moment for moment in (by_limit, self.ends_at) if moment is not None), default=None)


def allowed_for(
    assignment: Assignment, quiz: QuizSettings | None, exception: AssignmentException | None, enrolled_percent: int = 0
) -> Allowed:
    """Return what a student is allowed, by the assignment, their exception and the extra time of their enrolment."""
    opens_at, closes_at, ends_at = assignment.opens_at, assignment.closes_at, last_moment(assignment)
    attempts = quiz.attempts if quiz else None
    if exception is not None:
        opens_at = exception.opens_at or opens_at
        if exception.closes_at is not None:
            closes_at, ends_at = exception.closes_at, max(exception.closes_at, ends_at or exception.closes_at)
        attempts = exception.attempts or attempts
    return Allowed(
        opens_at=opens_at,
        closes_at=closes_at,
        ends_at=ends_at,
        minutes=_minutes(quiz.minutes, exception, enrolled_percent) if quiz else None,
        usual_minutes=quiz.minutes if quiz else None,
        attempts=attempts,
        excused=exception is not None and exception.excused,
    )


def last_moment(assignment: Assignment) -> datetime | None:
    """Return until when an assignment is accepted of everybody at the most; None where it stays open."""
    if assignment.closes_at is None:
        return None
    return max(assignment.closes_at, assignment.late_until or assignment.closes_at)


def _minutes(limit: int | None, exception: AssignmentException | None, enrolled_percent: int) -> int | None:
    if limit is None:
        return None
    percent, more = enrolled_percent, 0
    if exception is not None:
        percent = enrolled_percent if exception.extra_percent is None else exception.extra_percent
        more = exception.extra_minutes or 0
    return math.ceil(limit * (100 + percent) / 100) + more


def closed_for_all(assignment: Assignment, exceptions: Iterable[AssignmentException]) -> datetime | None:
    """Return from when on nobody can answer any more: what is shown "after closing" waits for it."""
    last = last_moment(assignment)
    if last is None:
        return None
    return max([last, *(one.closes_at for one in exceptions if one.closes_at is not None)]) + GRACE


def terms_for(quiz: QuizSettings, allowed: Allowed, closed_at: datetime | None, *, now: datetime) -> Terms:
    """Return the terms of an attempt that begins now."""
    waits = {quiz.score, quiz.verdict, quiz.key, quiz.explanation} & {When.AFTER_CLOSING, When.NEVER}
    return Terms(
        shows=quiz.shows,
        closes_at=allowed.attempt_ends(now),
        results_at=closed_at if waits else None,
        minutes=allowed.minutes,
        usual_minutes=allowed.usual_minutes,
        certainty=quiz.certainty,
        shuffled=quiz.shuffled,
        counts=quiz.counts,
    )


def days_late(finished_at: datetime, closes_at: datetime | None) -> int:
    """Return how many days, begun ones too, something came after the closing."""
    if closes_at is None or finished_at <= closes_at:
        return 0
    return math.ceil((finished_at - closes_at) / DAY)


def kept_share(late: Late, days: int) -> float:
    """Return which part of its points late work keeps, from 0 to 1."""
    if days == 0 or late.rule != LateRule.PERCENT:
        return 1.0
    return max(0.0, 1.0 - days * late.percent_per_day / 100)
