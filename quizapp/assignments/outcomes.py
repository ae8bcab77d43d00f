"""Queries that tell what became of assignments: who has done what, and what counts. For lists and gradebooks.

The number of statements does not grow with students or assignments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from typing import cast

from sqlalchemy.orm import Session

from quizapp.assignments import queries
from quizapp.assignments.counting import Outcome, State, Try, state_of, state_without_work, what_counts
from quizapp.assignments.deadlines import Allowed, allowed_for, days_late, kept_share
from quizapp.assignments.models import Assignment, Kind
from quizapp.assignments.progress import Progress, progress_of
from quizapp.assignments.queries import SittingFields, SittingRow, Sum
from quizapp.assignments.settings import QuizSettings, quiz_settings
from quizapp.column_types import read_moment
from quizapp.quizzes.certainty import MOST
from quizapp.quizzes.terms import is_over
from quizapp.scheduling.state import Rules

Key = tuple[int, int]
"""(assignment id, person id)"""
Outcomes = Mapping[Key, Outcome]
Score = tuple[float | None, int]
"""The score of an attempt, and what it could have been."""
Percents = Mapping[int, int]
"""Person id → extra time in percent that their enrolment says: the students who are asked about."""


@dataclass(frozen=True, eq=False)
class OutcomesFound(Mapping[Key, Outcome]):
    """Outcomes of what was read; each is worked out where it is asked for, as a gradebook shows one in twenty."""

    quizzes: Mapping[int, QuizSettings]
    students: Percents
    usual: Mapping[int, Mapping[int, Allowed]]
    """What is allowed without an exception, by assignment and by the extra time of an enrolment."""
    excepted: Mapping[Key, Allowed]
    """What is allowed by exceptions."""
    sat: Mapping[Key, Sequence[SittingFields]]
    scores: Mapping[Key, Score]
    """Of those who sat a quiz once, in time, without an exception or certainty: all that says what counts for them."""
    sums: Mapping[int, Sum]
    done: Mapping[Key, Progress]
    now: datetime

    def __getitem__(self, key: Key) -> Outcome:
        """Work out what became of an assignment with a student."""
        may, quiz = self.allowed(key), self.quizzes.get(key[0])
        if quiz is None:
            return _of_goal(key, may, self.done.get(key, Progress()), self.now)
        tries = tuple([self._try(SittingRow._make(row), quiz, may) for row in self.sat.get(key, ())])
        share, counted = what_counts(tries, quiz.counts)
        return Outcome(*key, may, state_of(tries, may, now=self.now), tries, share, counted)

    def __iter__(self) -> Iterator[Key]:
        """Go through the assignments, and through the students of each."""
        return product(self.usual, self.students)

    def __len__(self) -> int:
        """Return how many outcomes there are."""
        return len(self.usual) * len(self.students)

    def allowed(self, key: Key) -> Allowed:
        """Return what a student is allowed of an assignment."""
        return self.excepted.get(key) or self.usual[key[0]][self.students[key[1]]]

    def _try(self, row: SittingRow, quiz: QuizSettings, allowed: Allowed) -> Try:
        finished_at, closes_at = read_moment(row.finished_at), read_moment(row.closes_at)
        added = self.sums.get(row.attempt_id)
        over = finished_at is None and is_over(closes_at, self.now)
        if over:
            finished_at = closes_at
        points = added.points if over and added else row.score or 0.0
        share = points / row.worth if row.worth else 0.0
        if quiz.certainty and added:
            share = max(0.0, added.by_certainty / (MOST * row.worth)) if row.worth else 0.0
        handed_in = finished_at
        if added is not None and finished_at is not None:
            handed_in = min(finished_at, added.last_at or finished_at)
        late = days_late(handed_in, allowed.closes_at) if handed_in else 0
        started_at = cast("datetime", read_moment(row.started_at))
        kept = kept_share(quiz.late, late)
        return Try(row.number, row.attempt_id, started_at, finished_at, share, late, kept, row.seen_before)


def outcomes_of(
    session: Session, assignments: Sequence[Assignment], students: Percents, rules: Rules, *, now: datetime
) -> OutcomesFound:
    """Return what became of some assignments with some students of their class."""
    quizzes = {one.id: quiz_settings(one.settings) for one in assignments if one.kind == Kind.QUIZ}
    usual = {
        one.id: {percent: allowed_for(one, quizzes.get(one.id), None, percent) for percent in set(students.values())}
        for one in assignments
    }
    excepted = _excepted(session, assignments, quizzes, students)
    sat = _sittings(session, list(quizzes), students)
    others = [one for one in assignments if one.kind != Kind.QUIZ]
    done = progress_of(session, others, list(students), rules, now=now)
    found = OutcomesFound(quizzes, students, usual, excepted, sat, _scores(sat, quizzes, excepted), {}, done, now)
    return replace(found, sums=queries.sums_of(session, _to_add_up(found)))


def _excepted(
    session: Session, assignments: Sequence[Assignment], quizzes: Mapping[int, QuizSettings], students: Percents
) -> dict[Key, Allowed]:
    by_id = {one.id: one for one in assignments}
    return {
        (one.assignment_id, one.person_id): allowed_for(
            by_id[one.assignment_id], quizzes.get(one.assignment_id), one, students[one.person_id]
        )
        for one in queries.exceptions_of(session, list(by_id))
        if one.person_id in students
    }


def _sittings(session: Session, ids: Collection[int], students: Percents) -> dict[Key, list[SittingFields]]:
    only = next(iter(students)) if len(students) == 1 else None
    found = defaultdict[Key, list[SittingFields]](list)
    for row in queries.sittings_of(session, ids, only) if ids else ():
        assignment_id, person_id = row[:2]
        if person_id in students:
            found[assignment_id, person_id].append(row)
    return found


def _scores(
    sat: Mapping[Key, Sequence[SittingFields]], quizzes: Mapping[int, QuizSettings], excepted: Collection[Key]
) -> dict[Key, Score]:
    by_certainty, found = {number for number, quiz in quizzes.items() if quiz.certainty}, {}
    for key, rows in sat.items():
        _assignment_id, _person_id, in_time, score, worth = rows[0][:5]
        if in_time and len(rows) == 1 and key[0] not in by_certainty and key not in excepted:
            found[key] = score, worth
    return found


def _to_add_up(found: OutcomesFound) -> list[int]:
    """Return the attempts whose slots have to be looked at: late ones, those by certainty, those that just ended."""
    attempts = []
    for key, rows in found.sat.items():
        if key not in found.scores:
            quiz, may = found.quizzes[key[0]], found.allowed(key)
            sat = map(SittingRow._make, rows)
            attempts += [row.attempt_id for row in sat if quiz.certainty or _is_late_or_over(row, may, found.now)]
    return attempts


def _is_late_or_over(row: SittingRow, allowed: Allowed, now: datetime) -> bool:
    finished_at = read_moment(row.finished_at)
    if finished_at is None:
        return is_over(read_moment(row.closes_at), now)
    return allowed.closes_at is not None and finished_at > allowed.closes_at


def _of_goal(key: Key, allowed: Allowed, done: Progress, now: datetime) -> Outcome:
    if allowed.excused:
        state = State.EXCUSED
    elif done.is_reached:
        state = State.DONE
    elif done.share:
        state = State.BEGUN
    else:
        state = state_without_work(allowed, now=now)
    return Outcome(*key, allowed, state, share=done.share or None, progress=done.said)
