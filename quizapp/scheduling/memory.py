"""The memory of a card and how a review changes it: our face on the fsrs package, and the only module that knows it.

Of fsrs only public names are used: Card, Rating, State, Scheduler.review_card and Scheduler.get_card_retrievability.
It is asked for stability and difficulty alone; days, steps, intervals and fuzz are ours. It counts blocks of 24 hours,
so it is handed midnights (UTC) that stand for learner-days, and its arithmetic becomes exactly ours. A Card without an
id would sleep and one without a due date would read the clock: both are always given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import cast

import fsrs

from quizapp.scheduling.fuzz import fuzz_factor, fuzzed, least_interval, plain
from quizapp.scheduling.state import MAXIMUM_INTERVAL, Memory, OutOfOrderError, Parameters, Phase, Rating, Rules
from quizapp.scheduling.steps import NextStep, next_step

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FSRS_RATING = {rating: fsrs.Rating(rating.value) for rating in Rating}


@dataclass(frozen=True, slots=True)
class Choice:
    """What one button leads to."""

    rating: Rating
    memory: Memory
    wait: timedelta
    """Until the card comes back: whole days, or the wait of a step."""


def review(memory: Memory | None, rating: Rating, *, at: datetime, card_id: int, rules: Rules) -> Memory:
    """Return the memory after a flashcard was rated; None is a card never seen.

    Raises:
        OutOfOrderError: the memory has evidence later than this.

    """
    return _Sitting(memory, at, card_id, rules).rated(rating)


def graduate(memory: Memory | None, rating: Rating, *, at: datetime, card_id: int, rules: Rules) -> Memory:
    """Return the memory after a recall that skips the steps still to come and leads to an interval in days.

    Raises:
        OutOfOrderError: the memory has evidence later than this.

    """
    return _Sitting(memory, at, card_id, rules).in_days(rating)


def preview(memory: Memory | None, *, at: datetime, card_id: int, rules: Rules) -> tuple[Choice, ...]:
    """Return what each rating would lead to, Again first; review() with the same arguments gives the same memory.

    A clock that was set back meanwhile does not matter here: nothing is recorded yet.
    """
    at = max(at, memory.last_at) if memory else at
    sitting = _Sitting(memory, at, card_id, rules)
    choices = []
    for rating in Rating:
        after = sitting.rated(rating)
        wait = timedelta(days=after.interval_days) if after.phase is Phase.REVIEW else after.due_at - at
        choices.append(Choice(rating, after, wait))
    return tuple(choices)


def retrievability(memory: Memory, at_day: int, parameters: Parameters) -> float:
    """Return the chance of recall on a learner-day, from 0 to 1; days before the last review count as its own."""
    model = _model(parameters.weights, parameters.desired_retention)
    return model.scheduler.get_card_retrievability(_card(memory, 0), _moment(at_day))


@dataclass(frozen=True, slots=True)
class _Model:
    """A scheduler of fsrs, and the days of interval for each day of stability at the desired retention."""

    scheduler: fsrs.Scheduler
    interval_per_stability: float


@lru_cache(maxsize=256)
def _model(weights: tuple[float, ...], desired_retention: float) -> _Model:
    """Build the model once for each set of weights; fsrs checks their number and bounds (ValueError)."""
    scheduler = fsrs.Scheduler(weights, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    # The forgetting curve R(t) = (1 + f t / S) ** -d, with f such that R(S) = 0.9, solved for t.
    power = -1 / weights[20]
    return _Model(scheduler, (desired_retention**power - 1) / (0.9**power - 1))


class _Sitting:
    """One card in front of its learner: what each rating would make of it. States of the model are worked out once."""

    __slots__ = ("at", "card", "card_id", "day", "factor", "memory", "model", "phase", "rules", "states")

    def __init__(self, memory: Memory | None, at: datetime, card_id: int, rules: Rules) -> None:
        if memory is not None and at < memory.last_at:
            raise OutOfOrderError("The event is older than the memory's last one: replay the card.")
        parameters = rules.parameters
        self.memory, self.at, self.card_id, self.rules = memory, at, card_id, rules
        self.phase = memory.phase if memory else Phase.NEW
        self.day = _day_of_review(memory, at, rules)
        self.model = _model(parameters.weights, parameters.desired_retention)
        self.card = _card(memory, card_id) if memory else fsrs.Card(card_id=card_id, due=_moment(self.day))
        self.factor = fuzz_factor(card_id, memory.reps if memory else 0) if parameters.fuzz else None
        self.states: dict[Rating, tuple[float, float]] = {}

    def rated(self, rating: Rating) -> Memory:
        """Return the memory after a rating, following the steps."""
        move = self._next_step(rating)
        return self.in_days(rating) if move is None else self._in_steps(rating, move)

    def in_days(self, rating: Rating) -> Memory:
        """Return the memory after a rating, with an interval in days."""
        interval = self._interval(rating)
        due_day = self.day + interval
        return self._after(rating, Phase.REVIEW, 0, (self.rules.start(due_day), due_day, interval))

    def _in_steps(self, rating: Rating, move: NextStep) -> Memory:
        relearning = self.phase in {Phase.REVIEW, Phase.RELEARNING}
        phase = Phase.RELEARNING if relearning else Phase.LEARNING
        due_at = self.at.astimezone(UTC) + move.wait
        return self._after(rating, phase, move.step, (due_at, max(self.rules.day(due_at), self.day), 0))

    def _after(self, rating: Rating, phase: Phase, step: int, due: tuple[datetime, int, int]) -> Memory:
        stability, difficulty = self._state(rating)
        before = self.memory
        lapsed = self.phase is Phase.REVIEW and rating is Rating.AGAIN
        # By position and not with replace(): this runs for every button of every card shown.
        return Memory(
            phase, step, stability, difficulty, self.day, self.at.astimezone(UTC), *due,
            (before.reps if before else 0) + 1,
            (before.lapses if before else 0) + lapsed,
            before.credited_day if before else None,
        )  # fmt: skip

    def _next_step(self, rating: Rating) -> NextStep | None:
        parameters, step = self.rules.parameters, self.memory.step if self.memory else 0
        if self.phase is Phase.REVIEW:
            return next_step(parameters.relearning_steps, 0, rating) if rating is Rating.AGAIN else None
        relearning = self.phase is Phase.RELEARNING
        return next_step(parameters.relearning_steps if relearning else parameters.learning_steps, step, rating)

    def _state(self, rating: Rating) -> tuple[float, float]:
        """Return stability and difficulty after a rating."""
        if rating not in self.states:
            card, _log = self.model.scheduler.review_card(self.card, _FSRS_RATING[rating], _moment(self.day))
            # Both are given after any review; fsrs's own upper bound is missing, so ours is that of Anki and fsrs-rs.
            stability, difficulty = cast("float", card.stability), cast("float", card.difficulty)
            self.states[rating] = (min(stability, MAXIMUM_INTERVAL), difficulty)
        return self.states[rating]

    def _interval(self, rating: Rating) -> int:
        """Return days until the card is due: a better button always leads further, unless the maximum stops it."""
        maximum = self.rules.parameters.maximum_interval
        wanted = self._state(rating)[0] * self.model.interval_per_stability
        minimum = self._minimum(rating, wanted)
        if self.factor is None:
            return plain(wanted, minimum, maximum)
        # Anki fuzzes a review's interval as it is, and the first one after the steps as a whole number of days.
        return fuzzed(wanted if self.phase is Phase.REVIEW else plain(wanted), self.factor, minimum, maximum)

    def _minimum(self, rating: Rating, wanted: float) -> int:
        """Return the least interval: one day more than the button below gives, as in Anki."""
        in_review = self.phase is Phase.REVIEW
        above = rating is Rating.EASY or (in_review and rating is Rating.GOOD)
        least = self._interval(Rating(rating - 1)) + 1 if above else 1
        if in_review and self.memory and rating is not Rating.AGAIN:
            return max(least, least_interval(wanted, self.memory.interval_days))
        return least


def _day_of_review(memory: Memory | None, at: datetime, rules: Rules) -> int:
    """Return the learner-day of a review, never before the last one's (the learner may have moved west)."""
    today = rules.day(at)
    return max(today, memory.last_day) if memory else today


def _card(memory: Memory, card_id: int) -> fsrs.Card:
    """Return a memory as fsrs wants it, with its learner-day as a midnight."""
    last = _moment(memory.last_day)
    return fsrs.Card(card_id, fsrs.State.Review, None, memory.stability, memory.difficulty, last, last)


def _moment(day: int) -> datetime:
    """Return the midnight that stands for a learner-day."""
    return _EPOCH + timedelta(days=day)
