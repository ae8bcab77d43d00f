"""Bootstrap intervals: how far a figure would move, had other students of the same sort sat there. Seeded.

Students are drawn with replacement, each with all that is theirs. More than 100 are put into 100 groups, and groups are
drawn (the bootstrap of random groups), so that a hundred thousand cost no more than a hundred. Figures that are made of
sums (means, variances, correlations) are made of the groups' sums.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import frexp, ldexp
from operator import itemgetter, mul
from random import Random
from sys import byteorder
from typing import Literal, TypeVar

T = TypeVar("T")
DRAWS = 300
MOST_GROUPS = 100
SEED = 20_26
COVERAGE = 0.95
FEWEST = 5
"""Students below which no figure is told."""
FEWEST_TO_COMPARE = 15
"""Students below which no figure that holds students against each other is told."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with the interval that it lies in, as far as these students can tell."""

    value: float | None
    """None where it is not defined, such as a correlation of what never varies."""
    low: float | None = None
    high: float | None = None
    is_said: bool = False
    """False where there are too few students to say it, by the rule of its kind."""

    def above(self, bound: float) -> bool:
        """Say whether the whole interval lies above a bound."""
        return self.is_said and self.low is not None and self.low > bound

    def below(self, bound: float) -> bool:
        """Say whether the whole interval lies below a bound."""
        return self.is_said and self.high is not None and self.high < bound


@dataclass(frozen=True, slots=True)
class Rule:
    """When a figure is said at all: by so many students, and where its interval is no wider than that."""

    fewest: int
    widest: float = float("inf")


PLAIN = Rule(FEWEST)
COMPARING = Rule(FEWEST_TO_COMPARE)
CORRELATING = Rule(FEWEST_TO_COMPARE, 100.0)
"""Of percentages from -100 to 100: an interval over more than half of them says nothing."""


class Resamples:
    """Draws of groups, the same for every figure, so that figures can be combined draw by draw.

    A group's long number holds how often each draw has it, a field of so many bits for each draw. Such numbers, each
    times what its group holds, add up to the sums of all draws at once, field by field.
    """

    def __init__(self, groups: int, draws: int = DRAWS) -> None:
        rng = Random(SEED)  # noqa: S311 - figures that are the same each time, no secret
        self.groups = groups
        self._drawn = [bytes(rng.choices(range(groups), k=groups)) for _draw in range(draws)] if groups > 1 else []
        counts = [Counter(draw) for draw in self._drawn]
        often = [[count[group] for count in counts] for group in range(groups)]
        self._often = {
            bits: [int.from_bytes(array(letter, of_group), byteorder) for of_group in often]
            for bits, letter in _FIELDS.items()
        }

    def sums(self, by_group: Sequence[float]) -> list[float]:
        """Return the sum over each draw of what the groups hold; of whole numbers it is exact."""
        if not self._drawn:
            return []
        least = min(by_group)
        above = [one - least for one in by_group]
        bits, scale = _field_for(above)
        held = sum(map(mul, self._often[bits], [int(one * scale) for one in above]))
        fields = memoryview(held.to_bytes(len(self._drawn) * bits // 8, byteorder)).cast(_FIELDS[bits])
        back, base = 1 / scale, least * self.groups
        return [field * back + base for field in fields]

    def draws_of(self, by_group: Sequence[T]) -> Iterable[tuple[T, ...]]:
        """Yield what the groups hold, draw by draw."""
        return (itemgetter(*draw)(by_group) for draw in self._drawn)


_NARROW, _WIDE = 32, 64
_FIELDS: dict[int, Literal["I", "Q"]] = {_NARROW: "I", _WIDE: "Q"}
"""Bits → their letter in the standard library's struct."""
_EXACT = _WIDE - MOST_GROUPS.bit_length()
"""Bits of what a group holds, from the greatest down: the sum of as many groups as there can be fits a wide field."""
_MOST = 1_000
"""What is smaller than one part of two to that power is nothing, and its inverse would be no float."""


def _field_for(above: Sequence[float]) -> tuple[int, float]:
    """Return how wide a field the sums of some values from 0 up need, and the power of two that makes them whole."""
    if max(above) * MOST_GROUPS < 1 << _NARROW and all(float(one).is_integer() for one in above):
        return _NARROW, 1.0
    _fraction, exponent = frexp(max(above))
    return _WIDE, ldexp(1.0, min(_EXACT - exponent, _MOST))


@lru_cache(maxsize=MOST_GROUPS)
def resamples_for(students: int) -> Resamples:
    """Return the draws for a number of students."""
    return Resamples(min(students, MOST_GROUPS))


def figure(value: float | None, drawn: Iterable[float | None], students: int, rule: Rule = PLAIN) -> Figure:
    """Put a value and what it was in each draw together: the interval holds the middle 95 % of the draws.

    No interval is told where the figure was undefined in more than half of the draws.
    """
    known = sorted(one for one in drawn if one is not None)
    if value is None or len(known) < DRAWS / 2:
        return Figure(value)
    tail = round(len(known) * (1 - COVERAGE) / 2)
    low, high = known[tail], known[-1 - tail]
    return Figure(value, low, high, students >= rule.fewest and high - low <= rule.widest)
