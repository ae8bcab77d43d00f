"""How sure one can be of a share that so few cards or answers tell: Wilson's score interval. Pure.

E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 22 (1927). What is expected
need not be whole: a card that is recalled with a chance of 0.7 counts as 0.7. The interval is that of asking as many
cards like these: a card drawn at random is recalled or not, with the mean chance, so the spread between cards and the
chance in each of them are both in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Of the normal distribution: 95 % lie within so many standard deviations."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share from 0 to 1 with the interval that it lies in."""

    value: float
    low: float
    high: float
    of: int


def share_of(expected: float, of: int) -> Share:
    """Return the share that something expected is of a number, from 1 on, with its interval.

    Raises:
        ValueError: it is a share of nothing.
    """
    if of < 1:
        raise ValueError("There is no share of nothing.")
    value = expected / of
    middle = (value + Z**2 / (2 * of)) / (1 + Z**2 / of)
    half = Z / (1 + Z**2 / of) * sqrt(max(value * (1 - value), 0) / of + Z**2 / (4 * of**2))
    # At the ends the interval ends there too, whatever the last bit of a sum of floats says.
    low = 0.0 if value <= 0 else max(middle - half, 0.0)
    high = 1.0 if value >= 1 else min(middle + half, 1.0)
    return Share(value, low, high, of)
