"""Replaying a whole log, a hundred thousand events a second: memory.py and evidence.py on plain values in one place.

Bit for bit what these give event by event, which tests compare. A moment is a text here (moments.py), and where a step
ends is worked out only if somebody asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from quizapp.scheduling.formulas import AGAIN
from quizapp.scheduling.fuzz import factor_of, mixed
from quizapp.scheduling.intervals import lowest_below, spread_days
from quizapp.scheduling.judging import Judged
from quizapp.scheduling.memory import model_of
from quizapp.scheduling.moments import DaysOfHours, StartsOfDays, moment_of, text_after, text_of
from quizapp.scheduling.relearning import postpone, relearn
from quizapp.scheduling.state import MERGED, RATED, Memory, Phase, Rating, Rules, Source
from quizapp.scheduling.steps import NextStep, next_step

Logged = tuple[int, str, int, int, str, int | None, int | None, int | None]
"""One row of the log: card, when, its id, rating (0 for none), source, the day placed, days of a move, milliseconds."""

State = tuple[str, int, float, float, int, str, str, int, int, int, int, int | None]
"""A memory's fields in their order, moments as texts."""

_MOVES = {Source.RELEARN.value: relearn, Source.POSTPONE.value: postpone}
_RATED, _MERGED = (frozenset(source.value for source in sources) for sources in (RATED, MERGED))
_NEW, _LEARNING, _IN_REVIEW, _RELEARNING = (phase.value for phase in Phase)
_LONG_AGO = -1_000_000


