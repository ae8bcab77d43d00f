from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizapp.kinds.difference import changed_words, difference

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


def test_changed_words_are_compared_letter_by_letter_and_lines_stay_apart():
    assert changed_words("The treaty.\n\nOf 1921", "the treaty.\n\nOf 1921") == (
        ("extra", "The"),
        ("missing", "the"),
        ("same", "treaty. \n\n Of 1921"),
    )
    assert changed_words("", "") == ()


def test_a_word_that_stayed_by_chance_between_larger_changes_counts_as_changed():
    assert changed_words("one two three by four five six", "seven eight nine by ten eleven twelve") == (
        ("extra", "one two three by four five six"),
        ("missing", "seven eight nine by ten eleven twelve"),
    )
    assert changed_words("a wren by a pond", "a robin by a pool") == (
        ("same", "a"),
        ("extra", "wren"),
        ("missing", "robin"),
        ("same", "by a"),
        ("extra", "pond"),
        ("missing", "pool"),
    )


@given(old=words, new=words)
def test_changed_words_make_up_both_texts(old, new):
    stretches = changed_words(old, new)
    assert " ".join(text for fate, text in stretches if fate != "missing") == old
    assert " ".join(text for fate, text in stretches if fate != "extra") == new
