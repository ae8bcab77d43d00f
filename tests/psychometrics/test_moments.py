from __future__ import annotations

import statistics
from random import Random

import pytest

from quizapp.psychometrics.moments import Pairs
from quizapp.psychometrics.resampling import Resamples


def test_sums_give_what_the_standard_library_gives_far_from_nought_too():
    rng = Random(3)
    values = [1e6 + rng.random() for _value in range(50)]
    others = [value / 2 + rng.random() for value in values]
    spread = Pairs(values, others, [place % 7 for place in range(50)], 7).whole()
    assert spread.mean == pytest.approx(statistics.fmean(values))
    assert spread.variance == pytest.approx(statistics.variance(values))
    assert spread.other_variance == pytest.approx(statistics.variance(others))
    assert spread.covariance == pytest.approx(statistics.covariance(values, others))
    assert spread.correlation == pytest.approx(statistics.correlation(values, others))


def test_a_draw_is_the_spread_of_the_students_drawn():
    values, others = [0.0, 1.0, 1.0, 0.0], [3.0, 1.0, 5.0, 2.0]
    resamples = Resamples(4, draws=5)
    places = list(resamples.draws_of(range(4)))
    for spread, drawn in zip(Pairs(values, others, range(4), 4).drawn(resamples), places, strict=True):
        mine, beside = [values[place] for place in drawn], [others[place] for place in drawn]
        assert spread.mean == pytest.approx(statistics.fmean(mine))
        assert spread.covariance == pytest.approx(statistics.covariance(mine, beside))


def test_what_never_varies_has_no_correlation_and_one_value_no_spread():
    assert Pairs([1.0, 1.0], [2.0, 3.0], [0, 1], 2).whole().correlation is None
    assert Pairs([1.0], [2.0], [0], 1).whole() is None
