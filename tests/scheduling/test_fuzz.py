"""Fuzz: ranges, and the factors that draw from them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.fuzz import fuzz_factor, fuzz_range, least_interval, mixed, plain
from quizapp.scheduling.state import MAXIMUM_INTERVAL

DAYS = st.floats(min_value=0, max_value=2 * MAXIMUM_INTERVAL)
BOUNDS = st.integers(min_value=1, max_value=MAXIMUM_INTERVAL)


@pytest.mark.parametrize(("interval", "drawn"), [(3, (2, 4)), (7, (5, 9)), (17, (14, 20)), (37, (33, 41))])
def test_reference_ranges(interval, drawn):
    assert fuzz_range(interval) == drawn


@pytest.mark.parametrize("interval", [0, 1, 1.4, 2, 2.49])
def test_intervals_under_two_and_a_half_days_are_left_alone(interval):
    assert fuzz_range(interval) == (plain(interval), plain(interval))


def test_a_minimum_above_the_range_still_leaves_a_choice_of_two_days():
    assert fuzz_range(3, minimum=10) == (10, 12)
    assert fuzz_range(2, minimum=3) == (3, 4)
    assert fuzz_range(3, minimum=4, maximum=4) == (4, 4)


@given(DAYS, BOUNDS, BOUNDS)
def test_a_range_lies_within_the_bounds(interval, minimum, maximum):
    low, high = fuzz_range(interval, minimum, maximum)
    assert min(minimum, maximum) <= low <= high <= maximum


@given(DAYS, BOUNDS)
def test_an_interval_that_grows_stays_longer_than_the_last(wanted, last):
    least = least_interval(wanted, last)
    assert least in {1, last, last + 1}
    assert (least == last + 1) == (plain(wanted) > last)
    assert least <= max(fuzz_range(wanted)[1], plain(wanted))


def test_an_interval_that_is_nearly_the_last_one_does_not_shrink():
    assert least_interval(4.44, 5) == 5
    assert least_interval(4.44, 12) == 1


def test_halves_are_rounded_up():
    assert [plain(days) for days in (0, 0.5, 1.5, 2.5, 3.49)] == [1, 1, 2, 3, 3]
    assert plain(8, minimum=9, maximum=5) == 5


def test_factors_are_the_same_on_every_machine():
    assert fuzz_factor(1, 0) == 0.36818951565166946
    assert fuzz_factor(1, 1) == 0.9140224628703029
    assert fuzz_factor(1_700_000_000_000, 12) == 0.05979671677259424
    assert mixed(0) == 0xE220A8397B1DCDAF  # SplitMix64's first number from seed 0


@given(st.integers(min_value=0, max_value=1 << 62), st.integers(min_value=0, max_value=10_000))
def test_a_factor_is_at_least_nought_and_less_than_one(card_id, reps):
    assert 0 <= fuzz_factor(card_id, reps) < 1


def test_factors_of_neighbouring_cards_and_of_the_reviews_of_one_card_are_spread_evenly():
    for factors in ([fuzz_factor(card, 3) for card in range(5_000)], [fuzz_factor(7, reps) for reps in range(5_000)]):
        tenths = Counter(int(factor * 10) for factor in factors)
        assert all(400 < tenths[tenth] < 600 for tenth in range(10))
