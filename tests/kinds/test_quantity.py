from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.kinds.quantity import parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("30000", "30000"),
        ("30 000", "30000"),
        ("30\u2009000", "30000"),
        ("30\u202f000", "30000"),
        ("30\u00a0000", "30000"),
        ("30'000", "30000"),
        ("30’000", "30000"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,00,000", "100000"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("30 000,5", "30000.5"),
        ("30 000.000", "30000.000"),
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        (",5", "0.5"),
        ("5.", "5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("– 5", "-5"),
        ("+5", "5"),
        ("3e4", "30000"),
        ("٣٠", "30"),
        ("0,125", "0.125"),
    ],
)
def test_numbers_are_understood_as_people_write_them(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "-", ".", "many", "30 00", "1,2,3", "1,23,4", "10²", "½", "3 4", "5 apples", "1" * 61]
)
def test_what_is_no_number_is_not_understood(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "decimal", "thousands"),
    [("30,000", "30", "30000"), ("30.000", "30", "30000"), ("0,125", "0.125", "0.125"), ("3,5", "3.5", "3.5")],
)
def test_one_separator_before_three_digits_is_read_as_is_asked_for(text, decimal, thousands):
    assert parse_number(text) == Decimal(decimal)
    assert parse_number(text, thousands=True) == Decimal(thousands)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("5 km", "km"), ("5km", "km"), ("5 km.", "km"), ("5 km2", "km²"), ("5 years", "year"), ("5 year", "years"),
     ("$5", "$"), ("$ 5", "$"), ("5 People", "people"), ("5 %", "%"), ("5", "km")],
)  # fmt: skip
def test_the_unit_is_understood_and_not_demanded(text, unit):
    assert parse_number(text, unit) == 5


@pytest.mark.parametrize(("text", "unit"), [("-.5", "-"), ("-.5", ".5"), ("- .5", "+")])
def test_a_unit_that_could_be_a_part_of_the_number_takes_nothing_of_it(text, unit):
    assert parse_number(text, unit) == Decimal("-0.5")


def test_another_unit_is_not_understood():
    assert parse_number("5 miles", "km") is None


def test_a_sign_may_stand_before_the_unit():
    assert parse_number("-$5", "$") == -5


@given(number=st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_grouped_numbers_are_read_as_the_same_in_both_styles(number):
    english = f"{number:,}"
    continental = english.translate(str.maketrans(",.", ".,"))
    assert parse_number(str(number)) == number
    if english.count(",") != 0:
        assert parse_number(english) == parse_number(continental) == number


@given(text=st.text(alphabet="0123456789.,' -+e%", max_size=20))
def test_any_text_is_a_number_or_not_understood(text):
    number = parse_number(text)
    assert number is None or number.is_finite()
