"""Certainty marking: how sure a learner says to be decides what a right and a wrong answer are worth. Values only.

The figures are Gardner-Medwin's, as Moodle has them; a partly right answer gets its share of the points of a right one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LOW, MIDDLE, HIGH = 1, 2, 3
LEVELS = (LOW, MIDDLE, HIGH)
RIGHT = {LOW: 1.0, MIDDLE: 2.0, HIGH: 3.0}
WRONG = {LOW: 0.0, MIDDLE: -2.0, HIGH: -6.0}
MOST = RIGHT[HIGH]
FIELD = "certainty"


def certainty_mark(score: float, certainty: int | None) -> float:
    """Return the points of an answer, from -6 to 3; who says nothing is taken to be unsure."""
    level = certainty or LOW
    return RIGHT[level] * score if score > 0 else WRONG[level]


@dataclass(frozen=True, slots=True)
class Answered:
    """What certainty marking looks at in an answer."""

    score: float
    certainty: int | None
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Level:
    """How right somebody was when they were so sure."""

    certainty: int
    answers: int
    share: float
    """The share of points reached, from 0 to 1."""


def total_mark(answers: Iterable[Answered]) -> float:
    """Return the points of all answers; one left empty costs nothing, and a full mark for all is worth 1 there."""
    return sum(certainty_mark(one.score, one.certainty if one.answered else LOW) for one in answers)


def levels_of(answers: Iterable[Answered]) -> list[Level]:
    """Return, for each level of certainty that was used, how right its answers were."""
    given = [one for one in answers if one.answered]
    found = []
    for level in LEVELS:
        scores = [one.score for one in given if (one.certainty or LOW) == level]
        if scores:
            found.append(Level(level, len(scores), sum(scores) / len(scores)))
    return found


def read_certainty(fields: Mapping[str, Sequence[str]]) -> int | None:
    """Return how sure somebody says to be in a form; None where nothing is said, or nonsense."""
    said = next(iter(fields.get(FIELD, ())), "")
    return int(said) if said in {str(level) for level in LEVELS} else None
