from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.kinds import fields
from quizapp.kinds.base import ContentError


def test_one_value_is_stripped_and_blank_where_absent():
    assert fields.one_value({"answer": [" x "]}, "answer") == "x"
    assert fields.one_value({}, "answer") == ""


def test_a_field_sent_twice_is_refused():
    with pytest.raises(ContentError, match="more than once"):
        fields.one_value({"answer": ["1", "2"]}, "answer")


def test_typed_text_loses_control_characters():
    assert fields.typed_value({"answer": ["a\0b\tc\n"]}, "answer") == "ab c"


def test_typed_text_has_a_longest_length():
    assert fields.typed_value({"answer": ["x" * 500]}, "answer") == "x" * 500
    with pytest.raises(ContentError, match="shorten it to 500 characters"):
        fields.typed_value({"answer": ["x" * 501]}, "answer")


@pytest.mark.parametrize("value", ["", "4", "-1", "²", "٣", "1.0", "9" * 5_000, "00", " 1"])
def test_a_place_is_a_plain_number_below_the_size(value):
    with pytest.raises(ContentError, match="is not one of the choices"):
        fields.place(value, 4)


@given(order=st.permutations(range(5)), item=st.integers(0, 4))
def test_the_way_to_the_page_and_back_is_the_same(order, item):
    assert fields.to_content(fields.to_page(str(item), order), order) == str(item)


@pytest.mark.longer
@given(rng=st.randoms(use_true_random=False), size=st.integers(0, 9))
def test_shuffling_keeps_everything(rng, size):
    assert sorted(fields.shuffled(size, rng)) == list(range(size))


@pytest.mark.parametrize("arrangement", [(), ((0, 1),), ((0, 1, 1),), ((0, 1, 3),)])
def test_an_order_of_something_else_is_refused(arrangement):
    with pytest.raises(ContentError, match="does not belong to this question"):
        fields.permutation(arrangement, 3)


def test_blanks_have_one_entry_a_part_and_other_lengths_are_refused():
    assert fields.slots((), 2) == ("", "")
    assert fields.slots(("a", "b"), 2) == ("a", "b")
    with pytest.raises(ContentError, match="do not fit this question"):
        fields.slots(("a",), 2)
    assert fields.blank_if_empty(("", "")) == ()