class Replayer:
    """Replays one card after another by the same rules; what rules alone decide is worked out once."""

    __slots__ = (
        "_card", "_credited", "_days", "_difficulty", "_due_at", "_due_day", "_factors", "_interval", "_lapses",
        "_last_at", "_last_day", "_model", "_moves", "_phase", "_reps", "_rules", "_scale", "_seed", "_stability",
        "_starts", "_step", "_wait",
    )  # fmt: skip

    _card: int
    _seed: int | None
    """None until it is asked for: a card in its steps needs none."""
    _phase: str
    _step: int
    _stability: float
    _difficulty: float
    _last_day: int
    _last_at: str
    _due_at: str | None
    """None until it is asked for."""
    _due_day: int | None
    """None in a step until it is asked for."""
    _interval: int
    _reps: int
    _lapses: int
    _credited: int | None
    _wait: timedelta
    """Of the step."""

    def __init__(self, rules: Rules) -> None:
        model = model_of(rules.parameters)
        self._rules, self._model, self._scale = rules, model.formulas, model.scale
        self._days, self._starts, self._moves = DaysOfHours(rules), StartsOfDays(rules), _Moves(rules)
        self._factors = rules.parameters.fuzz

    def replay(self, card_id: int, events: Sequence[Logged]) -> State | None:
        """Return the memory that a card's events lead to; None where there is none.

        Raises:
            ValueError: an answer has no rating.
        """
        self._begin(card_id)
        last = ""
        for event in events:
            if event[1] < last:
                return self.replay(card_id, sorted(events))
            last = event[1]
            self._take(event)
        return None if self._phase == _NEW else self._state()

    def intervals(self, card_id: int, events: Iterable[Logged]) -> list[tuple[Logged, str, int]]:
        """Return each event, in the order of time, with the phase before it and the interval that it led to.

        An interval is in days, or in seconds below 0 where a step follows.
        """
        self._begin(card_id)
        told = []
        for event in sorted(events):
            phase = self._phase
            self._take(event)
            told.append((event, phase, self._interval or self._wait_below_0()))
        return told

    def judged(self, card_id: int, events: Iterable[Logged]) -> Iterator[Judged]:
        """Yield every answer that a forecast was made for, as judging.py does from values."""
        self._begin(card_id)
        for event in sorted(events):
            phase, stability, last_day = self._phase, self._stability, self._last_day
            reps, lapses = self._reps, self._lapses
            self._take(event)
            elapsed = self._last_day - last_day
            if phase == _IN_REVIEW and self._reps > reps and elapsed > 0 and event[4] not in _MERGED:
                predicted = self._model.recall(stability, elapsed)
                yield Judged(self._last_day, event[2], predicted, event[3] != AGAIN, elapsed, reps, lapses)

    def _wait_below_0(self) -> int:
        if self._phase == _NEW:
            return 0
        if self._due_day is None:
            return -max(1, int(self._wait.total_seconds()))
        moved = moment_of(self._settled()[1]) - moment_of(self._last_at)
        return -max(1, int(moved.total_seconds()))

    def _begin(self, card_id: int) -> None:
        self._card, self._seed, self._phase, self._stability = card_id, None, _NEW, 0.0
        self._step = self._interval = self._reps = self._lapses = 0
        self._last_day, self._credited = _LONG_AGO, None

    def _take(self, event: Logged) -> None:
        _card, at, log_id, rating, source, placed, days, _took = event
        if source in _MOVES:
            if self._phase != _NEW:
                before = memory_of_state(self._state())
                self._set(_MOVES[source](before, days or 0, at=moment_of(at), rules=self._rules))
            return
        if not rating:
            raise ValueError(f"The answer {log_id} of the log has no rating.")
        day = self._days.of(at)
        if source in _RATED:
            self._rate(at, day, rating, placed)
        else:
            self._credit(at, day, rating)

    def _rate(self, at: str, day: int, rating: int, placed: int | None) -> None:
        move = self._moves[self._phase, self._step, rating]
        if move is None:
            self._in_days(at, day, rating, placed)
        else:
            self._in_steps(at, day, rating, move)

    def _in_days(self, at: str, day: int, rating: int, placed: int | None) -> None:
        """Take a rating that leads to an interval in days."""
        in_review, day = self._phase == _IN_REVIEW, max(day, self._last_day)
        lowest = lowest_below(rating, in_review=in_review)
        if self._phase == _NEW:
            after = [self._model.first(one)[0] for one in range(lowest, rating + 1)]
            self._difficulty = self._model.first(rating)[1]
        else:
            elapsed = day - self._last_day
            after = self._model.stabilities(self._stability, self._difficulty, elapsed, lowest, rating)
            self._difficulty = self._model.harder(self._difficulty, rating)
        if self._seed is None:
            self._seed = mixed(self._card)
        factor = factor_of(self._seed, self._reps) if self._factors else None
        last = self._interval if in_review else None
        _wanted, low, high, interval = spread_days(after, lowest, self._scale, factor, last)
        if placed is not None and low <= placed - day <= high:
            interval = placed - day
        if in_review and rating == AGAIN:
            self._lapses += 1
        self._stability, self._phase, self._step = after[-1], _IN_REVIEW, 0
        self._due_day, self._due_at, self._interval = day + interval, None, interval
        self._last_day, self._last_at = day, at
        self._reps += 1

    def _in_steps(self, at: str, day: int, rating: int, move: NextStep) -> None:
        """Take a rating that leads to a step; where that ends is worked out by _settle."""
        day, phase = max(day, self._last_day), self._phase
        if phase == _NEW:
            self._stability, self._difficulty = self._model.first(rating)
            self._phase = _LEARNING
        else:
            elapsed = day - self._last_day
            self._stability, self._difficulty = self._model.next(self._stability, self._difficulty, elapsed, rating)
        if phase == _IN_REVIEW:
            self._phase = _RELEARNING
            self._lapses += 1
        self._step, self._interval = move.step, 0
        self._wait, self._due_day, self._due_at = move.wait, None, None
        self._last_day, self._last_at = day, at
        self._reps += 1

    def _credit(self, at: str, day: int, rating: int) -> None:
        """Take a quiz answer: once a learner-day, and a success never brings the due day nearer."""
        before = None
        if self._phase != _NEW:
            if self._credited is not None and self._credited >= day:
                return
            if rating != AGAIN:
                if self._last_day >= day:
                    return
                before = self._settled()
        if rating == AGAIN:
            self._rate(at, day, rating, None)
        else:
            self._in_days(at, day, rating, None)
            self._not_before(before)
        self._credited = self._last_day

    def _not_before(self, due: tuple[int, str] | None) -> None:
        """Keep the due day that an earlier, longer recall has earned."""
        if due is not None and due[0] > self._settled()[0]:
            self._due_day, self._due_at = due
            self._interval = due[0] - self._last_day

    def _settled(self) -> tuple[int, str]:
        """Return the due day and moment, worked out now if nobody asked before."""
        day, at = self._due_day, self._due_at
        if day is None:
            at = text_after(self._last_at, self._wait)
            day = max(self._days.of(at), self._last_day)
        elif at is None:
            at = self._starts[day]
        self._due_day, self._due_at = day, at
        return day, at

    def _set(self, memory: Memory) -> None:
        """Go on from what a move made of the memory; it changes neither phase nor counts."""
        self._stability, self._interval = memory.stability, memory.interval_days
        self._due_day, self._due_at, self._last_at = memory.due_day, text_of(memory.due_at), text_of(memory.last_at)

    def _state(self) -> State:
        due_day, due_at = self._settled()
        return (
            self._phase, self._step, self._stability, self._difficulty, self._last_day, self._last_at, due_at, due_day,
            self._interval, self._reps, self._lapses, self._credited,
        )  # fmt: skip


def memory_of_state(state: State) -> Memory:
    """Return a state as the memory that it is."""
    return Memory(Phase(state[0]), *state[1:5], moment_of(state[5]), moment_of(state[6]), *state[7:11], state[11])


class _Moves(dict[tuple[str, int, int], NextStep | None]):
    """Where a rating leads from a phase and its step; None to an interval in days."""

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self._parameters = rules.parameters

    def __missing__(self, key: tuple[str, int, int]) -> NextStep | None:
        phase, step, rating = key
        steps = self._parameters.learning_steps
        if phase in {_IN_REVIEW, _RELEARNING}:
            steps = self._parameters.relearning_steps
        move = next_step(steps, step, Rating(rating))
        if phase == _IN_REVIEW and rating != AGAIN:
            move = None
        self[key] = move
        return move
