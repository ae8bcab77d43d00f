from __future__ import annotations

import pytest

from quizapp.search.query import Choice, Comparison, Query, Words, quoted


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Words("war"), '"war"'),
        (Words("war", is_prefix=True), "war*"),
        (Words("the war", is_prefix=True, is_negated=True), '-"the war"*'),
        (Choice("level", ("2", "3"), is_negated=True), "-level:2,3"),
        (Choice("actor", ("A B", "C")), 'actor:"A B",C'),
        (Comparison("level", ">", "1"), "level:>1"),
        (Comparison("edited", "=", "7d"), "edited:7d"),
    ],
)
def test_a_term_is_written_as_it_is_typed(term, text):
    assert str(Query((term,))) == text


def test_the_only_value_of_a_field_is_known():
    assert Query((Choice("bank", ("dates",)),)).only_value("bank") == "dates"
    assert Query((Choice("bank", ("a", "b")),)).only_value("bank") is None
    assert Query((Choice("bank", ("a",), is_negated=True),)).only_value("bank") is None
    assert Query((Choice("bank", ("a",)), Choice("bank", ("b",)))).only_value("bank") is None
    assert Query((Words("bank"),)).only_value("bank") is None


def test_values_are_quoted_where_they_must_be():
    assert [quoted(value) for value in ("a#p1", "a b", "a,b", ">a")] == ["a#p1", '"a b"', '"a,b"', '">a"']
