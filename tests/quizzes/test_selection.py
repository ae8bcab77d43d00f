from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.quizzes.selection import Selection

words = st.lists(st.text("abc-", min_size=1, max_size=4), unique=True, max_size=4).map(tuple)
selections = st.builds(
    Selection,
    banks=words,
    topics=words,
    facets=words,
    kinds=words,
    size=st.integers(1, 50),
    questions=st.lists(st.integers(1, 99), unique=True, max_size=4).map(tuple),
    passages=words,
)


def test_quizzes_stored_before_passages_could_be_chosen_are_still_the_same():
    stored = {"banks": ["dates"], "topics": [], "facets": [], "kinds": [], "size": 5, "questions": []}
    assert Selection(banks=("dates",), size=5).as_json() == stored


@pytest.mark.longer
@given(selections)
def test_the_order_of_choosing_does_not_matter(selection):
    turned = replace(selection, banks=selection.banks[::-1], topics=selection.topics[::-1])
    assert turned.fingerprint("at_once") == selection.fingerprint("at_once")


@pytest.mark.longer
@given(selections, selections)
def test_different_choices_are_different_quizzes(one, other):
    same = one.as_json() == other.as_json()
    assert (one.fingerprint("at_end") == other.fingerprint("at_end")) is same


@pytest.mark.longer
@given(selections)
def test_the_way_of_giving_feedback_is_part_of_the_quiz(selection):
    assert selection.fingerprint("at_once") != selection.fingerprint("at_end")
