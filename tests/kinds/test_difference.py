from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizapp.kinds.difference import difference

words = st.lists(st.sampled_from(["one", "two", "three", "four"]), max_size=6).map(" ".join)


def test_words_are_the_same_missing_or_extra():
    assert difference("collective treaty of organization", "Collective Security Treaty Organization") == (
        ("same", "Collective"),
        ("missing", "Security"),
        ("same", "Treaty"),
        ("extra", "of"),
        ("same", "Organization"),
    )


@given(typed=words, expected=words)
def test_what_is_the_same_or_missing_makes_up_what_was_expected(typed, expected):
    stretches = difference(typed, expected)
    assert " ".join(text for fate, text in stretches if fate != "extra") == expected
    assert " ".join(text for fate, text in stretches if fate != "missing") == typed
