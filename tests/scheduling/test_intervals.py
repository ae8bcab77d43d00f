"""Intervals of the buttons: each leads further than the one below, and within its range."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.fuzz import fuzz_range, plain
from quizapp.scheduling.intervals import Scale, lowest_below, spread_days
from quizapp.scheduling.state import MAXIMUM_INTERVAL

SCALE = Scale(1.0, MAXIMUM_INTERVAL)
AGAIN, HARD, GOOD, EASY = range(1, 5)
DAYS = st.floats(min_value=0, max_value=2 * MAXIMUM_INTERVAL)


@pytest.mark.parametrize(
    ("rating", "in_steps", "in_review"),
    [(AGAIN, AGAIN, AGAIN), (HARD, HARD, HARD), (GOOD, GOOD, HARD), (EASY, GOOD, HARD)],
)
def test_the_buttons_below_bear_on_an_interval(rating, in_steps, in_review):
    assert lowest_below(rating, in_review=False) == in_steps
    assert lowest_below(rating, in_review=True) == in_review


def test_a_first_interval_is_fuzzed_as_a_whole_number_of_days_and_later_ones_as_they_are():
    assert spread_days([3.4], GOOD, SCALE, 0.0, None)[1:] == (*fuzz_range(plain(3.4)), 2)
    assert spread_days([30.4], HARD, SCALE, 0.0, 3)[1:3] == fuzz_range(30.4)


def drawn(interval, factor):
    """Return the day that a factor chooses for a card that was forgotten, whose last interval bears on nothing."""
    return spread_days([interval], AGAIN, SCALE, factor, 1)[3]


@pytest.mark.parametrize(("interval", "days"), [(7, (5, 7, 9)), (17, (14, 17, 20)), (37, (33, 37, 41))])
def test_reference_draws(interval, days):
    assert tuple(drawn(interval, factor) for factor in (0, 0.5, 0.99)) == days


def test_each_day_of_a_range_has_an_equal_share_of_the_factors():
    assert Counter(drawn(3, factor / 300) for factor in range(300)) == {2: 100, 3: 100, 4: 100}


@given(DAYS, DAYS, st.floats(0, 1, exclude_max=True))
def test_a_longer_interval_is_not_drawn_shorter_by_the_same_factor(one, other, factor):
    assert drawn(min(one, other), factor) <= drawn(max(one, other), factor)


def test_without_fuzz_a_better_button_is_a_day_longer_at_least():
    assert [spread_days([9.0] * count, HARD, SCALE, None, 5)[3] for count in (1, 2, 3)] == [9, 10, 11]


def test_the_maximum_outweighs_the_button_below():
    assert spread_days([50.0] * 3, HARD, Scale(1.0, 50), None, 5) == (50.0, 50, 50, 50)


@given(
    st.floats(0.01, 400), st.floats(0, 1, exclude_max=True) | st.none(), st.integers(1, 400) | st.none(),
    st.floats(0.3, 2),
)  # fmt: skip
def test_a_chosen_day_is_in_its_range_and_longer_than_that_of_the_button_below(stability, factor, last, scale):
    first = HARD if last is not None else GOOD
    chosen = []
    for rating in range(first, EASY + 1):
        stabilities = [stability * (1 + 0.1 * step) for step in range(rating - first + 1)]
        wanted, low, high, day = spread_days(stabilities, first, Scale(scale, MAXIMUM_INTERVAL), factor, last)
        assert wanted == stabilities[-1] * scale
        assert low <= day <= high
        chosen.append(day)
    assert chosen == sorted(set(chosen))
