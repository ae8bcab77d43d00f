"""Which marks are dropped: those without which the rest is worth most.

With assignments of unequal points the lowest percentage is not always the one whose absence helps most (Kane and Kane,
"The Exponential Growth of the Number of Ways to Drop"), so the choice maximises what is left, by Dinkelbach's method.
"""

from __future__ import annotations

from collections.abc import Sequence

_ROUNDS = 50
_LEVEL = 1e-12


def kept_of(pairs: Sequence[tuple[float, float]], drop: int) -> frozenset[int]:
    """Return the places of those that stay of pairs of points reached and to be had; at least one stays.

    Of equals the later ones are dropped.
    """
    keep = max(len(pairs) - max(drop, 0), min(1, len(pairs)))
    if keep == len(pairs):
        return frozenset(range(len(pairs)))
    ratio = _ratio(pairs, range(len(pairs)))
    chosen = list[int]()
    for _round in range(_ROUNDS):
        chosen = _best(pairs, keep, ratio)
        better = _ratio(pairs, chosen)
        if better <= ratio + _LEVEL:
            break
        ratio = better
    return frozenset(chosen)


def _best(pairs: Sequence[tuple[float, float]], keep: int, ratio: float) -> list[int]:
    """Return the places that lie highest above a ratio."""
    below = [ratio * possible - reached for reached, possible in pairs]
    return sorted(range(len(pairs)), key=below.__getitem__)[:keep]  # of equals the earlier ones, as sorting is stable


def _ratio(pairs: Sequence[tuple[float, float]], places: Sequence[int]) -> float:
    possible = sum([pairs[place][1] for place in places])
    return sum([pairs[place][0] for place in places]) / possible if possible else 0.0
