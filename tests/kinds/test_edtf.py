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


@given(day=st.dates())
def test_every_day_of_the_calendar_is_a_date(day):
    assert edtf.parse(day.isoformat()) == (day.year, day.month, day.day)
