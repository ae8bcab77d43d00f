"""How good predictions were: log loss, RMSE over bins, AUC, reliability; and two that know nothing of memory.

A model that does not beat the mean recall (AVG) and the moving average (MOVING-AVG) has not shown that it knows much.
RMSE(bins) follows the benchmark of open-spaced-repetition: answers alike in waiting time, count of reviews and lapses
share a bin, https://github.com/open-spaced-repetition/srs-benchmark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, floor, log, sqrt

from quizapp.scheduling.judging import Judged

_SURE = 1e-6
_START, _RATE = 1.2, 0.3
RELIABILITY_BINS = 10


@dataclass(frozen=True, slots=True)
class Quality:
    """How well one way of predicting did."""

    log_loss: float
    rmse_bins: float
    auc: float | None
    """None where everything, or nothing, was recalled."""


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Predictions of about the same height, with what came of them."""

    predicted: float
    recalled: float
    count: int
    learners: int = 1
    """How many people's answers they were."""


def quality(answers: Sequence[Judged], predictions: Sequence[float]) -> Quality:
    """Return how well predictions, in the order of the answers, did."""
    outcomes = [answer.recalled for answer in answers]
    return Quality(log_loss(outcomes, predictions), _rmse_bins(answers, predictions), auc(outcomes, predictions))


def log_loss(outcomes: Sequence[bool], predictions: Sequence[float]) -> float:
    """Return the mean negative logarithm of the chance given to what happened; predictions of 0 and 1 are bounded."""
    return sum(losses(outcomes, predictions)) / max(len(outcomes), 1)


def losses(outcomes: Sequence[bool], predictions: Sequence[float]) -> list[float]:
    """Return the log loss of each prediction."""
    return [
        -log(min(max(p if recalled else 1 - p, _SURE), 1 - _SURE))
        for recalled, p in zip(outcomes, predictions, strict=True)
    ]


def auc(outcomes: Sequence[bool], predictions: Sequence[float]) -> float | None:
    """Return the chance that something recalled had a higher prediction than something forgotten; ties count half."""
    recalled, forgotten = sum(outcomes), len(outcomes) - sum(outcomes)
    if not recalled or not forgotten:
        return None
    groups: dict[float, list[bool]] = defaultdict(list)
    for outcome, prediction in zip(outcomes, predictions, strict=True):
        groups[prediction].append(outcome)
    below, pairs = 0, 0.0
    for prediction in sorted(groups):
        hits = sum(groups[prediction])
        misses = len(groups[prediction]) - hits
        pairs += hits * (below + misses / 2)
        below += misses
    return pairs / (recalled * forgotten)


def average(answers: Sequence[Judged]) -> list[float]:
    """Return AVG's predictions: the mean recall, for everything."""
    mean = sum(answer.recalled for answer in answers) / max(len(answers), 1)
    return [mean] * len(answers)


def moving_average(answers: Sequence[Judged]) -> list[float]:
    """Return MOVING-AVG's predictions, which follow how the last answers went."""
    x, predictions = _START, []
    for answer in answers:
        p = 1 / (1 + exp(-x))
        predictions.append(p)
        x += _RATE * (answer.recalled - p)
    return predictions


def tenth_of(predicted: float) -> int:
    """Return in which tenth of the scale a prediction lies, from 0."""
    return min(int(predicted * RELIABILITY_BINS), RELIABILITY_BINS - 1)


def reliability(answers: Sequence[Judged]) -> list[ReliabilityBin]:
    """Return what came of predictions, a tenth of the scale at a time; empty tenths are left out."""
    bins: dict[int, list[Judged]] = defaultdict(list)
    for answer in answers:
        bins[tenth_of(answer.predicted)].append(answer)
    return [
        ReliabilityBin(
            sum(one.predicted for one in group) / len(group),
            sum(one.recalled for one in group) / len(group),
            len(group),
        )
        for _place, group in sorted(bins.items())
    ]


def _rmse_bins(answers: Sequence[Judged], predictions: Sequence[float]) -> float:
    bins: dict[tuple[float, float, float], list[float]] = defaultdict(list)
    for answer, prediction in zip(answers, predictions, strict=True):
        bins[_bin(answer)].append(answer.recalled - prediction)
    squares = (len(errors) * (sum(errors) / len(errors)) ** 2 for errors in bins.values())
    return sqrt(sum(squares) / max(len(answers), 1))


def _bin(answer: Judged) -> tuple[float, float, float]:
    lapses = _rounded(1.65, 1.73, answer.lapses) if answer.lapses else 0.0
    return _rounded(2.48, 3.62, answer.elapsed), _rounded(1.99, 1.89, answer.reps), lapses


def _rounded(scale: float, base: float, number: int) -> float:
    return round(scale * base ** floor(log(max(number, 1)) / log(base)), 2)
