"""A trial of fitting: weights from the older answers of some learners, held to their word on the newer ones. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quizapp.scheduling.fitting import Weights, fit_weights
from quizapp.scheduling.held_out import FEWEST_HELD_OUT, HeldOut, compare, first_day_held_out
from quizapp.scheduling.judging import Judged, judged
from quizapp.scheduling.state import Evidence, Rules
from quizapp.scheduling.traces import RELEARNT, trace

FEWEST_REVIEWS = 400
"""Answers that count: with fewer nothing is fitted, unless somebody insists."""

Logs = Mapping[int, Mapping[int, Sequence[Evidence]]]
"""Learner id → card id → evidence."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it; weights and figures are None where there were too few answers to try."""

    learners: int
    reviews: int
    weights: Weights | None = None
    held_out: HeldOut | None = None

    @property
    def is_better(self) -> bool:
        """Say whether the weights may be adopted."""
        return self.held_out is not None and self.held_out.is_better


def try_fit(logs: Logs, rules: Rules, begin: Weights, fewest: int = FEWEST_REVIEWS) -> Trial:
    """Fit weights, beginning with some, and compare them on the newest answers with those that the rules hold.

    What is compared is what would be adopted: the weights are not fitted again to all answers afterwards.

    Raises:
        OptimiserMissingError: SciPy is not installed.
    """
    traces = [
        trace(evidence, card_id=card_id, rules=rules) for cards in logs.values() for card_id, evidence in cards.items()
    ]
    reviews = sum(step.rating != RELEARNT for one in traces for step in one)
    predicted = sum(step.predicted for one in traces for step in one)
    if reviews < fewest or predicted < FEWEST_HELD_OUT:
        return Trial(len(logs), reviews)
    from_day = first_day_held_out(traces)
    weights = fit_weights(traces, begin, from_day)
    fitted = replace(rules, parameters=replace(rules.parameters, weights=weights))
    held_out = compare(judged_by_learner(logs, rules), judged_by_learner(logs, fitted), from_day)
    return Trial(len(logs), reviews, weights, held_out)


def judged_by_learner(logs: Logs, rules: Rules) -> dict[int, list[Judged]]:
    """Return all that was predicted for each learner under some rules, in the order of time."""
    return {learner: judged_in_order(cards, rules) for learner, cards in logs.items()}


def judged_in_order(cards: Mapping[int, Sequence[Evidence]], rules: Rules) -> list[Judged]:
    """Return all that was predicted for one learner's cards, in the order of time."""
    answers = [one for card_id, evidence in cards.items() for one in judged(evidence, card_id=card_id, rules=rules)]
    return sorted(answers, key=lambda one: (one.day, one.at_place))
