"""Fitting the weights of FSRS-6 to answers, by the optimiser of SciPy, which is installed on wish alone. Pure.

What is minimised is the log loss of all predictions together with a penalty for leaving the weights that one begins
from (a normal prior, so that few answers move them little). The gradient is taken by differences: the log is gone
through once with all of the slightly changed weights side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from quizapp.scheduling.relearning import KEPT_STABILITY, LEAST_STABILITY
from quizapp.scheduling.state import MAXIMUM_INTERVAL
from quizapp.scheduling.traces import RELEARNT, Trace

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

Weights = tuple[float, ...]
FIRST_STABILITIES = 4
"""The first weights, each a stability: they differ by factors, and are fitted by their logarithms."""
_SPREAD, _LEAST_SPREAD = 0.4, 0.05
"""Of the prior: as a share of a weight, but at least of the width of its bounds."""
_NUDGE = 1e-6
_STEPS = 150
_SURE = 1e-6
_LEAST_STABILITY = 0.001


class OptimiserMissingError(Exception):
    """SciPy is not installed."""


INSTALL = "pip install scipy"
"""What whoever runs a site does, so that weights can be fitted there."""


def optimiser_is_there() -> bool:
    """Say whether weights can be fitted on this installation."""
    return all(find_spec(name) for name in ("numpy", "scipy"))


def fit_weights(traces: Sequence[Trace], start: Weights, before: int) -> Weights:
    """Return the weights that best explain the answers predicted before a learner-day, seen from those one begins with.

    Raises:
        OptimiserMissingError: SciPy is not installed.
    """
    if not optimiser_is_there():
        raise OptimiserMissingError
    import numpy as np  # noqa: PLC0415 - installed on wish alone
    from scipy.optimize import Bounds, minimize  # noqa: PLC0415 - as above

    space, histories = _Space(start), _Histories(traces, before)

    def objective(place: Numbers) -> tuple[float, Numbers]:
        places = np.vstack([place, place + _NUDGE * np.eye(len(place))])
        values = histories.losses(space.weights(places)) + (places**2).sum(axis=1) / 2
        return float(values[0]), (values[1:] - values[0]) / _NUDGE

    low, high = space.bounds()
    found = minimize(
        objective,
        np.zeros(len(start)),
        jac=True,
        method="L-BFGS-B",
        bounds=Bounds(low, high),
        options={"maxiter": _STEPS},
    )
    return space.rounded(found.x)


class _Space:
    """Weights as places around those that one begins with, in steps of the prior's spread."""

    def __init__(self, start: Weights) -> None:
        import numpy as np  # noqa: PLC0415 - installed on wish alone

        self.low, self.high = np.array(LOWER_BOUNDS_PARAMETERS), np.array(UPPER_BOUNDS_PARAMETERS)
        self.start = np.clip(np.array(start, dtype=float), self.low, self.high)
        self.spread = np.maximum(_SPREAD * np.abs(self.start), _LEAST_SPREAD * (self.high - self.low))
        self.spread[:FIRST_STABILITIES] = 1.0
        self._np = np

    def weights(self, places: Numbers) -> Numbers:
        moved = self.start + places * self.spread
        first = slice(0, FIRST_STABILITIES)
        moved[:, first] = self.start[first] * self._np.exp(places[:, first])
        weights: Numbers = moved
        return weights

    def bounds(self) -> tuple[Numbers, Numbers]:
        ends = []
        for end in (self.low, self.high):
            places = (end - self.start) / self.spread
            first = slice(0, FIRST_STABILITIES)
            places[first] = self._np.log(end[first] / self.start[first])
            ends.append(places)
        return ends[0], ends[1]

    def rounded(self, place: Numbers) -> Weights:
        exact = self._np.clip(self.weights(place[None, :])[0], self.low, self.high)
        return tuple(min(max(round(float(w), 4), low), high) for w, low, high in zip(
            exact, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True
        ))  # fmt: skip


