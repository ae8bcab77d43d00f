"""The formulas of FSRS-6, bit for bit as the fsrs package computes them, on plain numbers: for replaying and planning.

Stability in days, difficulty from 1 to 10, elapsed time in whole learner-days, recall as a chance from 0 to 1. Source:
https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm. `math.e ** x` instead of exp(x) is meant: the
two differ in the last bit, and stored memories were computed by the package.
"""

from __future__ import annotations

import math
from functools import lru_cache

from quizapp.scheduling.state import MAXIMUM_INTERVAL

_E = math.e
_LEAST_STABILITY = 0.001
_EASIEST, _HARDEST = 1.0, 10.0
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


class Formulas:
    """One set of weights, with what does not depend on the card worked out once."""

    __slots__ = ("_again_short", "_by_rating", "_decay", "_easy_start", "_factor", "_firsts", "_gain", "_w")

    def __init__(self, weights: tuple[float, ...]) -> None:
        w = self._w = weights
        self._decay = -w[20]
        self._factor = 0.9 ** (1 / self._decay) - 1
        self._gain: float = _E ** w[8]
        self._again_short: float = _E ** (w[17] * w[18])
        self._easy_start: float = w[4] - (_E ** (w[5] * (EASY - 1))) + 1
        self._by_rating = {HARD: (w[15], 1), GOOD: (1, 1), EASY: (1, w[16])}
        self._firsts = [self._first(rating) for rating in range(AGAIN, EASY + 1)]

    @property
    def curve(self) -> tuple[float, float]:
        """Return factor and decay of R = (1 + factor × t ÷ S) ^ decay, for statements that compute it."""
        return self._factor, self._decay

    def recall(self, stability: float, elapsed: int) -> float:
        """Return the chance of recall so many days after the last review."""
        return float((1 + self._factor * elapsed / stability) ** self._decay)

    def days_per_stability(self, recall: float) -> float:
        """Return the days of interval for each day of stability: the forgetting curve solved for time."""
        power = -1 / self._w[20]
        return float((recall**power - 1) / (0.9**power - 1))

    def first(self, rating: int) -> tuple[float, float]:
        """Return stability and difficulty after the first rating of all."""
        return self._firsts[rating - AGAIN]

    def _first(self, rating: int) -> tuple[float, float]:
        w = self._w
        difficulty = w[4] - (_E ** (w[5] * (rating - 1))) + 1
        return min(max(w[rating - 1], _LEAST_STABILITY), MAXIMUM_INTERVAL), min(max(difficulty, _EASIEST), _HARDEST)

    def next(self, stability: float, difficulty: float, elapsed: int, rating: int) -> tuple[float, float]:
        """Return stability and difficulty after a rating so many days after the last one; 0 is the same day."""
        if elapsed < 1:
            after = self._same_day(stability, rating)
        elif rating == AGAIN:
            after = self._forgotten(stability, difficulty, self.recall(stability, elapsed))
        else:
            after = self._recalled(stability, difficulty, self.recall(stability, elapsed), rating)
        return min(max(after, _LEAST_STABILITY), MAXIMUM_INTERVAL), self.harder(difficulty, rating)

    def stabilities(self, stability: float, difficulty: float, elapsed: int, first: int, last: int) -> list[float]:
        """Return stability after each of some ratings; what they have in common is worked out once."""
        if elapsed < 1 or first == AGAIN:
            return [self.next(stability, difficulty, elapsed, rating)[0] for rating in range(first, last + 1)]
        growth, after = self._growth(stability, difficulty, self.recall(stability, elapsed)), []
        for rating in range(first, last + 1):
            hard, easy = self._by_rating[rating]
            grown = stability * (1 + growth * hard * easy)
            after.append(MAXIMUM_INTERVAL if grown > MAXIMUM_INTERVAL else max(grown, _LEAST_STABILITY))
        return after

    def harder(self, difficulty: float, rating: int) -> float:
        """Return difficulty after a rating: of a card that was hard to recall it grows."""
        w = self._w
        damped = difficulty + (10.0 - difficulty) * -(w[6] * (rating - 3)) / 9.0
        harder: float = w[7] * self._easy_start + (1 - w[7]) * damped
        return min(max(harder, _EASIEST), _HARDEST)

    def _same_day(self, stability: float, rating: int) -> float:
        w = self._w
        growth: float = (_E ** (w[17] * (rating - 3 + w[18]))) * (stability ** -w[19])
        return stability * (growth if rating == AGAIN else max(growth, 1.0))

    def _forgotten(self, stability: float, difficulty: float, recall: float) -> float:
        w = self._w
        long_term: float = (
            w[11]
            * (difficulty ** -w[12])
            * (((stability + 1) ** (w[13])) - 1)
            * (_E ** ((1 - recall) * w[14]))
        )  # fmt: skip
        return min(long_term, stability / self._again_short)

    def _recalled(self, stability: float, difficulty: float, recall: float, rating: int) -> float:
        hard, easy = self._by_rating[rating]
        return stability * (1 + self._growth(stability, difficulty, recall) * hard * easy)

    def _growth(self, stability: float, difficulty: float, recall: float) -> float:
        w = self._w
        growth: float = (
            self._gain
            * (11 - difficulty)
            * (stability ** -w[9])
            * ((_E ** ((1 - recall) * w[10])) - 1)
        )  # fmt: skip
        return growth


@lru_cache(maxsize=256)
def formulas(weights: tuple[float, ...]) -> Formulas:
    """Return the formulas of some weights, made once."""
    return Formulas(weights)
