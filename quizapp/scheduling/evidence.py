"""Evidence from quizzes and live rounds: how answers given there change a memory. And replaying the whole log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from quizapp.scheduling.memory import graduate, review
from quizapp.scheduling.relearning import postpone, relearn
from quizapp.scheduling.state import RATED, Evidence, Memory, OutOfOrderError, Rating, Rules, Source

_HALF = 0.5


def rating_for(score: float) -> Rating:
    """Return what a score from 0 to 1 says about a memory; blanks say nothing and are not to be asked about."""
    if score >= 1:
        return Rating.GOOD
    return Rating.AGAIN if score < _HALF else Rating.HARD


def credit(memory: Memory | None, rating: Rating, *, at: datetime, card_id: int, rules: Rules) -> Memory:
    """Return the memory after a quiz or live answer; it is the same object where the answer does not count.

    Success skips the steps that are left and never brings the due day nearer; failure sends the card back to them.
    One answer counts a learner-day, and a success says nothing new on a day when the card was already seen.

    Raises:
        OutOfOrderError: the memory has evidence later than this.

    """
    if memory is not None and at < memory.last_at:
        raise OutOfOrderError("The event is older than the memory's last one: replay the card.")
    if memory is not None and not _counts(memory, rating, rules.day(at)):
        return memory
    answered = review if rating is Rating.AGAIN else graduate
    after = answered(memory, rating, at=at, card_id=card_id, rules=rules)
    if memory is not None and rating is not Rating.AGAIN:
        after = _not_before(after, memory)
    return replace(after, credited_day=after.last_day)


def replay(events: Iterable[Evidence], *, card_id: int, rules: Rules) -> Memory | None:
    """Return the memory that a card's whole log leads to, in whatever order it comes; None for an empty log.

    Events that were undone are left out by the caller.
    """
    memory: Memory | None = None
    for event in in_order(events):
        memory = take(memory, event, card_id=card_id, rules=rules)
    return memory


def in_order(events: Iterable[Evidence]) -> list[Evidence]:
    """Return events in the order of time, those of one moment as they were recorded."""
    return sorted(events, key=lambda event: (event.at, event.log_id))


def take(memory: Memory | None, event: Evidence, *, card_id: int, rules: Rules) -> Memory | None:
    """Return the memory after one event; it is the same object where the event does not count."""
    if event.source in _MOVES:
        return _MOVES[event.source](memory, event.days, at=event.at, rules=rules) if memory else None
    if event.rating is None:
        raise ValueError(f"An event of {event.source} has no rating.")
    if event.source in RATED:
        return review(memory, event.rating, at=event.at, card_id=card_id, rules=rules, placed=event.placed)
    return credit(memory, event.rating, at=event.at, card_id=card_id, rules=rules)


_MOVES = {Source.RELEARN: relearn, Source.POSTPONE: postpone}


def _counts(memory: Memory, rating: Rating, today: int) -> bool:
    """Tell whether an answer given today is evidence that this memory does not have yet."""
    if memory.credited_day is not None and memory.credited_day >= today:
        return False
    return rating is Rating.AGAIN or memory.last_day < today


def _not_before(after: Memory, before: Memory) -> Memory:
    """Keep the due day that an earlier, longer recall has earned."""
    if after.due_day >= before.due_day:
        return after
    interval = before.due_day - after.last_day
    return replace(after, due_day=before.due_day, due_at=before.due_at, interval_days=interval)
