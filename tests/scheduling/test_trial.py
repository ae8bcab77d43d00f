from __future__ import annotations

import pytest

from quizapp.scheduling.state import DEFAULT_WEIGHTS
from quizapp.scheduling.trial import try_fit


def trial_of(generated, answers, **more):
    return try_fit(generated.classes.logs_of(answers), generated.classes.RULES, DEFAULT_WEIGHTS, **more)


@pytest.mark.longer
def test_too_few_reviews_are_counted_and_not_tried(generated):
    alone = [one for one in generated.forgetful() if one.learner == 3]
    trial = trial_of(generated, alone)
    assert (trial.learners, trial.reviews, trial.weights, trial.held_out) == (1, len(alone), None, None)
    assert not trial.is_better
    assert trial_of(generated, alone[:40], fewest=0).weights is None
    assert trial_of(generated, [], fewest=0).reviews == 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_class_with_other_weights_is_predicted_better_by_those_that_a_fit_finds(generated, seed):
    trial = trial_of(generated, generated.forgetful(seed=seed))
    assert trial.is_better
    assert trial.held_out.after < trial.held_out.before


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_class_with_the_models_own_weights_is_not(generated, seed):
    trial = trial_of(generated, generated.as_by_default(seed=seed))
    assert trial.weights is not None
    assert not trial.is_better
