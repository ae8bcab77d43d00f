"""After an absence: spreading what is overdue over days, what would lose most by waiting first. Pure.

Each day's places go to the cards whose chance of recall falls most from that day to the next. A card that is long
overdue has a flat forgetting curve and loses little by waiting some days more; one that has just become due loses most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizapp.scheduling.memory import retrievability
from quizapp.scheduling.state import Memory, Parameters

LONGEST = 60
"""Days over which a backlog is spread at most: what is left then all comes on the last one."""


@dataclass(frozen=True, slots=True)
class Spread:
    """When each overdue card comes, in days from now, and how many of them are likely to be remembered then."""

    days: Mapping[int, int]
    """Card id → days from now; 0 is today."""
    remembered: float
    """Expected, with this plan."""
    remembered_in_turn: float
    """Expected if the longest overdue came first, as many a day."""

    def per_day(self) -> dict[int, int]:
        """Return how many cards come on which day from now."""
        counts = dict.fromkeys(range(max(self.days.values(), default=0) + 1), 0)
        for day in self.days.values():
            counts[day] += 1
        return counts


def spread_backlog(
    overdue: Mapping[int, Memory], loads: Mapping[int, int], per_day: int, today: int, parameters: Parameters
) -> Spread:
    """Spread overdue cards over days, so many a day with those that are due then anyway (loads, by days from now)."""
    waiting, days = dict(overdue), dict[int, int]()
    for day, places in _places(loads, per_day):
        losing = sorted(waiting, key=lambda card: (-_loss(waiting[card], today + day, parameters), card))
        for card in losing[:places] if day < LONGEST else losing:
            days[card] = day
            del waiting[card]
        if not waiting:
            break
    return Spread(
        days,
        sum(retrievability(overdue[card], today + day, parameters) for card, day in days.items()),
        _remembered_in_turn(overdue, loads, per_day, today, parameters),
    )


def _places(loads: Mapping[int, int], per_day: int) -> Iterator[tuple[int, int]]:
    for day in range(LONGEST + 1):
        yield day, max(per_day - loads.get(day, 0), 0)


def _loss(memory: Memory, day: int, parameters: Parameters) -> float:
    """Return how much the chance of recall falls from a day to the next."""
    return retrievability(memory, day, parameters) - retrievability(memory, day + 1, parameters)


def _remembered_in_turn(
    overdue: Mapping[int, Memory], loads: Mapping[int, int], per_day: int, today: int, parameters: Parameters
) -> float:
    order = sorted(overdue, key=lambda card: (overdue[card].due_day, card))
    total = 0.0
    for day, places in _places(loads, per_day):
        taken = order if day == LONGEST else order[:places]
        order = order[len(taken) :]
        total += sum(retrievability(overdue[card], today + day, parameters) for card in taken)
    return total
