"""Bootstrap intervals: how far a figure would move, had other students of the same sort sat there. Seeded.

Students are drawn with replacement, each with all that is theirs. More than 100 are put into 100 groups, and groups are
drawn (the bootstrap of random groups), so that a hundred thousand cost no more than a hundred. Figures that are made of
sums (means, variances, correlations) are made of the groups' sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from random import Random
from typing import Any, TypeVar

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
    """Draws of groups, the same for every figure, so that figures can be combined draw by draw."""

    def __init__(self, groups: int, draws: int = DRAWS) -> None:
        rng = Random(SEED)  # noqa: S311 - figures that are the same each time, no secret
        self.groups = groups
        self._draws: list[Callable[[Any], tuple[Any, ...]]] = []
        if groups > 1:
            self._draws = [itemgetter(*rng.choices(range(groups), k=groups)) for _draw in range(draws)]

    def sums(self, by_group: Sequence[float]) -> list[float]:
        """Return the sum over each draw of what the groups hold."""
        return [sum(draw(by_group)) for draw in self._draws]

    def draws_of(self, by_group: Sequence[T]) -> Iterable[tuple[T, ...]]:
        """Yield what the groups hold, draw by draw."""
        return (draw(by_group) for draw in self._draws)


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
