"""How like two texts are: the door to rapidfuzz, which comes with all that it holds when the first two are compared."""

from __future__ import annotations

import functools
from collections.abc import Callable


def edits(one: str, other: str) -> int:
    """Return how many edits make one text the other: Damerau's distance in the optimal string alignment."""
    return _distance()(one, other)


def likeness(one: str, other: str, *, least: float = 0.0) -> float:
    """Return from 0 to 100 how like two texts are by edits; 0 for what is less than the least."""
    return _ratio()(one, other, score_cutoff=least)


@functools.cache
def _distance() -> Callable[[str, str], int]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - few need it, and all would keep it in memory

    return OSA.distance


@functools.cache
def _ratio() -> Callable[..., float]:
    from rapidfuzz import fuzz  # noqa: PLC0415 - as above

    return fuzz.ratio
