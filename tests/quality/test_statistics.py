from __future__ import annotations

from math import comb, erfc, exp, sqrt

import pytest

from quizapp.quality.statistics import chi_square_tail, even_spread, mid_ranks, rank_test


def test_equal_lengths_share_their_ranks():
    assert mid_ranks([5, 3, 5, 9]) == [2.5, 1, 2.5, 4]


def test_the_exact_tail_of_ranks_is_that_of_counting():
    assert rank_test([(4, [1, 2, 3, 4])] * 3) == pytest.approx(1 / 64)
    assert rank_test([(1, [1, 2, 3, 4])] * 3) == pytest.approx(1)
    assert rank_test([(2.5, [2.5, 2.5, 1, 4])]) == pytest.approx(3 / 4)


@pytest.mark.longer
def test_the_normal_approximation_continues_the_exact_tail():
    seen = [(rank, [1, 2, 3, 4]) for rank in (1, 2, 3, 4, 3, 4, 2, 3, 4, 2)]
    exact, approximate = rank_test(seen * 20), rank_test((seen * 20) + [(2.5, [2.5] * 4)])
    assert approximate == pytest.approx(exact, rel=0.05)
    assert rank_test([(1, [1])] * 300) == 1


@pytest.mark.parametrize("x", [0.1, 1, 4, 20, 80])
def test_the_chi_square_tail_is_that_of_closed_forms(x):
    assert chi_square_tail(x, 1) == pytest.approx(erfc(sqrt(x / 2)), rel=1e-9)
    assert chi_square_tail(x, 2) == pytest.approx(exp(-x / 2), rel=1e-9)
    assert chi_square_tail(x, 4) == pytest.approx(exp(-x / 2) * (1 + x / 2), rel=1e-9)
    assert (chi_square_tail(0, 3), chi_square_tail(float("inf"), 3)) == (1, 0)


def test_an_uneven_spread_is_as_likely_as_counting_says():
    assert even_spread([10, 0]) == pytest.approx(2 / 2**10)
    assert even_spread([8, 2]) == pytest.approx(2 * sum(comb(10, k) for k in range(3)) / 2**10)
    assert even_spread([4, 0, 0, 0, 0]) == pytest.approx(5 / 5**4)
    assert even_spread([5, 5]) == pytest.approx(1)
    assert (even_spread([0, 0]), even_spread([7])) == (1, 1)


def test_a_large_spread_is_judged_by_chi_square():
    assert even_spread([100, 100, 100, 100]) == 1
    assert even_spread([200, 100, 60, 40]) < 1e-9
