"""The tests behind the rules over a bank: a rank test, a multinomial test and χ², without other libraries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import comb, erfc, exp, inf, lgamma, log, sqrt

EXACT_UP_TO = 200
"""Questions whose ranks are added exactly; above, the normal approximation is as good."""

EXACT_OUTCOMES = 20_000
"""Ways of spreading answers over places that are counted one by one; above, χ² is as good."""

_SLACK = 1e-9
_STEPS = 1_000


def mid_ranks(lengths: Sequence[int]) -> list[float]:
    """Return each one's rank from 1, equal ones sharing the mean of their ranks."""
    ordered = sorted(lengths)
    counts = Counter(lengths)
    return [ordered.index(length) + (counts[length] + 1) / 2 for length in lengths]


def rank_test(ranks: Sequence[tuple[float, Sequence[float]]]) -> float:
    """Return how likely chance makes a sum of ranks at least so large.

    Args:
        ranks: For each question the rank that was seen, and the equally likely ranks of all its options.

    """
    seen = sum(rank for rank, _all in ranks)
    if len(ranks) <= EXACT_UP_TO:
        return _exact_tail([[round(2 * rank) for rank in options] for _rank, options in ranks], round(2 * seen))
    means = [sum(options) / len(options) for _rank, options in ranks]
    pairs = zip(ranks, means, strict=True)
    variance = sum(sum((rank - mean) ** 2 for rank in options) / len(options) for (_rank, options), mean in pairs)
    if not variance:
        return 1.0
    return erfc((seen - sum(means) - 0.25) / sqrt(2 * variance)) / 2


def _exact_tail(options: Sequence[Sequence[int]], seen: int) -> float:
    """Return the chance of a sum of at least so much, by convolution."""
    chances: dict[int, float] = {0: 1.0}
    for ranks in options:
        share = Counter(ranks)
        grown: dict[int, float] = {}
        for total, chance in chances.items():
            for rank, count in share.items():
                grown[total + rank] = grown.get(total + rank, 0.0) + chance * count / len(ranks)
        chances = grown
    return min(1.0, sum(chance for total, chance in chances.items() if total >= seen))


def even_spread(counts: Sequence[int]) -> float:
    """Return how likely chance spreads things over equally likely places at least so unevenly (by χ²)."""
    total, places = sum(counts), len(counts)
    if not total or places == 1:
        return 1.0
    statistic = _unevenness(counts, total)
    if comb(total + places - 1, places - 1) > EXACT_OUTCOMES:
        return chi_square_tail(statistic, places - 1)
    base = lgamma(total + 1) - total * log(places)
    chance = sum(
        exp(base - sum(lgamma(count + 1) for count in outcome))
        for outcome in _outcomes(total, places)
        if _unevenness(outcome, total) >= statistic - _SLACK
    )
    return min(1.0, chance)


def _unevenness(counts: Sequence[int], total: int) -> float:
    expected = total / len(counts)
    return sum((count - expected) ** 2 for count in counts) / expected


def _outcomes(total: int, places: int) -> Iterator[tuple[int, ...]]:
    """Yield every way of putting things into places (stars and bars)."""
    for bars in combinations(range(total + places - 1), places - 1):
        edges = (-1, *bars, total + places - 1)
        yield tuple(right - left - 1 for left, right in pairwise(edges))


def chi_square_tail(statistic: float, freedom: int) -> float:
    """Return the survival function of χ²: the regularised upper incomplete gamma function Q(k/2, x/2)."""
    a, x = freedom / 2, statistic / 2
    if x <= 0:
        return 1.0
    if x == inf:
        return 0.0
    scale = exp(a * log(x) - x - lgamma(a))
    return 1.0 - scale * _series(a, x) if x < a + 1 else scale * _fraction(a, x)


def _series(a: float, x: float) -> float:
    """Return the lower function's power series (Abramowitz & Stegun 6.5.29) without its scale."""
    term = total = 1 / a
    for step in range(1, _STEPS):
        term *= x / (a + step)
        total += term
        if term < total * 1e-15:
            break
    return total


def _fraction(a: float, x: float) -> float:
    """Return the upper function's continued fraction (Abramowitz & Stegun 6.5.31) without its scale, from its end."""
    value = 0.0
    for step in range(_STEPS, 0, -1):
        value = step * (step - a) / (x + 2 * step + 1 - a - value)
    return 1 / (x + 1 - a - value)
