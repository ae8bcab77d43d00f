from __future__ import annotations

import pytest

from quizapp.memory import fits
from quizapp.memory.fits import FitRunningError, NotInForceError, Outcome
from quizapp.memory.weights import fit_in_force
from quizapp.scheduling.held_out import HeldOut
from quizapp.scheduling.state import DEFAULT_WEIGHTS
from quizapp.scheduling.trial import Trial

BETTER = HeldOut(20_000, 120, "learner", 12, 0.5, 0.48, 0.52, 0.53, -0.03, -0.01)
WORSE = HeldOut(20_000, 120, "learner", 12, 0.5, 0.51, 0.52, 0.53, -0.01, 0.02)


@pytest.fixture
def finished(session, start):
    """A fit that came to something."""

    def finished(held_out, learner_id=None):
        fit = fits.begin_fit(session, by_id=None, learner_id=learner_id, now=start)
        trial = Trial(12, 900, DEFAULT_WEIGHTS if held_out else None, held_out)
        fits.finish_fit(session, fit, trial, DEFAULT_WEIGHTS, now=start)
        return fit

    return finished


@pytest.mark.parametrize(
    ("held_out", "outcome"), [(BETTER, Outcome.ADOPTED), (WORSE, Outcome.NOT_BETTER), (None, Outcome.TOO_FEW)]
)
def test_only_what_is_better_is_in_force(session, finished, held_out, outcome):
    fit = finished(held_out)
    assert (fit.outcome, fits.figures_of(fit)) == (outcome, held_out)
    assert fit_in_force(session, None) is (fit if outcome == Outcome.ADOPTED else None)


def test_taking_a_fit_back_leaves_the_one_before_it_in_force(session, finished, start):
    first, second = finished(BETTER), finished(BETTER)
    finished(WORSE)
    assert fit_in_force(session, None) is second
    fits.revert_fit(session, second, by_id=None, now=start)
    assert fit_in_force(session, None) is first
    fits.revert_fit(session, first, by_id=None, now=start)
    assert fit_in_force(session, None) is None
    with pytest.raises(NotInForceError):
        fits.revert_fit(session, first, by_id=None, now=start)


def test_fits_of_learners_are_counted_and_taken_back_by_themselves(session, finished, learner, start):
    everyones, own = finished(BETTER), finished(BETTER, learner.id)
    assert fits.learners_with_own(session) == 1
    assert fits.fits_for_everyone(session) == [everyones]
    assert fits.revert_own_fits(session, by_id=None, now=start) == 1
    assert fits.learners_with_own(session) == 0
    assert own.reverted_at == start
    assert fit_in_force(session, None) is everyones


def test_one_fit_at_a_time_until_it_is_stale(session, small_bank, start):
    first = fits.begin_fit(session, by_id=None, now=start)
    with pytest.raises(FitRunningError):
        fits.begin_fit(session, by_id=None, now=start + fits.STALE / 2)
    second = fits.begin_fit(session, by_id=None, now=start + fits.STALE)
    assert (first.outcome, second.outcome) == (Outcome.FAILED, Outcome.RUNNING)
    assert fits.fit_running(session) is second


def test_a_fit_of_a_group_names_its_learners_and_is_not_everyones(session, learner, start):
    everyones = fits.begin_fit(session, by_id=None, now=start)
    assert fits.group_of_fit(session, everyones) is None
    fits.fail_fit(session, everyones, now=start)
    fit = fits.begin_fit(session, by_id=None, group={learner.id}, now=start)
    assert fits.group_of_fit(session, fit) == [learner.id]
    assert fits.fits_for_everyone(session) == [everyones]
    fits.fail_fit(session, fit, now=start)
    assert fits.group_of_fit(session, fits.begin_fit(session, by_id=None, learner_id=learner.id, now=start)) == [
        learner.id
    ]


def test_learners_with_enough_answers_are_found(session, learner, review, start):
    for number in range(3):
        review(1, 3, event_id=f"event-{number:04}")
    assert fits.learners_with_enough(session, 3) == [learner.id]
    assert fits.learners_with_enough(session, 4) == []
    assert fits.learners_with_enough(session, 3, {learner.id + 1}) == []


def test_a_fit_whose_process_has_ended_is_given_up(session, start):
    fits.give_up_fit(session, now=start)  # there is none: nothing to give up
    cut_off = fits.begin_fit(session, by_id=None, now=start)
    fits.give_up_fit(session, now=start)
    assert (cut_off.outcome, cut_off.finished_at) == (Outcome.FAILED, start)
    assert fits.begin_fit(session, by_id=None, now=start).outcome == Outcome.RUNNING
