"""Learning and relearning steps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quizapp.scheduling.state import Parameters, Rating
from quizapp.scheduling.steps import NextStep, next_step

LEARNING = Parameters().learning_steps
RELEARNING = Parameters().relearning_steps


def minutes(*lengths):
    return tuple(timedelta(minutes=length) for length in lengths)


def seconds(steps, step):
    """Return the wait after each rating, None where the card graduates."""
    moves = [next_step(steps, step, rating) for rating in Rating]
    return [move and move.wait.total_seconds() for move in moves]


def test_the_first_of_one_and_ten_minutes():
    assert seconds(LEARNING, 0) == [60, 330, 600, None]


def test_the_second_of_one_and_ten_minutes():
    assert seconds(LEARNING, 1) == [60, 600, None, None]


def test_the_only_relearning_step_is_half_as_long_again_after_hard():
    assert seconds(RELEARNING, 0) == [600, 900, None, None]


def test_again_goes_back_to_the_first_step_hard_stays_and_good_goes_on():
    steps = minutes(1, 5, 10)
    assert next_step(steps, 1, Rating.AGAIN) == NextStep(0, timedelta(minutes=1))
    assert next_step(steps, 1, Rating.HARD) == NextStep(1, timedelta(minutes=5))
    assert next_step(steps, 1, Rating.GOOD) == NextStep(2, timedelta(minutes=10))


def test_hard_at_an_only_step_waits_no_more_than_a_day_longer():
    assert next_step((timedelta(days=3),), 0, Rating.HARD) == NextStep(0, timedelta(days=4))


def test_a_wait_of_more_than_a_day_is_in_whole_days():
    assert next_step((timedelta(days=1), timedelta(days=2)), 0, Rating.HARD) == NextStep(0, timedelta(days=2))
    assert next_step((timedelta(hours=20),), 0, Rating.HARD) == NextStep(0, timedelta(days=1))


def test_without_steps_every_rating_graduates():
    assert seconds((), 0) == [None] * 4


@pytest.mark.parametrize("step", [1, 2, 7])
def test_a_step_that_is_no_longer_there_counts_as_the_last(step):
    assert seconds(LEARNING, step) == seconds(LEARNING, 1)
