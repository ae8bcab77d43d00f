from __future__ import annotations

from random import Random
from statistics import fmean

import pytest

from quizapp.psychometrics.resampling import COMPARING, CORRELATING, Figure, Resamples, figure, resamples_for


def means(values):
    resamples = resamples_for(len(values))
    sums = [0.0] * resamples.groups
    for place, value in enumerate(values):
        sums[place % resamples.groups] += value
    return [total / len(values) for total in resamples.sums(sums)]


def test_the_same_students_give_the_same_interval():
    assert Resamples(20).sums(range(20)) == Resamples(20).sums(range(20))


@pytest.mark.parametrize("groups", [2, 25, 100])
def test_the_sums_of_all_draws_at_once_are_those_of_each_draw(groups):
    rng, resamples = Random(groups), Resamples(groups)
    whole = [float(rng.randrange(-500, 500)) for _group in range(groups)]
    quarters, equal = [one / 4 for one in whole], [1 / 3] * groups
    for exact in (whole, quarters, [one * 1e9 for one in whole]):
        assert resamples.sums(exact) == [sum(draw) for draw in resamples.draws_of(exact)]
    for rounded in (equal, [rng.gauss(1e6, 1) for _one in whole], [rng.random() * 1e-9 for _one in whole]):
        expected = [sum(draw) for draw in resamples.draws_of(rounded)]
        assert resamples.sums(rounded) == pytest.approx(expected, rel=1e-12)
    assert resamples.sums([rng.random() * 1e-310 for _one in whole]) == pytest.approx([0] * 300)


def test_an_interval_of_a_mean_is_as_wide_as_its_standard_error_says():
    for students in (40, 2_000):
        rng = Random(students)
        values = [rng.gauss(10, 2) for _student in range(students)]
        found = figure(fmean(values), means(values), students)
        width = 2 * 1.96 * 2 / students**0.5
        assert 0.75 * width < found.high - found.low < 1.25 * width, students
        assert found.low < fmean(values) < found.high


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    held = 0
    for seed in range(60):
        rng = Random(seed)
        values = [rng.gauss(0, 1) for _student in range(30)]
        found = figure(fmean(values), means(values), 30)
        held += found.low <= 0 <= found.high
    assert 50 <= held <= 60


def test_too_few_students_and_too_wide_an_interval_are_not_said():
    narrow, wide = [0.0] * 290 + [10.0] * 10, [0.0] * 150 + [120.0] * 150
    assert figure(5.0, narrow, 5).is_said
    assert not figure(5.0, narrow, 4).is_said
    assert not figure(5.0, narrow, 14, COMPARING).is_said
    assert figure(5.0, narrow, 15, CORRELATING).is_said
    assert not figure(5.0, wide, 15, CORRELATING).is_said


def test_what_is_mostly_undefined_has_no_interval():
    assert figure(5.0, [None] * 200 + [1.0] * 100, 30) == Figure(5.0)
    assert figure(None, [1.0] * 300, 30) == Figure(None)
    assert Resamples(1).sums([3.0]) == [], "one student cannot be drawn differently"


def test_a_bound_is_passed_by_the_whole_interval_or_not_at_all():
    assert Figure(5.0, 1.0, 9.0, True).above(0)
    assert not Figure(5.0, -1.0, 9.0, True).above(0)
    assert not Figure(5.0, 1.0, 9.0, False).above(0)
    assert Figure(5.0, 1.0, 9.0, True).below(10)
    assert not Figure(5.0, is_said=True).below(10)
