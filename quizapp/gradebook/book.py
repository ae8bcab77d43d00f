"""The gradebook worked out: a mark for each student and assignment, a grade for each student, averages.

The number of statements does not grow with students or assignments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import fmean
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy.orm import Session

from quizapp.assignments.counting import Outcome, State, what_counts
from quizapp.assignments.deadlines import Phase
from quizapp.assignments.models import Assignment, Kind
from quizapp.assignments.outcomes import OutcomesFound, Score, outcomes_of
from quizapp.assignments.queries import assignments_of_class
from quizapp.assignments.settings import Goal
from quizapp.gradebook import queries
from quizapp.gradebook.queries import NOTHING_DECIDED, DecidedGrade, DecidedMarks, Decisions, Item, Row, Settings
from quizapp.grades.course import CourseGrade, course_grade, set_by_hand
from quizapp.grades.marks import Cell, Mark, Standing, mark_of
from quizapp.quizzes.terms import Counts
from quizapp.scheduling.state import Rules


@dataclass(frozen=True, slots=True)
class Column:
    """An assignment as the gradebook knows it: a value, as it is asked for in every cell."""

    id: int
    title: str
    kind: str
    points: float
    category: str
    counts: str
    """Which of several attempts count."""
    item: Item
    closes_at: datetime | None
    is_of_memory: bool = False
    """Whether it is a goal of so much remembered."""


MarksByScore = dict[Score, Mark]


class Entry(NamedTuple):
    """One student and one assignment: what became of it, what was decided, and the mark that follows."""

    assignment: Column
    outcome: Outcome
    decided: Decisions
    mark: Mark

    @property
    def item(self) -> Item:
        """Return how the assignment is treated."""
        return self.assignment.item

    @property
    def days_late(self) -> int:
        """Return how many days late the attempts that count were, at the most."""
        late = [one.days_late for one in self.outcome.tries if one.attempt_id in self.outcome.counted]
        return max(late, default=0)

    @property
    def is_plain(self) -> bool:
        """Say whether nothing was decided about it, and nothing that counts came late."""
        return self.decided is NOTHING_DECIDED and not self.days_late


@dataclass(frozen=True, slots=True)
class Cells:
    """What the entries of a class are worked out from."""

    columns: Mapping[int, Column]
    """By the ids of assignments, in their order."""
    outcomes: OutcomesFound
    decided: DecidedMarks
    now: datetime

    def entry(self, assignment_id: int, row: Row) -> Entry:
        """Work out what a student has in an assignment."""
        key = assignment_id, row.person_id
        decided = self.decided.get(key, NOTHING_DECIDED)
        return entry_of(self.columns[assignment_id], row, self.outcomes[key], decided, now=self.now)

    def marks(self, row: Row, known: Mapping[int, MarksByScore]) -> list[Mark]:
        """Return a student's marks in the order of the assignments, and add them to those that are known.

        Who sat an assignment once and in time, and about whom nothing was decided, has the mark of whoever reached the
        same: twenty in a class of 200. So it is worked out once.
        """
        found, scores, decided, person_id = [], self.outcomes.scores, self.decided, row.person_id
        for assignment_id, by_score in known.items():
            key = assignment_id, person_id
            score = scores.get(key)
            if score is None or key in decided:
                mark = self.entry(assignment_id, row).mark
            elif score in by_score:
                mark = by_score[score]
            else:
                mark = by_score[score] = self.entry(assignment_id, row).mark
            found.append(mark)
        return found


NONE_CHANGED: Mapping[int, Entry] = MappingProxyType({})


class Entries(Mapping[int, Entry]):
    """A student's entries by the ids of assignments, in their order; each is worked out where it is asked for."""

    def __init__(self, cells: Cells, row: Row, changed: Mapping[int, Entry] = NONE_CHANGED) -> None:
        """Keep what the entries are worked out from, and those that stand in the place of others."""
        self._cells, self._row, self._changed = cells, row, changed

    def __getitem__(self, assignment_id: int) -> Entry:
        """Work out one entry."""
        return self._changed.get(assignment_id) or self._cells.entry(assignment_id, self._row)

    def __iter__(self) -> Iterator[int]:
        """Go through the assignments."""
        return iter(self._cells.columns)

    def __len__(self) -> int:
        """Return how many assignments there are."""
        return len(self._cells.columns)

    @property
    def categories(self) -> list[str]:
        """Return the categories of the assignments."""
        return [one.category for one in self._cells.columns.values()]

    def with_changed(self, changed: Mapping[int, Entry]) -> Entries:
        """Return the entries with others in the place of some."""
        return Entries(self._cells, self._row, {**self._changed, **changed})


@dataclass(frozen=True, slots=True)
class Line:
    """A student's marks and grade."""

    row: Row
    entries: Entries
    marks: Sequence[Mark]
    """Those of the entries: all are needed for the grade, where most entries are never looked at."""
    grade: CourseGrade
    grades_decided: Sequence[DecidedGrade] = ()
    """What was decided about the grade of the course, the oldest first: the last one counts."""

    def with_changed(self, changed: Mapping[int, Entry], settings: Settings) -> Line:
        """Return the line with other entries in the place of some, and the grade that follows."""
        entries, pairs = self.entries.with_changed(changed), zip(self.entries, self.marks, strict=True)
        marks = [changed[number].mark if number in changed else mark for number, mark in pairs]
        grade = grade_of(entries.categories, marks, self.grades_decided, settings)
        return replace(self, entries=entries, marks=marks, grade=grade)


