from __future__ import annotations

import pytest

from quizapp.search.query import Choice
from quizapp.search.values import MOST_BEGUN, Given, is_day, read_values


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-11-01", True), ("2026-02-30", False), ("20261101", False), ("٢٠٢٦-11-01", False), ("", False)],
)
def test_a_day_is_one_of_the_calendar(text, expected):
    assert is_day(text) is expected


def test_a_value_still_being_typed_stands_for_all_that_begin_like_it():
    known = {"topic": ("rift", "rifle", "csto")}
    open_term, findings = read_values(Given("topic", "csto,ri", (0, 13), is_open=True), known)
    assert (open_term, findings) == (Choice("topic", ("csto", "rift", "rifle")), [])
    closed_term, (finding,) = read_values(Given("topic", "csto,ri", (0, 13)), known)
    assert closed_term == Choice("topic", ("csto",))
    assert (finding.start, finding.end) == (11, 13)


def test_a_beginning_stands_for_no_more_values_than_a_database_compares():
    known = {"topic": tuple(f"war-{number}" for number in range(5_000))}
    term, findings = read_values(Given("topic", "war", (0, 9), is_open=True), known)
    assert len(term.values) == MOST_BEGUN
    assert findings == []