class _Histories:
    """All traces side by side, the longest first: their n-th steps are taken together, for many sets of weights."""

    def __init__(self, traces: Sequence[Trace], before: int) -> None:
        import numpy as np  # noqa: PLC0415 - installed on wish alone

        self._np = np
        seen = (tuple(step for step in trace if step.day < before) for trace in traces)
        useful = [trace for trace in seen if any(step.predicted for step in trace)]
        self.columns = []
        useful.sort(key=len, reverse=True)
        for place in range(len(useful[0]) if useful else 0):
            steps = [trace[place] for trace in useful if len(trace) > place]
            rating, elapsed, predicted = (np.array([step[field] for step in steps]) for field in range(3))
            self.columns.append((rating, elapsed, np.flatnonzero(predicted)))

    def losses(self, weights: Numbers) -> Numbers:
        """Return the summed log loss for each row of weights."""
        np, total = self._np, self._np.zeros(len(weights))
        if not self.columns:
            return total
        model = Model(weights)
        stability, difficulty = model.first(self.columns[0][0])
        for rating, elapsed, predicted in self.columns[1:]:
            many = len(rating)
            stability, difficulty = stability[:, :many], difficulty[:, :many]
            recall = model.recall(stability, elapsed)
            given = np.where(rating[predicted] > 1, recall[:, predicted], 1 - recall[:, predicted])
            total -= np.log(np.clip(given, _SURE, 1 - _SURE)).sum(axis=1)
            stability, difficulty = model.next(stability, difficulty, recall, (rating, elapsed))
        return total


class Model:
    """The formulas of formulas.py for many sets of weights (rows) and many cards (columns) at once."""

    def __init__(self, weights: Numbers) -> None:
        """Take one set of weights in each row."""
        import numpy as np  # noqa: PLC0415 - installed on wish alone

        self._np, self._rows = np, weights
        self._w = [weights[:, [place]] for place in range(weights.shape[1])]
        self._decay = -self._w[20]
        self._factor = 0.9 ** (1 / self._decay) - 1
        self._easy = self._w[4] - np.exp(self._w[5] * 3) + 1

    def first(self, rating: Numbers) -> tuple[Numbers, Numbers]:
        """Return stability and difficulty after the first ratings."""
        w, np = self._w, self._np
        difficulty = w[4] - np.exp(w[5] * (rating - 1)) + 1
        return self._bounded(self._rows[:, rating - 1]), np.clip(difficulty, 1.0, 10.0)

    def recall(self, stability: Numbers, elapsed: Numbers) -> Numbers:
        """Return the chance of recall so many days after the last one."""
        recall: Numbers = (1 + self._factor * elapsed / stability) ** self._decay
        return recall

    def next(
        self, stability: Numbers, difficulty: Numbers, recall: Numbers, answers: tuple[Numbers, Numbers]
    ) -> tuple[Numbers, Numbers]:
        """Return stability and difficulty after ratings so many days later."""
        rating, elapsed = answers
        np, after, w = self._np, stability.copy(), self._w
        later = (elapsed >= 1) & (rating != RELEARNT)
        for chosen, new in (
            (later & (rating == 1), self._forgotten),
            (later & (rating > 1), self._recalled),
            ((elapsed < 1) & (rating != RELEARNT), self._same_day),
            (rating == RELEARNT, self._relearnt),
        ):
            at = np.flatnonzero(chosen)
            if len(at):
                after[:, at] = new(stability[:, at], difficulty[:, at], recall[:, at], rating[at])
        damped = difficulty - (10.0 - difficulty) * w[6] * (rating - 3) / 9.0
        harder = np.clip(w[7] * self._easy + (1 - w[7]) * damped, 1.0, 10.0)
        return self._bounded(after), np.where(rating == RELEARNT, difficulty, harder)

    def _bounded(self, stability: Numbers) -> Numbers:
        bounded: Numbers = self._np.clip(stability, _LEAST_STABILITY, MAXIMUM_INTERVAL)
        return bounded

    def _forgotten(self, stability: Numbers, difficulty: Numbers, recall: Numbers, _rating: Numbers) -> Numbers:
        w, np = self._w, self._np
        long_term = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * np.exp((1 - recall) * w[14])
        kept: Numbers = np.minimum(long_term, stability / np.exp(w[17] * w[18]))
        return kept

    def _recalled(self, stability: Numbers, difficulty: Numbers, recall: Numbers, rating: Numbers) -> Numbers:
        w, np = self._w, self._np
        bonus = np.where(rating == 2, w[15], np.where(rating == 4, w[16], 1.0))  # noqa: PLR2004 - hard, easy
        gain = np.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (np.exp((1 - recall) * w[10]) - 1)
        grown: Numbers = stability * (1 + gain * bonus)
        return grown

    def _same_day(self, stability: Numbers, _difficulty: Numbers, _recall: Numbers, rating: Numbers) -> Numbers:
        w, np = self._w, self._np
        growth = np.exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
        grown: Numbers = stability * np.where(rating == 1, growth, np.maximum(growth, 1.0))
        return grown

    def _relearnt(self, stability: Numbers, _difficulty: Numbers, _recall: Numbers, _rating: Numbers) -> Numbers:
        np = self._np
        kept: Numbers = np.maximum(stability * KEPT_STABILITY, np.minimum(stability, LEAST_STABILITY))
        return kept
