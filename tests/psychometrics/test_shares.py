from __future__ import annotations

import pytest

from quizapp.psychometrics.shares import share_of


def test_an_interval_is_wilsons():
    """7 of 10 by hand: middle (0.7 + 0.19207) / 1.38415, half 1.41602 × √(0.021 + 0.0096036)."""
    share = share_of(7, 10)
    assert share.value == 0.7
    assert share.low == pytest.approx(0.39678, abs=5e-5)
    assert share.high == pytest.approx(0.89221, abs=5e-5)


def test_more_cards_say_it_more_precisely_and_what_is_expected_need_not_be_whole():
    few, many = share_of(3.4, 5), share_of(68, 100)
    assert few.value == pytest.approx(many.value)
    assert few.low < many.low < many.value < many.high < few.high


def test_an_interval_stays_between_nothing_and_all():
    assert share_of(0, 4).low == 0
    assert share_of(4, 4).high == 1
    assert share_of(4.000000001, 4).high == 1  # a sum of floats
    assert 0 < share_of(0, 4).high < 1


def test_there_is_no_share_of_nothing():
    with pytest.raises(ValueError, match="nothing"):
        share_of(0, 0)