def grade_of(
    categories: Iterable[str], marks: Iterable[Mark], decided: Sequence[DecidedGrade], settings: Settings
) -> CourseGrade:
    """Return the grade of marks in their categories, or the one that was set by hand."""
    grade = course_grade(zip(categories, marks, strict=True), settings.scheme)
    value = decided[-1].value if decided else None
    return grade if value is None else set_by_hand(grade, value)


@dataclass(frozen=True, slots=True)
class Book:
    """The gradebook of a class, or one student's part of it."""

    assignments: Sequence[Column]
    lines: Sequence[Line]
    settings: Settings

    @property
    def counting(self) -> list[Line]:
        """Return the lines that averages are of: who left the class counts only where its rules say so."""
        return [line for line in self.lines if self.settings.counts_left or not line.row.has_left]

    def average(self, assignment_id: int) -> float | None:
        """Return the mean share of an assignment's marks; None where there are none."""
        place = [one.id for one in self.assignments].index(assignment_id)
        return _mean(_told_share(line.marks[place], self.settings) for line in self.counting)

    @property
    def average_grade(self) -> float | None:
        """Return the mean grade of the class."""
        return _mean(line.grade.share for line in self.counting)


def _told_share(mark: Mark, settings: Settings) -> float | None:
    is_left_out = mark.standing == Standing.MISSING and not settings.scheme.missing_is_zero
    return None if is_left_out else mark.share


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def read_book(session: Session, class_id: int, rules: Rules, *, now: datetime, person_id: int | None = None) -> Book:
    """Return the gradebook of a class, or one student's part of it."""
    assignments = assignments_of_class(session, class_id)
    ids = [one.id for one in assignments]
    rows = queries.rows_of_class(session, class_id)
    rows = [row for row in rows if person_id is None or row.person_id == person_id]
    settings = queries.settings_of_class(session, class_id, ids)
    decided = queries.decisions_in(queries.history_of(session, ids, person_id))
    students = {row.person_id: row.extra_percent for row in rows}
    outcomes = outcomes_of(session, assignments, students, rules, now=now)
    columns = [column_of(one, settings.item(one.id)) for one in assignments]
    by_hand: dict[int, list[DecidedGrade]] = defaultdict(list)
    for one in queries.grades_decided(session, class_id, person_id):
        by_hand[one.person_id].append(one)
    cells = Cells({one.id: one for one in columns}, outcomes, decided, now)
    known: dict[int, MarksByScore] = {one.id: {} for one in columns}
    lines = []
    for row in rows:
        entries, marks, of_course = Entries(cells, row), cells.marks(row, known), by_hand.get(row.person_id, ())
        grade = grade_of(entries.categories, marks, of_course, settings)
        lines.append(Line(row, entries, marks, grade, of_course))
    return Book(columns, lines, settings)


def column_of(assignment: Assignment, item: Item) -> Column:
    """Return an assignment as the gradebook knows it."""
    said = (assignment.id, assignment.title, assignment.kind, assignment.points, assignment.category)
    told, is_of_memory = assignment.settings, assignment.settings.get("goal") == Goal.RETENTION
    return Column(*said, told.get("counts", Counts.BEST), item, assignment.closes_at, is_of_memory)


def entry_of(column: Column, row: Row, outcome: Outcome, decided: Decisions, *, now: datetime) -> Entry:
    """Work out one mark from what became of an assignment and what was decided about it."""
    if decided.late is not None and outcome.counted:
        outcome = _with_late(column, outcome, decided.late.value or 0.0)
    is_closed = outcome.allowed.phase(now) == Phase.CLOSED
    reached = _reached(column, outcome, is_closed=is_closed)
    is_over = reached is None and is_closed and outcome.state != State.HIDDEN and _was_theirs(outcome, row)
    override = decided.override.value if decided.override else None
    is_excused, is_extra = outcome.state == State.EXCUSED, column.item.is_extra
    cell = Cell(column.id, column.points, reached, is_over, override, is_excused, is_extra)
    return Entry(column, outcome, decided, mark_of(cell))


def _with_late(column: Column, outcome: Outcome, percent: float) -> Outcome:
    """Let being late take off what a teacher decided."""
    tries = tuple(one._replace(kept=1 - percent / 100) if one.days_late else one for one in outcome.tries)
    share, counted = what_counts(tries, column.counts)
    return outcome._replace(tries=tries, share=share, counted=counted)


def _reached(column: Column, outcome: Outcome, *, is_closed: bool) -> float | None:
    """Return the points reached; of a goal that is still worked at, none yet."""
    if outcome.share is None:
        return None
    is_settled = is_closed or column.kind == Kind.QUIZ or outcome.state == State.DONE
    return outcome.share * column.points if is_settled else None


def _was_theirs(outcome: Outcome, row: Row) -> bool:
    """Say whether nothing goes on any more; what was over before somebody joined was never theirs to do."""
    if outcome.running is not None:
        return False
    ends_at = outcome.allowed.ends_at or outcome.allowed.closes_at
    return ends_at is None or row.joined_at < ends_at
