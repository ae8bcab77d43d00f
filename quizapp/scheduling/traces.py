"""What of a card's log the weights bear upon: its recalls with the days between them, and which were predicted. Pure.

Whether an answer counts, which steps are followed and which answers are predicted depend on days and ratings alone,
never on the weights: so a log is replayed once, and each set of weights is tried on what is left of it here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from quizapp.scheduling.evidence import in_order, take
from quizapp.scheduling.state import MERGED, Evidence, Memory, Phase, Rules, Source

RELEARNT = 0
"""In place of a rating: the card's back changed, which halves its stability."""


class Step(NamedTuple):
    """One event that changes stability or difficulty."""

    rating: int
    """From 1 to 4, or RELEARNT."""
    elapsed: int
    """Learner-days since the recall before; 0 at the first, and on the same day."""
    predicted: bool
    """Whether a forecast was made for it: an answer to a card in review, on a later day."""
    day: int
    place: int
    """Its place in the log."""


Trace = tuple[Step, ...]


def trace(events: Iterable[Evidence], *, card_id: int, rules: Rules) -> Trace:
    """Return what a card's log holds for the weights, in the order of time."""
    steps = []
    memory: Memory | None = None
    for event in in_order(events):
        after = take(memory, event, card_id=card_id, rules=rules)
        if after is not None and after is not memory and (step := _step(memory, event, after)):
            steps.append(step)
        memory = after
    return tuple(steps)


def _step(before: Memory | None, event: Evidence, after: Memory) -> Step | None:
    if event.rating is None:
        weakened = event.source is Source.RELEARN and before is not None and before.phase is Phase.REVIEW
        return Step(RELEARNT, 0, predicted=False, day=after.last_day, place=event.log_id) if weakened else None
    elapsed = after.last_day - before.last_day if before else 0
    asked = before is not None and before.phase is Phase.REVIEW and elapsed > 0
    predicted = asked and event.source not in MERGED
    return Step(event.rating.value, elapsed, predicted, after.last_day, event.log_id)
