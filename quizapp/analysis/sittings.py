"""From rows of answers to the sheet that is analysed: whose first attempt it was, and which question stands where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from itertools import groupby

from quizapp.analysis.queries import Answered
from quizapp.psychometrics.sheet import Sheet, Sitting, sheet_of


class Counted(StrEnum):
    """Which attempts count."""

    FIRST = "first"
    """Of each student the first one, or of a bank the first answer to each question."""
    ALL = "all"


def first_attempts(rows: Sequence[Answered]) -> list[Answered]:
    """Return the rows of each student's first attempt; rows come in the order of time."""
    first: dict[int, int] = {}
    for row in rows:
        first.setdefault(row.learner_id, row.attempt_id)
    return [row for row in rows if first[row.learner_id] == row.attempt_id]


def first_answers(rows: Iterable[Answered]) -> list[Answered]:
    """Return each student's first answer to each question."""
    met: dict[tuple[int, int], Answered] = {}
    for row in rows:
        met.setdefault((row.learner_id, row.question_id), row)
    return list(met.values())


def sheet_by(rows: Iterable[Answered], column: Callable[[Answered], int]) -> Sheet:
    """Lay rows out, one attempt a row, with a column for whatever each answer is counted under."""
    return sheet_of(
        Sitting(attempt[0].learner_id, {column(row): row.score for row in attempt}, attempt[0].points, attempt[0].worth)
        for _attempt, rows_of_it in groupby(rows, key=lambda row: row.attempt_id)
        for attempt in [list(rows_of_it)]
    )


def question_of(row: Answered) -> int:
    """Return the question that an answer is about."""
    return row.question_id


def version_of(row: Answered) -> int:
    """Return the version that was answered."""
    return row.version_id
