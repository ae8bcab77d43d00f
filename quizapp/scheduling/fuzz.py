"""Spreading of intervals, so that cards learnt together part company: Anki's ranges, drawn replayably."""

from __future__ import annotations

from math import floor, inf

from quizapp.scheduling.state import MAXIMUM_INTERVAL

_SHORTEST = 2.5
"""Days: shorter intervals are left alone."""

_SPREAD = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, inf, 0.05))
"""From, to (days), and the share of the days in between by which an interval may be off, beside one day for all."""

_MASK = (1 << 64) - 1


def fuzz_range(interval: float, minimum: int = 1, maximum: int = MAXIMUM_INTERVAL) -> tuple[int, int]:
    """Return the first and last day to which an interval of so many days may be moved, both within the bounds."""
    minimum = min(maximum, minimum)
    interval = minimum if interval < minimum else min(interval, maximum)
    delta = _delta(interval)
    low, high = floor(interval - delta + 0.5), floor(interval + delta + 0.5)
    return max(low, minimum), min(high, maximum)


def fuzzed(interval: float, factor: float, minimum: int = 1, maximum: int = MAXIMUM_INTERVAL) -> int:
    """Return the day of the fuzz range that a factor in [0, 1) chooses; each day has an equal share of the factors."""
    low, high = fuzz_range(interval, minimum, maximum)
    return low + floor(factor * (high - low + 1))


def least_interval(wanted: float, last: int) -> int:
    """Return the least that fuzz may make of a review's interval, given the last one.

    An interval that grows stays longer than the last; one that might as well have stayed equal does not shrink (Anki).
    """
    if plain(wanted) > last:
        return last + 1
    return last if last <= fuzz_range(wanted)[1] else 1


def plain(interval: float, minimum: int = 1, maximum: int = MAXIMUM_INTERVAL) -> int:
    """Return an interval as whole days within the bounds, without fuzz; the maximum outweighs the minimum."""
    return min(max(_rounded(interval), minimum), maximum)


def fuzz_factor(card_id: int, reps: int) -> float:
    """Return a number in [0, 1) that depends on the card and its count of reviews alone, on every machine the same."""
    return (mixed(mixed(card_id) ^ reps) >> 11) / (1 << 53)


def mixed(number: int) -> int:
    """Scatter an integer over 64 bits, evenly (the finaliser of SplitMix64: Steele, Lea and Flood, OOPSLA 2014)."""
    bits = (number + 0x9E3779B97F4A7C15) & _MASK
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & _MASK
    return bits ^ (bits >> 31)


def _delta(interval: float) -> float:
    """Return by how many days an interval may be off."""
    if interval < _SHORTEST:
        return 0.0
    delta = 1.0
    for start, end, share in _SPREAD:
        if interval <= end:
            return delta + share * (interval - start) if interval > start else delta
        delta += share * (end - start)
    return delta


def _rounded(days: float) -> int:
    """Round halves up; Python's round takes them to the even neighbour."""
    return floor(days + 0.5)
