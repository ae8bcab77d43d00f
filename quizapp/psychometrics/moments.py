"""Sums of pairs of values, whole and by groups of students, and the variances and covariances that are made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

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


class Pairs:
    """Two values of each of some answers, summed by groups of students around their means."""

    def __init__(self, values: Sequence[float], others: Sequence[float], groups: Sequence[int], count: int) -> None:
        self._centre, other = fmean(values), fmean(others)
        sums = [[0.0] * count for _sum in range(6)]
        number, first, second, squares, other_squares, products = sums
        for group, value, beside in zip(groups, values, others, strict=True):
            one, two = value - self._centre, beside - other
            number[group] += 1
            first[group] += one
            second[group] += two
            squares[group] += one * one
            other_squares[group] += two * two
            products[group] += one * two
        self._sums = sums

    def whole(self) -> Spread | None:
        """Return the spread of all answers; None for fewer than two."""
        return self._spread(*map(sum, self._sums))

    def drawn(self, resamples: Resamples) -> Iterator[Spread | None]:
        """Yield the spread of each draw."""
        return map(self._spread, *map(resamples.sums, self._sums))

    def _spread(self, n: float, x: float, y: float, xx: float, yy: float, xy: float) -> Spread | None:  # noqa: PLR0913, PLR0917 - six sums
        if n < 2:  # noqa: PLR2004 - one value has no variance
            return None
        less = n - 1
        return Spread(self._centre + x / n, (xx - x * x / n) / less, (yy - y * y / n) / less, (xy - x * y / n) / less)
