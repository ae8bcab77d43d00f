"""Our formulas against the fsrs package, bit for bit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.state import DEFAULT_WEIGHTS, MAXIMUM_INTERVAL

START = datetime(2026, 1, 1, tzinfo=UTC)
SCHEDULER = fsrs.Scheduler(DEFAULT_WEIGHTS, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
MODEL = formulas(DEFAULT_WEIGHTS)
RATINGS = st.integers(1, 4)


def asked_of_the_package(card, rating, day):
    return SCHEDULER.review_card(card, fsrs.Rating(rating), START + timedelta(days=day))[0]


@pytest.mark.longer
@given(st.lists(st.tuples(RATINGS, st.integers(0, 900)), min_size=1, max_size=15))
def test_any_history_has_the_packages_figures_to_the_last_bit(history):
    card, day, state = fsrs.Card(card_id=1, due=START), 0, None
    for rating, wait in history:
        day += wait
        if state is not None:
            recalled = SCHEDULER.get_card_retrievability(card, START + timedelta(days=day))
            assert MODEL.recall(state[0], wait) == recalled
        state = MODEL.first(rating) if state is None else MODEL.next(*state, wait, rating)
        card = asked_of_the_package(card, rating, day)
        card.stability = min(card.stability, MAXIMUM_INTERVAL)
        assert state == (card.stability, card.difficulty)


@pytest.mark.longer
@given(
    st.floats(0.01, MAXIMUM_INTERVAL), st.floats(1, 10), st.integers(0, 3_000), RATINGS,
    st.lists(st.floats(-0.2, 0.2), min_size=21, max_size=21),
)  # fmt: skip
def test_any_weights_give_the_packages_figures_to_the_last_bit(stability, difficulty, elapsed, rating, moved):
    bounds = zip(DEFAULT_WEIGHTS, moved, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    weights = tuple(min(max(weight * (1 + by), low), high) for weight, by, low, high in bounds)
    scheduler = fsrs.Scheduler(weights, learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = fsrs.Card(1, fsrs.State.Review, None, stability, difficulty, START, START)
    after = scheduler.review_card(card, fsrs.Rating(rating), START + timedelta(days=elapsed))[0]
    expected = (min(after.stability, MAXIMUM_INTERVAL), after.difficulty)
    assert formulas(weights).next(stability, difficulty, elapsed, rating) == expected


def test_stability_is_the_time_until_nine_of_ten_are_recalled():
    assert MODEL.recall(20.0, 20) == pytest.approx(0.9)
    assert 20 * MODEL.days_per_stability(0.9) == pytest.approx(20)
    assert MODEL.recall(20.0, round(20 * MODEL.days_per_stability(0.8))) == pytest.approx(0.8, abs=0.002)


@given(st.floats(0.01, 5_000), st.floats(1, 10), st.integers(0, 3_000))
def test_a_better_rating_never_leaves_a_weaker_memory(stability, difficulty, elapsed):
    after = [MODEL.next(stability, difficulty, elapsed, rating)[0] for rating in (1, 2, 3, 4)]
    assert after == sorted(after)
