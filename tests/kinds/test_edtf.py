from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.kinds import edtf


@pytest.mark.parametrize(
    ("text", "parts"), [("2023", (2023,)), ("2023-09", (2023, 9)), ("2024-02-29", (2024, 2, 29)), ("0988", (988,))]
)
def test_dates_are_as_precise_as_they_are_written(text, parts):
    assert edtf.parse(text) == parts


@pytest.mark.parametrize(
    "text",
    ["", "23", "2023-9", "2023-13", "2023-00", "2023-02-29", "0000", "2023-09-", "２０２３", "2023/2024", "2023\n"],
)
def test_what_is_no_date_is_none(text):
    assert edtf.parse(text) is None


@pytest.mark.parametrize(
    ("text", "begin", "decade"), [("192X", (1920,), True), ("1920", (1920,), False), ("2023-09", (2023, 9), False)]
)
def test_a_period_is_a_date_or_a_decade(text, begin, decade):
    assert (edtf.period(text), edtf.is_decade(text)) == (begin, decade)


@pytest.mark.parametrize("text", ["", "19XX", "192x", "192X-01", "X", "2023-13", "000X"])
def test_what_is_no_period_is_none(text):
    assert edtf.period(text) is None


@pytest.mark.parametrize(("text", "known"), [("192X", 0), ("1920", 1), ("2023-09", 2), ("2023-09-24", 3)])
def test_precision_counts_what_is_known(text, known):
    assert edtf.precision(text) == known


@pytest.mark.parametrize(
    ("coarse", "fine", "covers"),
    [
        ("192X", "1923", True),
        ("192X", "1923-04-05", True),
        ("192X", "192X", True),
        ("192X", "1930", False),
        ("2023", "2023-09", True),
        ("2023", "2023", True),
        ("2023-09", "2023-09-24", True),
        ("2023-09", "2023-10-24", False),
        ("2023-09-24", "2023-09", False),
        ("1923", "192X", False),
    ],
)
def test_a_period_covers_what_lies_within_it(coarse, fine, covers):
    assert edtf.covers(coarse, fine) is covers


@given(day=st.dates())
def test_every_day_of_the_calendar_is_a_date(day):
    assert edtf.parse(day.isoformat()) == (day.year, day.month, day.day)
