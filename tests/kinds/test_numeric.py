from __future__ import annotations

import pytest

from quizapp.kinds.base import ContentError
from quizapp.kinds.numeric import Numeric


def score(answer, response, **more):
    return Numeric.model_validate({"stem": "How many?", "answer": answer, **more}).grade((response,)).score


@pytest.mark.parametrize(("response", "expected"), [("95", 1), ("105", 1), ("94.9", 0), ("105,1", 0), ("-100", 0)])
def test_a_nominal_tolerance_is_added_and_taken_away(response, expected):
    assert score("100", response, tolerance="5") == expected


@pytest.mark.parametrize("tolerance", ["10%", "0.1", "10 %"])
@pytest.mark.parametrize(("response", "expected"), [("-90", 1), ("-110", 1), ("-89.99", 0), ("-110.01", 0)])
def test_a_relative_tolerance_is_a_share_of_the_key(tolerance, response, expected):
    assert score("-100", response, tolerance=tolerance, tolerance_kind="relative") == expected


@pytest.mark.parametrize(("response", "expected"), [("50", 1), ("200", 1), ("49.9", 0), ("200.1", 0)])
def test_a_geometric_tolerance_divides_and_multiplies(response, expected):
    assert score("100", response, tolerance="100%", tolerance_kind="geometric") == expected
    assert score("-100", f"-{response}", tolerance="1", tolerance_kind="geometric") == expected


def test_without_a_tolerance_only_the_number_is_right_exactly():
    assert score("0.1", "0,10") == 1
    assert score("0.1", "0.1000000000000000000000000000000000001") == 0
    assert score("1" + "0" * 50 + "1", "1" + "0" * 50 + "1") == 1
    assert score("1" + "0" * 50 + "1", "1" + "0" * 50 + "2") == 0


@pytest.mark.parametrize("response", ["30 000", "30,000", "30.000", "30000 people", "30'000"])
def test_thousands_are_understood_where_the_key_is_a_whole_number_from_1000(response):
    assert score("30000", response, unit="people") == 1


def test_a_decimal_comma_is_understood_where_the_key_is_small():
    assert score("3.125", "3,125") == 1
    assert score("30", "30,000") == 1


def test_what_is_not_understood_is_asked_again_and_not_marked_wrong():
    content = Numeric(stem="How many?", answer="3")
    with pytest.raises(ContentError, match="“about three” is not understood as a number: write it in figures"):
        content.read({"answer": ["about three"]}, ())


def test_the_sum_names_the_tolerance_and_not_the_key():
    content = Numeric(stem="How many?", answer="30000", tolerance="10%", tolerance_kind="relative")
    assert str(content.grade(("28000",)).arithmetic) == "Within the tolerance of 10%: 1.00"
    assert str(content.grade(("20000",)).arithmetic) == "Outside the tolerance of 10%: 0.00"
    assert str(Numeric(stem="How many?", answer="3").grade(("4",)).arithmetic) == "Another number: 0.00"
    assert content.grade(("28000",)).rule == "relative"


def test_the_card_shows_the_unit():
    assert Numeric(stem="How far?", answer="5", unit="km").cards()[0].back == "5 km"
