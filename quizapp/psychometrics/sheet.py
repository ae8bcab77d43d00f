"""The marks that are analysed: a row for each attempt, a column for each question, each question worth one point."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import sub, truediv


@dataclass(frozen=True, slots=True)
class Sitting:
    """One attempt, as far as it is analysed."""

    student: Hashable
    marks: Mapping[int, float]
    """Question → its mark from 0 to 1, in the order they were asked; some may be left out."""
    total: float
    """The points of the whole attempt."""
    worth: int
    """The points to be had in it."""


def _numbers() -> array[float]:
    """Return an array for numbers: as objects, spread over memory, millions would take thrice the room and time."""
    return array("d")


@dataclass(slots=True)
class Column:
    """A question's marks, beside what the same attempts reached in all their other questions."""

    rows: list[int] = field(default_factory=list)
    """The places of the attempts, ascending."""
    marks: array[float] = field(default_factory=_numbers)
    rests: array[float] = field(default_factory=_numbers)
    """Points; of attempts of unequal worth, shares from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Attempts by their places, and questions by their keys."""

    students: Sequence[int]
    """Whose attempt it is, as a number from 0."""
    totals: Sequence[float]
    """Points; of attempts of unequal worth, shares from 0 to 1."""
    columns: Mapping[int, Column]
    worth: int | None
    """The points to be had; None where attempts differ in it."""
    places: Sequence[Sequence[float]]
    """Marks of parts of the quiz that every attempt has: its questions, or where each drew its own, their places."""

    @property
    def count(self) -> int:
        """Return how many students there are."""
        return len(set(self.students))


def sheet_of(sittings: Iterable[Sitting]) -> Sheet:
    """Lay attempts beside each other; one of a single question tells nothing about its rest, and is left out."""
    numbers: dict[Hashable, int] = {}
    students, totals, worths = list[int](), list[float](), list[int]()
    asked: list[array[float]] = []
    columns: defaultdict[int, Column] = defaultdict(Column)
    for row, sitting in enumerate(sitting for sitting in sittings if sitting.worth > 1):
        for question, mark in sitting.marks.items():
            column = columns[question]
            column.rows.append(row)
            column.marks.append(mark)
        students.append(numbers.setdefault(sitting.student, len(numbers)))
        totals.append(sitting.total)
        worths.append(sitting.worth)
        asked.append(array("d", sitting.marks.values()))
    worth = worths[0] if len(set(worths)) == 1 else None
    for column in columns.values():
        column.rests = _rests(column, totals, None if worth else worths)
    return Sheet(
        students=students,
        totals=totals if worth else list(map(truediv, totals, worths)),
        columns=columns,
        worth=worth,
        places=_places(asked, columns, worth),
    )


def _rests(column: Column, totals: Sequence[float], worths: Sequence[int] | None) -> array[float]:
    """Return what the attempts reached in all other questions; a share of it, where their worths are given."""
    rests = map(sub, map(totals.__getitem__, column.rows), column.marks)
    if worths is None:
        return array("d", rests)
    return array("d", [rest / (worths[row] - 1) for row, rest in zip(column.rows, rests, strict=True)])


def _places(
    asked: Sequence[array[float]], columns: Mapping[int, Column], worth: int | None
) -> Sequence[Sequence[float]]:
    """Return the parts whose marks add up to every attempt's points; none where there are no such parts.

    Asked are the marks of each attempt in the order of its questions.
    """
    if worth is None or any(len(marks) != worth for marks in asked):
        return []
    if len(columns) == worth:
        return [column.marks for column in columns.values()]
    return [array("d", place) for place in zip(*asked, strict=True)]
