from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from quizapp.scheduling import fitting
from quizapp.scheduling.fitting import OptimiserMissingError, fit_weights, optimiser_is_there
from quizapp.scheduling.judging import judged
from quizapp.scheduling.metrics import losses
from quizapp.scheduling.state import DEFAULT_WEIGHTS, Evidence, Parameters, Source
from quizapp.scheduling.traces import trace

EVER = 10**6


@pytest.fixture
def logs(generated):
    """A small class's evidence by learner and card; some cards were relearnt on the way."""
    plan = generated.classes.ClassPlan(learners=3, cards=20, days=40)
    logs = generated.classes.logs_of(generated.forgetful(plan))
    for cards in logs.values():
        for card, events in cards.items():
            if card % 3 == 0:
                at = events[len(events) // 2].at + timedelta(minutes=30)
                events.append(Evidence(None, at, Source.RELEARN, log_id=10**6 + card, days=2))
    return logs


def traces_of(logs, rules):
    return [trace(events, card_id=card, rules=rules) for cards in logs.values() for card, events in cards.items()]


def log_loss_by_replay(logs, rules, weights):
    rules = replace(rules, parameters=Parameters(weights=weights))
    answers = [one for cards in logs.values() for card, events in cards.items()
               for one in judged(events, card_id=card, rules=rules)]  # fmt: skip
    return sum(losses([one.recalled for one in answers], [one.predicted for one in answers]))


@pytest.mark.longer
def test_the_loss_of_many_weights_at_once_is_that_of_replaying_with_each(generated, logs):
    rules = generated.classes.RULES
    some = [DEFAULT_WEIGHTS, generated.classes.forgetful_weights(), tuple(weight * 1.02 for weight in DEFAULT_WEIGHTS)]
    at_once = fitting._Histories(traces_of(logs, rules), EVER).losses(np.array(some))
    assert at_once == pytest.approx([log_loss_by_replay(logs, rules, weights) for weights in some], rel=1e-9)


@pytest.mark.slow
def test_fitted_weights_explain_better_what_they_were_fitted_to_and_keep_their_bounds(generated, logs):
    rules = generated.classes.RULES
    weights = fit_weights(traces_of(logs, rules), DEFAULT_WEIGHTS, EVER)
    assert log_loss_by_replay(logs, rules, weights) < log_loss_by_replay(logs, rules, DEFAULT_WEIGHTS)
    bounds = zip(LOWER_BOUNDS_PARAMETERS, weights, UPPER_BOUNDS_PARAMETERS, strict=True)
    assert all(low <= weight <= high for low, weight, high in bounds)
    assert weights == fit_weights(traces_of(logs, rules), DEFAULT_WEIGHTS, EVER)


@pytest.mark.slow
def test_few_answers_move_the_weights_little_and_none_not_at_all(generated, logs):
    rules = generated.classes.RULES
    few = {0: {card: events for card, events in logs[0].items() if card < 3}}

    def moved(some):
        fitted = fit_weights(traces_of(some, rules), DEFAULT_WEIGHTS, EVER)
        return sum(abs(new - old) for new, old in zip(fitted, DEFAULT_WEIGHTS, strict=True))

    assert 0 < moved(few) < moved(logs)
    assert moved({}) == 0


def test_without_scipy_nothing_is_fitted(monkeypatch):
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(fitting, "find_spec", lambda name: None if name == "scipy" else find_spec(name))
    assert not optimiser_is_there()
    with pytest.raises(OptimiserMissingError):
        fit_weights([], DEFAULT_WEIGHTS, EVER)
