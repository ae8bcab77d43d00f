"""Intervals in days: how far each button leads. A better one always leads further, unless the maximum stops it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor

from quizapp.scheduling.formulas import AGAIN, EASY, GOOD, HARD
from quizapp.scheduling.fuzz import fuzz_range, least_interval, plain


@dataclass(frozen=True, slots=True)
class Spread:
    """The interval that the model wants, and the least and most to which it may be moved; all in days."""

    wanted: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Scale:
    """What turns stability into days."""

    per_stability: float
    """Days of interval for each day of stability, at the desired retention."""
    maximum: int
    """Days."""


def lowest_below(rating: int, *, in_review: bool) -> int:
    """Return the lowest rating whose interval bears on that of another: each is a day longer than the one below."""
    if rating == EASY:
        return HARD if in_review else GOOD
    return HARD if in_review and rating == GOOD else rating


def spread_days(
    stabilities: Sequence[float], lowest: int, scale: Scale, factor: float | None, last: int | None
) -> tuple[float, int, int, int]:
    """Return the days wanted after a rating, the least, the most, and those that the factor chooses.

    Stabilities are those after each rating from the lowest that bears on it up to itself. The factor is the card's
    draw, None without fuzz; last is the interval of a card in review, None for one in its steps.
    """
    wanted, low, high, chosen = 0.0, 0, 0, 0
    for rating, stability in enumerate(stabilities, start=lowest):
        wanted = stability * scale.per_stability
        least = chosen + 1
        if last is not None and rating != AGAIN:
            least = max(least, least_interval(wanted, last))
        if factor is None:
            low = high = chosen = plain(wanted, least, scale.maximum)
        else:
            # Anki fuzzes a review's interval as it is, and the first one after the steps as a whole number of days.
            low, high = fuzz_range(plain(wanted) if last is None else wanted, least, scale.maximum)
            chosen = low + floor(factor * (high - low + 1))  # each day has an equal share of the factors
    return wanted, low, high, chosen
