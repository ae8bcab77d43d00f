"""How many cards come due on each of the coming days, if nothing but time passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HORIZON = 60


@dataclass(frozen=True, slots=True)
class ForecastDay:
    """The cards of one learner-day."""

    day: int
    due: int
    overdue: int = 0
    """Of these, how many were due before; they wait for today."""


def forecast(loads: Mapping[int, int], today: int, horizon: int = HORIZON) -> tuple[ForecastDay, ...]:
    """Return the cards due on today and the days after it, from learner-day → cards; what is overdue is due today."""
    overdue = sum(cards for day, cards in loads.items() if day < today)
    first = ForecastDay(today, loads.get(today, 0) + overdue, overdue)
    return (first, *(ForecastDay(day, loads.get(day, 0)) for day in range(today + 1, today + horizon)))
