"""Queries that tell what became of assignments: who has done what, and what counts. For lists and gradebooks.

The number of statements does not grow with students or assignments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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
    return {
        key: _of_quiz(key, quizzes[key[0]], may, _Seen(sat[key], sums, now))
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
        quiz, usual = quizzes.get(one.id), dict[int, Allowed]()
        for person_id, percent in students.items():
            exception = exceptions.get((one.id, person_id))
            if exception is not None:
                found[one.id, person_id] = allowed_for(one, quiz, exception, percent)
                continue
            if percent not in usual:
                usual[percent] = allowed_for(one, quiz, None, percent)
            found[one.id, person_id] = usual[percent]
    return found


def _sittings(session: Session, ids: Collection[int], students: Percents) -> dict[tuple[int, int], list[SittingRow]]:
    only = next(iter(students)) if len(students) == 1 else None
    sat: dict[tuple[int, int], list[SittingRow]] = defaultdict(list)
    for row in queries.sittings_of(session, ids, only) if ids else ():
        sat[row.assignment_id, row.person_id].append(row)
    return sat


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
    """The sittings of one student to one quiz, and what is needed to value them."""

    rows: Sequence[SittingRow]
    sums: Mapping[int, Sum]
    now: datetime


def _of_quiz(key: tuple[int, int], quiz: QuizSettings, allowed: Allowed, seen: _Seen) -> Outcome:
    tries = tuple(_try(row, quiz, allowed, seen) for row in seen.rows)
    share, counted = what_counts(tries, quiz.counts)
    return Outcome(*key, allowed, state_of(tries, allowed, now=seen.now), tries, share, counted)


def _try(row: SittingRow, quiz: QuizSettings, allowed: Allowed, seen: _Seen) -> Try:
    added = seen.sums.get(row.attempt_id)
    over = row.finished_at is None and is_over(row.closes_at, seen.now)
    finished_at = row.closes_at if over else row.finished_at
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
