"""Holding the model to its word: what it predicted before each review, and whether the card was recalled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quizapp.scheduling.evidence import in_order, take
from quizapp.scheduling.memory import retrievability
from quizapp.scheduling.state import MERGED, Evidence, Memory, Phase, Rating, Rules


@dataclass(frozen=True, slots=True)
class Judged:
    """One prediction and what came of it."""

    day: int
    at_place: int
    """Its place in the log: predictions are compared in the order of time."""
    predicted: float
    """The chance of recall just before, from 0 to 1."""
    recalled: bool
    elapsed: int
    """Learner-days since the evidence before."""
    reps: int
    lapses: int


def judged(events: Iterable[Evidence], *, card_id: int, rules: Rules) -> Iterator[Judged]:
    """Yield every answer to a card in review on a later day than the last: the answers that a forecast was made for."""
    memory: Memory | None = None
    for event in in_order(events):
        after = take(memory, event, card_id=card_id, rules=rules)
        answered = event.rating is not None and event.source not in MERGED and after is not memory
        if memory is not None and after is not None and answered and memory.phase is Phase.REVIEW:
            elapsed = after.last_day - memory.last_day
            if elapsed > 0:
                predicted = retrievability(memory, after.last_day, rules.parameters)
                yield Judged(
                    after.last_day, event.log_id, predicted, event.rating is not Rating.AGAIN,
                    elapsed, memory.reps, memory.lapses,
                )  # fmt: skip
        memory = after
