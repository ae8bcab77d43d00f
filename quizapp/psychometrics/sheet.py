"""The marks that are analysed: a row for each attempt, a column for each question, each question worth one point."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


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


@dataclass(slots=True)
class Column:
    """A question's marks, beside what the same attempts reached in all their other questions."""

    rows: list[int] = field(default_factory=list)
    """The places of the attempts, ascending."""
    marks: list[float] = field(default_factory=list)
    rests: list[float] = field(default_factory=list)
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
    kept = [sitting for sitting in sittings if sitting.worth > 1]
    numbers: dict[Hashable, int] = {}
    worths = {sitting.worth for sitting in kept}
    worth = worths.pop() if len(worths) == 1 else None
    columns: dict[int, Column] = {}
    for row, sitting in enumerate(kept):
        numbers.setdefault(sitting.student, len(numbers))
        for question, mark in sitting.marks.items():
            column = columns.setdefault(question, Column())
            column.rows.append(row)
            column.marks.append(mark)
            rest = sitting.total - mark
            column.rests.append(rest if worth else rest / (sitting.worth - 1))
    return Sheet(
        students=[numbers[sitting.student] for sitting in kept],
        totals=[sitting.total if worth else sitting.total / sitting.worth for sitting in kept],
        columns=columns,
        worth=worth,
        places=_places(kept, columns, worth),
    )


def _places(sittings: Sequence[Sitting], columns: Mapping[int, Column], worth: int | None) -> list[list[float]]:
    """Return the parts whose marks add up to every attempt's points; none where there are no such parts."""
    if worth is None or any(len(sitting.marks) != worth for sitting in sittings):
        return []
    if len(columns) == worth:
        return [column.marks for column in columns.values()]
    return [list(place) for place in zip(*(sitting.marks.values() for sitting in sittings), strict=True)]
