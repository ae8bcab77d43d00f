"""The memory of a card and how a review changes it: our face on FSRS-6, and the only module that asks the fsrs package.

The package checks the weights; its arithmetic is done by formulas.py, bit for bit the same (tests compare them): a log
is replayed by hundreds of thousands of its steps, and the package makes a card, a copy and a log entry for each. Days,
steps, intervals and fuzz are ours. The package counts blocks of 24 hours; here a day is a learner-day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import fsrs

from quizapp.scheduling.formulas import Formulas, formulas
from quizapp.scheduling.fuzz import fuzz_factor
from quizapp.scheduling.intervals import Scale, Spread, lowest_below, spread_days
from quizapp.scheduling.state import Memory, OutOfOrderError, Parameters, Phase, Rating, Rules
from quizapp.scheduling.steps import NextStep, next_step


@dataclass(frozen=True, slots=True)
class Choice:
    """What one button leads to."""

    rating: Rating
    memory: Memory
    wait: timedelta
    """Until the card comes back: whole days, or the wait of a step."""
    spread: Spread | None = None
    """Where the day could be moved to; None in the steps."""


def review(  # noqa: PLR0913 - one review with all that it depends on
    memory: Memory | None, rating: Rating, *, at: datetime, card_id: int, rules: Rules, placed: int | None = None
) -> Memory:
    """Return the memory after a flashcard was rated; None is a card never seen.

    A due day that was chosen for it (placed) holds where it lies within the fuzz range; else the fuzz chooses.

    Raises:
        OutOfOrderError: the memory has evidence later than this.

    """
    return _Sitting(memory, at, card_id, rules).rated(rating, placed)


def graduate(memory: Memory | None, rating: Rating, *, at: datetime, card_id: int, rules: Rules) -> Memory:
    """Return the memory after a recall that skips the steps still to come and leads to an interval in days.

    Raises:
        OutOfOrderError: the memory has evidence later than this.

    """
    return _Sitting(memory, at, card_id, rules).in_days(rating)


def spread_of(memory: Memory | None, rating: Rating, *, at: datetime, card_id: int, rules: Rules) -> Spread:
    """Return what an interval in days after a rating rests on, and how far it may be moved."""
    return _Sitting(memory, at, card_id, rules).spread(rating)


def preview(memory: Memory | None, *, at: datetime, card_id: int, rules: Rules) -> tuple[Choice, ...]:
    """Return what each rating would lead to, Again first; review() with the same arguments gives the same memory.

    A clock that was set back meanwhile does not matter here: nothing is recorded yet.
    """
    at = max(at, memory.last_at) if memory else at
    sitting = _Sitting(memory, at, card_id, rules)
    choices = []
    for rating in Rating:
        after = sitting.rated(rating)
        if after.phase is Phase.REVIEW:
            choices.append(Choice(rating, after, timedelta(days=after.interval_days), sitting.spread(rating)))
        else:
            choices.append(Choice(rating, after, after.due_at - at))
    return tuple(choices)


def retrievability(memory: Memory, at_day: int, parameters: Parameters) -> float:
    """Return the chance of recall on a learner-day, from 0 to 1; days before the last review count as its own."""
    return model_of(parameters).formulas.recall(memory.stability, max(at_day - memory.last_day, 0))


@dataclass(frozen=True, slots=True)
class Model:
    """The formulas of some parameters, and what turns stability into days."""

    formulas: Formulas
    scale: Scale


@lru_cache(maxsize=256)
def _model(weights: tuple[float, ...], desired_retention: float, maximum_interval: int) -> Model:
    """Build the model once for each set of weights; fsrs checks their number and bounds (ValueError)."""
    fsrs.Scheduler(weights)
    model = formulas(weights)
    return Model(model, Scale(model.days_per_stability(desired_retention), maximum_interval))


def model_of(parameters: Parameters) -> Model:
    """Return what computes memories by some parameters.

    Raises:
        ValueError: the weights are none that the model takes.
    """
    return _model(parameters.weights, parameters.desired_retention, parameters.maximum_interval)


class _Sitting:
    """One card in front of its learner: what each rating would make of it. States of the model are worked out once."""

    __slots__ = ("at", "day", "factor", "memory", "model", "phase", "rules", "states")

    def __init__(self, memory: Memory | None, at: datetime, card_id: int, rules: Rules) -> None:
        if memory is not None and at < memory.last_at:
            raise OutOfOrderError("The event is older than the memory's last one: replay the card.")
        parameters = rules.parameters
        self.memory, self.at, self.rules = memory, at, rules
        self.phase = memory.phase if memory else Phase.NEW
        today = rules.day(at)
        # Never before the last one's day: the learner may have moved west.
        self.day = today if memory is None or today > memory.last_day else memory.last_day
        self.model = model_of(parameters)
        self.factor = fuzz_factor(card_id, memory.reps if memory else 0) if parameters.fuzz else None
        self.states: dict[Rating, tuple[float, float]] = {}

    def rated(self, rating: Rating, placed: int | None = None) -> Memory:
        """Return the memory after a rating, following the steps."""
        move = self._next_step(rating)
        return self.in_days(rating, placed) if move is None else self._in_steps(rating, move)

    def in_days(self, rating: Rating, placed: int | None = None) -> Memory:
        """Return the memory after a rating, with an interval in days."""
        _wanted, low, high, interval = self._spread(rating)
        if placed is not None and low <= placed - self.day <= high:
            interval = placed - self.day
        due_day = self.day + interval
        return self._after(rating, Phase.REVIEW, 0, (self.rules.start(due_day), due_day, interval))

    def spread(self, rating: Rating) -> Spread:
        """Return the interval that a rating leads to, and how far it may be moved."""
        return Spread(*self._spread(rating)[:3])

    def _spread(self, rating: Rating) -> tuple[float, int, int, int]:
        in_review = self.phase is Phase.REVIEW
        lowest = lowest_below(rating, in_review=in_review)
        stabilities = [self._state(Rating(one))[0] for one in range(lowest, rating + 1)]
        last = self.memory.interval_days if in_review and self.memory else None
        return spread_days(stabilities, lowest, self.model.scale, self.factor, last)

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
        state = self.states.get(rating)
        if state is None:
            model, before = self.model.formulas, self.memory
            if before is None:
                state = model.first(rating)
            else:
                state = model.next(before.stability, before.difficulty, self.day - before.last_day, rating)
            self.states[rating] = state
        return state
