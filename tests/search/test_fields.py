from __future__ import annotations

import pytest

from quizapp.search.fields import FIELDS, MARK_HELP, MARKS, is_named, plain, values_of
from quizapp.search.parsing import parse


@pytest.mark.parametrize("name", FIELDS)
def test_the_example_of_every_field_is_a_query(name):
    query = parse(f"{name}:{FIELDS[name].example} ")
    assert query.findings == ()
    assert [term.field for term in query.terms] == [name]


def test_every_state_is_explained():
    assert set(MARK_HELP) == set(MARKS) == set(FIELDS["is"].fixed)


def test_fixed_values_are_known_and_others_come_from_the_questions():
    assert values_of("level", {"level": ("9",)}) == ("1", "2", "3")
    assert values_of("topic", {"topic": ("csto",)}) == ("csto",)
    assert values_of("topic", {}) is None


@pytest.mark.parametrize(
    ("typed", "is_meant"),
    [("pashinyan", True), ("nik pashin", True), ("Pashin", True), ("ashinyan", False), ("", False), ("nik x", False)],
)
def test_a_name_goes_by_the_beginnings_of_its_words(typed, is_meant):
    assert is_named(typed, "Nikol Pashinyan") is is_meant


def test_case_and_accents_do_not_matter():
    assert plain("Élan VITAL") == "elan vital"
