"""The mark of one student in one assignment: what was reached, or what a teacher decided instead."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

MOST_POINTS = 100_000.0
"""More points than that are a slip of the finger."""


class Standing(StrEnum):
    """How a mark stands."""

    GRADED = "graded"
    """It has points, and counts."""
    MISSING = "missing"
    """Nothing came, and nothing can come any more; it counts as nought where the class's rule says so."""
    WAITING = "waiting"
    """Not due yet, or going on; it counts neither way."""
    EXCUSED = "excused"
    """A teacher excused the student; it counts neither way."""


class Cell(NamedTuple):
    """What is known of one student in one assignment."""

    assignment: int
    possible: float
    """The points to be had in it."""
    reached: float | None = None
    """Points, after what being late took off; None where nothing came."""
    is_over: bool = False
    """Whether nothing came, and nothing can come any more."""
    override: float | None = None
    """The points that a teacher put in their place."""
    excused: bool = False
    is_extra: bool = False
    """Whether its points come on top: they add to what was reached and not to what can be reached."""


class Mark(NamedTuple):
    """A cell with its points worked out."""

    cell: Cell
    standing: Standing
    points: float | None
    """None where there are none; of a missing one nought."""

    @property
    def share(self) -> float | None:
        """Return the points as a share of those to be had; None where there are none to be had."""
        if self.points is None or self.cell.possible <= 0:
            return None
        return self.points / self.cell.possible


def mark_of(cell: Cell) -> Mark:
    """Work out one mark. What a teacher decided goes before what was reached; excused goes before all."""
    if cell.excused:
        return Mark(cell, Standing.EXCUSED, None)
    if cell.override is not None:
        return Mark(cell, Standing.GRADED, cell.override)
    if cell.reached is not None:
        return Mark(cell, Standing.GRADED, cell.reached)
    if cell.is_over:
        return Mark(cell, Standing.MISSING, 0.0)
    return Mark(cell, Standing.WAITING, None)
