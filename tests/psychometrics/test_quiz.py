from __future__ import annotations

import pytest

from quizapp.psychometrics.quiz import analyse_quiz
from quizapp.psychometrics.sheet import Sitting, sheet_of


def test_quiz_statistics_are_moodles(moodle, moodle_sheet):
    found, expected = analyse_quiz(moodle_sheet), moodle["quiz"]
    assert (found.attempts, found.students, found.worth) == (25, 25, 7)
    assert found.mean.value == pytest.approx(expected["average"], rel=1.5e-5)
    assert found.median.value == pytest.approx(expected["median"], rel=1.5e-5)
    assert found.sd.value == pytest.approx(expected["standarddeviation"], rel=1.5e-5)
    assert found.skewness.value == pytest.approx(expected["skewness"], rel=1.5e-5)
    assert found.kurtosis.value == pytest.approx(expected["kurtosis"], rel=1.5e-5)
    assert found.consistency.value == pytest.approx(expected["cic"], rel=1.5e-5)
    assert found.error_ratio.value == pytest.approx(expected["errorratio"], rel=1.5e-5)
    assert found.standard_error.value == pytest.approx(expected["standarderror"], rel=1.5e-5)
    assert not found.consistency.is_said, "its interval is wider than half of what there is"


@pytest.mark.longer
def test_a_consistent_quiz_is_known_by_many(generated):
    found = analyse_quiz(sheet_of(generated(400, questions=20)))
    assert found.consistency.is_said
    assert found.consistency.low > 60
    assert found.standard_error.low < found.standard_error.value < found.standard_error.high


@pytest.mark.longer
def test_a_median_of_thousands_is_bounded_by_ranks(generated):
    found = analyse_quiz(sheet_of(generated(2_500)))
    assert found.median.low <= found.median.value <= found.median.high
    assert found.median.high - found.median.low <= 1


@pytest.mark.longer
def test_quizzes_that_draw_have_a_consistency_by_their_places(generated):
    assert analyse_quiz(sheet_of(generated(300, questions=30, drawn=10))).consistency.low > 30


def test_where_attempts_are_worth_unequal_points_shares_are_told_and_no_consistency():
    sheet = sheet_of(Sitting(number, {1: 1.0}, 2.0, 3 + number % 2) for number in range(20))
    found = analyse_quiz(sheet)
    assert found.mean.value == pytest.approx((2 / 3 + 2 / 4) / 2)
    assert found.consistency.value is None
    assert found.standard_error.value is None


def test_single_and_equal_attempts_break_nothing():
    assert analyse_quiz(sheet_of([])) is None
    alone = analyse_quiz(sheet_of([Sitting("a", {1: 1.0, 2: 0.0}, 1.0, 2)]))
    assert (alone.mean.value, alone.sd.value, alone.mean.is_said) == (1.0, None, False)
    equal = analyse_quiz(sheet_of(Sitting(number, {1: 1.0, 2: 0.0}, 1.0, 2) for number in range(20)))
    assert (equal.sd.value, equal.skewness.value, equal.consistency.value) == (0.0, None, None)
