"""Sums of pairs of values, whole and by groups of students, and the variances and covariances that are made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from math import sqrt
from operator import mul

from quizapp.psychometrics.resampling import Resamples


@dataclass(frozen=True, slots=True)
class Spread:
    """Sample variances (n - 1) of two values, and their covariance; mean is the first one's."""

    mean: float
    variance: float
    other_variance: float
    covariance: float

    @property
    def correlation(self) -> float | None:
        """Return Pearson's correlation from -1 to 1; None where one of them never varies."""
        product = self.variance * self.other_variance
        return self.covariance / sqrt(product) if product > NOTHING else None


NOTHING = 1e-15
"""What is left of a variance of nought after sums of rounded numbers."""


def centre_of(values: Sequence[float]) -> int:
    """Return the whole number next to the mean: sums around it are of small numbers, and of whole points are exact."""
    return round(sum(values) / max(len(values), 1))


class Pairs:
    """Two values of each of some answers, summed by groups of students around their means.

    Pairs that are alike are counted first: where points are whole, there are few such pairs and many answers.
    """

    def __init__(self, values: Sequence[float], others: Sequence[float], groups: Iterable[int], count: int) -> None:
        self._centre, other = centre_of(values), centre_of(others)
        sums = [[0.0] * count for _sum in range(6)]
        number, first, second, squares, other_squares, products = sums
        self._values, self._others = Counter[float](), Counter[float]()
        for (group, value, beside), times in Counter(zip(groups, values, others, strict=True)).items():
            one, two = value - self._centre, beside - other
            some, more = times * one, times * two
            number[group] += times
            first[group] += some
            second[group] += more
            squares[group] += some * one
            other_squares[group] += more * two
            products[group] += some * two
            self._values[one] += times
            self._others[two] += times
        self._sums = sums

    def whole(self) -> Spread | None:
        """Return the spread of all answers; None for fewer than two."""
        return self._spread(*map(sum, self._sums))

    def drawn(self, resamples: Resamples) -> Iterator[Spread | None]:
        """Yield the spread of each draw."""
        return map(self._spread, *map(resamples.sums, self._sums))

    def greatest_covariance(self) -> float:
        """Return the covariance of two answers or more, were the best of the one those of the best of the other."""
        n, first, second = map(sum, self._sums[:3])
        products: float = sum(map(mul, ascending(self._values), ascending(self._others)))
        return (products - first * second / n) / (n - 1)

    def _spread(self, n: float, x: float, y: float, xx: float, yy: float, xy: float) -> Spread | None:  # noqa: PLR0913, PLR0917 - six sums
        if n < 2:  # noqa: PLR2004 - one value has no variance
            return None
        less = n - 1
        return Spread(self._centre + x / n, (xx - x * x / n) / less, (yy - y * y / n) / less, (xy - x * y / n) / less)


def ascending(counts: Mapping[float, int]) -> Iterable[float]:
    """Yield each value as often as it was counted, the least first."""
    return chain.from_iterable(repeat(value, counts[value]) for value in sorted(counts))
