"""How a card came to where it stands: every event of its log with the memory before and after, and the figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from quizapp.scheduling.evidence import in_order, take
from quizapp.scheduling.intervals import Spread
from quizapp.scheduling.memory import retrievability, spread_of
from quizapp.scheduling.state import RATED, Evidence, Memory, Phase, Rating, Rules


class Chosen(StrEnum):
    """What decided on the day, within what the model wants."""

    STEP = "step"
    """A (re)learning step: minutes, not days."""
    MODEL = "model"
    """The model's interval itself: it is too short to be spread, or spreading is off."""
    FUZZ = "fuzz"
    """The card's own draw from the range, so that cards learnt together part company."""
    PLACED = "placed"
    """A day of the range that evens out the days."""
    KEPT = "kept"
    """The day that an earlier, longer recall has earned: a quiz never brings it nearer."""
    MOVED = "moved"
    """Nothing was recalled: the card's back changed, or the learner moved its day."""
    NOTHING = "nothing"
    """The event does not count."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event, and what it made of the memory."""

    event: Evidence
    before: Memory | None
    after: Memory
    chosen: Chosen
    elapsed: int | None
    """Learner-days since the last evidence; None at the first."""
    recall: float | None
    """The chance of recall just before, from 0 to 1; None at the first."""
    spread: Spread | None
    """The interval that the model wants, and how far it may be moved; None where no interval in days follows."""


def history(events: Iterable[Evidence], *, card_id: int, rules: Rules) -> tuple[Step, ...]:
    """Replay a card's log, in the order of time, and keep what happened at every event."""
    steps: list[Step] = []
    memory: Memory | None = None
    for event in in_order(events):
        after = take(memory, event, card_id=card_id, rules=rules)
        if after is not None:  # a card that was moved before it was ever recalled has no memory
            steps.append(_step(memory, event, after, card_id, rules))
        memory = after
    return tuple(steps)


def _step(memory: Memory | None, event: Evidence, after: Memory, card_id: int, rules: Rules) -> Step:
    spread = None
    if after is not memory and after.phase is Phase.REVIEW and event.rating is not None:
        spread = spread_of(memory, event.rating, at=event.at, card_id=card_id, rules=rules)
    elapsed = recall = None
    if memory is not None:
        today = max(rules.day(event.at), memory.last_day)
        elapsed, recall = today - memory.last_day, retrievability(memory, today, rules.parameters)
    return Step(event, memory, after, _chosen(memory, event, after, spread), elapsed, recall, spread)


def _chosen(before: Memory | None, event: Evidence, after: Memory, spread: Spread | None) -> Chosen:
    if after is before:
        return Chosen.NOTHING
    if spread is None:
        return Chosen.MOVED if event.rating is None else Chosen.STEP
    if not spread.low <= after.interval_days <= spread.high:
        return Chosen.KEPT
    kept = before is not None and event.source not in RATED and event.rating is not Rating.AGAIN
    if kept and before is not None and after.due_day == before.due_day:
        return Chosen.KEPT
    if spread.low == spread.high:
        return Chosen.MODEL
    return Chosen.PLACED if after.due_day == event.placed else Chosen.FUZZ
