from __future__ import annotations

import pytest

from quizapp.rounding import percent, rounded


@pytest.mark.parametrize(
    ("value", "places", "expected"), [(0.125, 2, 0.13), (84.45, 1, 84.5), (2.5, 0, 3), (1e-12, 2, 0)]
)
def test_half_goes_up(value, places, expected):
    assert rounded(value, places) == expected


def test_binary_fractions_do_no_harm():
    assert percent(0.1 + 0.2 + 0.545) == 84.5
    assert percent(sum([0.1] * 10)) == 100
