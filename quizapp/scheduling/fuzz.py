"""Spreading of intervals, so that cards learnt together part company: Anki's ranges, drawn replayably."""

from __future__ import annotations

from math import floor, inf

from quizapp.scheduling.state import MAXIMUM_INTERVAL

_SHORTEST = 2.5
"""Days: shorter intervals are left alone."""

_FIRST = (2.5, 7.0, 0.15, 1.0)
_SECOND = (7.0, 20.0, 0.1, 1.0 + 0.15 * (7.0 - 2.5))
_THIRD = (20.0, inf, 0.05, _SECOND[3] + 0.1 * (20.0 - 7.0))
"""From, to (days), the share of the days in between by which an interval may be off, and by how many at the start."""

_MASK = (1 << 64) - 1


def fuzz_range(interval: float, minimum: int = 1, maximum: int = MAXIMUM_INTERVAL) -> tuple[int, int]:
    """Return the first and last day to which an interval of so many days may be moved, both within the bounds."""
    if minimum > maximum:
        minimum = maximum
    if interval < minimum:
        interval = minimum
    elif interval > maximum:
        interval = maximum
    delta = _delta(interval)
    low, high = floor(interval - delta + 0.5), floor(interval + delta + 0.5)
    return low if low > minimum else minimum, high if high < maximum else maximum


def least_interval(wanted: float, last: int) -> int:
    """Return the least that fuzz may make of a review's interval, given the last one.

    An interval that grows stays longer than the last; one that might as well have stayed equal does not shrink (Anki).
    """
    if plain(wanted) > last:
        return last + 1
    return last if last <= fuzz_range(wanted)[1] else 1


def plain(interval: float, minimum: int = 1, maximum: int = MAXIMUM_INTERVAL) -> int:
    """Return an interval as whole days within the bounds, without fuzz; the maximum outweighs the minimum."""
    days = floor(interval + 0.5)  # halves go up; Python's round takes them to the even neighbour
    if days < minimum:
        days = minimum
    return days if days < maximum else maximum


def fuzz_factor(card_id: int, reps: int) -> float:
    """Return a number in [0, 1) that depends on the card and its count of reviews alone, on every machine the same."""
    return factor_of(mixed(card_id), reps)


def factor_of(mixed_id: int, reps: int) -> float:
    """Return the same number from a card's scattered id, which is the same for all of its reviews."""
    return (mixed(mixed_id ^ reps) >> 11) / (1 << 53)


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
    start, _end, share, delta = _FIRST if interval <= _FIRST[1] else _SECOND if interval <= _SECOND[1] else _THIRD
    return delta + share * (interval - start)
