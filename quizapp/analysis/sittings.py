"""From rows of answers to the sheet that is analysed: whose first attempt it was, and which question stands where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from quizapp.analysis.queries import Answered
from quizapp.kinds.base import Answers
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


def first_answers(rows: Iterable[Answered]) -> Iterator[Answered]:
    """Yield each student's first answer to each question."""
    met: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows:
        if row.question_id not in met[row.learner_id]:
            met[row.learner_id].add(row.question_id)
            yield row


@dataclass(slots=True)
class Said:
    """What was answered to a question, beside its column on the sheet."""

    versions: list[int] = field(default_factory=list)
    answers: list[Answers] = field(default_factory=list)


class LaidOut:
    """Answers laid out for a report. Rows are taken as they come, and none is kept: there may be millions."""

    def __init__(self, rows: Iterable[Answered]) -> None:
        self.learners: set[int] = set()
        self.said: defaultdict[int, Said] = defaultdict(Said)
        """By question; nothing of attempts of a single one, which tell nothing about the rest."""
        self.sheet = sheet_of(self._sittings(rows))

    def _sittings(self, rows: Iterable[Answered]) -> Iterator[Sitting]:
        for _attempt, rows_of_it in groupby(rows, key=itemgetter(0)):
            marks: dict[int, float] = {}
            first, *others = rows_of_it
            for _id, _learner, _points, worth, question_id, version_id, score, answers in (first, *others):
                said = self.said[question_id]
                if worth > 1 and question_id not in marks:
                    said.versions.append(version_id)
                    said.answers.append(tuple(answers))
                marks.setdefault(question_id, score)
            self.learners.add(first.learner_id)
            yield Sitting(first.learner_id, marks, first.points, first.worth)


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
