"""Queries that tell what became of assignments: who has done what, and what counts. For lists and gradebooks.

The number of statements does not grow with students or assignments.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy.orm import Session

from quizapp.assignments import queries
from quizapp.assignments.counting import Outcome, State, Try, state_of, state_without_work, what_counts
from quizapp.assignments.deadlines import Allowed, allowed_for, days_late, kept_share
from quizapp.assignments.models import Assignment, AssignmentException, Kind
from quizapp.assignments.progress import Progress, progress_of
from quizapp.assignments.queries import SittingRow, Sum
from quizapp.assignments.settings import QuizSettings, quiz_settings
from quizapp.quizzes.certainty import MOST
from quizapp.quizzes.terms import is_over
from quizapp.scheduling.state import Rules

Outcomes = Mapping[tuple[int, int], Outcome]
"""By (assignment id, person id)."""
Percents = Mapping[int, int]
"""Person id → extra time in percent that their enrolment says: the students who are asked about."""


def outcomes_of(
    session: Session, assignments: Sequence[Assignment], students: Percents, rules: Rules, *, now: datetime
) -> Outcomes:
    """Return what became of some assignments with some students of their class."""
    ids = [one.id for one in assignments]
    exceptions = {(one.assignment_id, one.person_id): one for one in queries.exceptions_of(session, ids)}
    quizzes = {one.id: quiz_settings(one.settings) for one in assignments if one.kind == Kind.QUIZ}
    sat = _sittings(session, list(quizzes), students)
    allowed = _allowed(assignments, quizzes, exceptions, students)
    sums = queries.sums_of(session, _to_add_up(sat, quizzes, allowed, now))
    others = [one for one in assignments if one.kind != Kind.QUIZ]
    done = progress_of(session, others, list(students), rules, now=now)
    seen = _Seen(sat, sums, now)
    return {
        key: _of_quiz(key, quizzes[key[0]], may, seen)
        if key[0] in quizzes
        else _of_goal(key, may, done.get(key, Progress()), now)
        for key, may in allowed.items()
    }


def _allowed(
    assignments: Sequence[Assignment],
    quizzes: Mapping[int, QuizSettings],
    exceptions: Mapping[tuple[int, int], AssignmentException],
    students: Percents,
) -> dict[tuple[int, int], Allowed]:
    """Return what each student is allowed; those without an exception, by what their extra time makes of it."""
    found = {}
    for one in assignments:
        quiz = quizzes.get(one.id)
        usual = {percent: allowed_for(one, quiz, None, percent) for percent in set(students.values())}
        for person_id, percent in students.items():
            found[one.id, person_id] = usual[percent]
    by_id = {one.id: one for one in assignments}
    for (number, person_id), exception in exceptions.items():
        if person_id in students:
            one = by_id[number]
            found[number, person_id] = allowed_for(one, quizzes.get(number), exception, students[person_id])
    return found


def _sittings(session: Session, ids: Collection[int], students: Percents) -> dict[tuple[int, int], list[SittingRow]]:
    only = next(iter(students)) if len(students) == 1 else None
    rows = queries.sittings_of(session, ids, only) if ids else ()
    return {key: list(some) for key, some in groupby(rows, attrgetter("assignment_id", "person_id"))}


def _to_add_up(
    sat: Mapping[tuple[int, int], list[SittingRow]],
    quizzes: Mapping[int, QuizSettings],
    allowed: Mapping[tuple[int, int], Allowed],
    now: datetime,
) -> list[int]:
    """Return the attempts whose slots have to be looked at: late ones, those by certainty, those that just ended."""
    found = []
    for key, rows in sat.items():
        closes_at = allowed[key].closes_at if key in allowed else None
        for row in rows:
            late = row.finished_at is not None and closes_at is not None and row.finished_at > closes_at
            ended = row.finished_at is None and is_over(row.closes_at, now)
            if late or ended or quizzes[key[0]].certainty:
                found.append(row.attempt_id)
    return found


@dataclass(frozen=True, slots=True)
class _Seen:
    """The sittings to some quizzes, and what is needed to value them."""

    sat: Mapping[tuple[int, int], Sequence[SittingRow]]
    sums: Mapping[int, Sum]
    now: datetime


def _of_quiz(key: tuple[int, int], quiz: QuizSettings, allowed: Allowed, seen: _Seen) -> Outcome:
    tries = tuple([_try(row, quiz, allowed, seen) for row in seen.sat.get(key, ())])
    share, counted = what_counts(tries, quiz.counts)
    return Outcome(*key, allowed, state_of(tries, allowed, now=seen.now), tries, share, counted)


def _try(row: SittingRow, quiz: QuizSettings, allowed: Allowed, seen: _Seen) -> Try:
    added, finished_at = seen.sums.get(row.attempt_id), row.finished_at
    over = finished_at is None and is_over(row.closes_at, seen.now)
    if over:
        finished_at = row.closes_at
    points = added.points if over and added else row.score or 0.0
    share = points / row.worth if row.worth else 0.0
    if quiz.certainty and added:
        share = max(0.0, added.by_certainty / (MOST * row.worth)) if row.worth else 0.0
    handed_in = finished_at if added is None or finished_at is None else min(finished_at, added.last_at or finished_at)
    late = days_late(handed_in, allowed.closes_at) if handed_in else 0
    kept = kept_share(quiz.late, late)
    return Try(row.number, row.attempt_id, row.started_at, finished_at, share, late, kept, row.seen_before)


def _of_goal(key: tuple[int, int], allowed: Allowed, done: Progress, now: datetime) -> Outcome:
    if allowed.excused:
        state = State.EXCUSED
    elif done.is_reached:
        state = State.DONE
    elif done.share:
        state = State.BEGUN
    else:
        state = state_without_work(allowed, now=now)
    return Outcome(*key, allowed, state, share=done.share or None, progress=done.said)
