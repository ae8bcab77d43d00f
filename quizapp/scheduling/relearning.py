"""Moving a card's due day without a recall: gently nearer where its back changed, later where too much is overdue.

Both are events of the log, so that a replay comes to the same memory; neither counts as a review.

A relearn's rule: a card in review comes back within SPREAD learner-days, never later than it would have, and its
stability is multiplied by KEPT_STABILITY, as what surrounds the answer is remembered still; it does not fall below
LEAST_STABILITY. Difficulty, lapses and the day of the last recall stay. A card in its steps comes back by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from quizapp.scheduling.state import Memory, OutOfOrderError, Phase, Rules

SPREAD = 7
"""Learner-days over which cards that are to be relearnt come back, from tomorrow."""

KEPT_STABILITY = 0.5
LEAST_STABILITY = 1.0
"""Days."""


def relearn(memory: Memory, days: int, *, at: datetime, rules: Rules) -> Memory:
    """Return the memory of a card whose back changed, due within so many learner-days.

    Raises:
        OutOfOrderError: the memory has events later than this.

    """
    after = _moved(memory, at, min(memory.due_day, rules.day(at) + days), rules)
    if memory.phase is not Phase.REVIEW:
        return after
    stability = max(memory.stability * KEPT_STABILITY, min(memory.stability, LEAST_STABILITY))
    return replace(after, stability=stability)


def postpone(memory: Memory, days: int, *, at: datetime, rules: Rules) -> Memory:
    """Return the memory of an overdue card that waits for so many learner-days more; nothing else of it changes.

    Raises:
        OutOfOrderError: the memory has events later than this.

    """
    return _moved(memory, at, max(memory.due_day, rules.day(at) + days), rules)


def _moved(memory: Memory, at: datetime, due_day: int, rules: Rules) -> Memory:
    if at < memory.last_at:
        raise OutOfOrderError("The event is older than the memory's last one: replay the card.")
    at = at.astimezone(UTC)
    if memory.phase is not Phase.REVIEW or due_day == memory.due_day:
        return replace(memory, last_at=at)
    interval = due_day - memory.last_day
    return replace(memory, last_at=at, due_day=due_day, due_at=rules.start(due_day), interval_days=interval)


def spread_days(loads: Mapping[int, int], count: int, seed: int, days: int = SPREAD) -> list[int]:
    """Return for each of count cards in how many days from now (1 to days) it comes back, the emptiest days first.

    Loads are cards already due, by days from now. The seed, a learner's id, says where equally empty days begin, so
    that a class does not meet the same card on one day.
    """
    full = {day: loads.get(day, 0) for day in range(1, days + 1)}
    chosen = []
    for _ in range(count):
        day = min(full, key=lambda day: (full[day], (day + seed) % days))
        full[day] += 1
        chosen.append(day)
    return chosen
