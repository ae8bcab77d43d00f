from __future__ import annotations

import pytest

from quizapp.search.parsing import parse
from quizapp.search.query import Choice, Comparison
from quizapp.search.values import MOST_BEGUN, Given, is_day, read_values, share_of


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


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.4", "0.4"), ("40%", "0.4"), ("100%", "1"), ("1", "1"), (".25", "0.25"), ("0", "0"), ("0.400", "0.4")],
)
def test_a_share_is_written_in_one_way(text, value):
    assert share_of(text) == value


@pytest.mark.parametrize("text", ["", "x", "1.1", "101%", "-1", "0.4.2", "40 %", "٤", "<0.4"])
def test_what_is_no_share_is_none(text):
    assert share_of(text) is None


def test_a_facility_is_compared_and_a_bare_one_is_asked_about():
    assert parse("facility:<40%").terms == (Comparison("facility", "<", "0.4"),)
    bare = parse("facility:0.4").findings[0]
    assert (str(bare.message), bare.suggestion) == ("Say more or less: facility:<0.4 or facility:>0.4.", "<0.4")
    wrong = parse("facility:<easy").findings[0]
    assert str(wrong.message).endswith("write facility:<0.4 or facility:<40%.")


@pytest.mark.parametrize(
    "begun", ["facility:<", "facility:<0.", "edited:2026-1", "edited:>2026", "edited:7", "level:>", "level:>="]
)
def test_a_comparison_that_is_still_being_typed_is_no_mistake_yet(begun):
    (finding,) = parse(begun).findings
    assert "waits for a value" in finding.message.text
    assert finding.suggestion == ""
    assert "waits" not in parse(f"{begun} war").findings[0].message.text, "there nobody is typing any more"


def test_amid_a_query_a_beginning_stands_for_the_only_value_that_begins_so():
    known = {"topic": ("war", "war-aims", "treaty")}
    assert str(parse("topic:treat kind:mat level:2", known)) == "topic:treaty kind:matching level:2"
    query = parse("topic:wa level:2", known)
    assert str(query) == "level:2"
    assert query.findings[0].suggestion == "war"
