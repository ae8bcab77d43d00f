from __future__ import annotations

import pytest

from quizapp.kinds.sameness import carried_rows, same_list, same_negations, same_texts, same_wording, successors


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Nikol Pashinian", "Nikol Pashinyan"),
        ("The cease-fire", "the cease fire."),
        ("A treaty was signed in 1992", "A treaty was singed in 1992"),
    ],
)
def test_a_slip_is_the_same_wording(old, new):
    assert same_wording(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1991", "1992"),
        ("Signed in 1991", "Signed in 1992"),
        ("Iran", "Iraq"),
        ("It was legal", "It was never legal"),
        ("It has not joined the alliance", "It has now joined the alliance"),
        ("Russia was an ally", "Russia wasn't an ally"),
    ],
)
def test_another_figure_name_or_negation_is_another_text(old, new):
    assert not same_wording(old, new)


def test_what_is_as_near_to_another_text_is_not_the_same():
    assert same_wording("Alonian", "Alonean")
    assert not same_wording("Alonian", "Alonean", ["Alonean"])


def test_negations_are_counted_not_placed():
    assert same_negations("It is not so, never.", "Never is it not so.")
    assert not same_negations("It is so.", "It isn’t so.")


def test_successors_find_equal_texts_before_slips_and_leave_out_what_is_gone():
    old = ["Armenia", "Azerbaijan", "Georgia"]
    assert successors(old, ["Azerbaijan", "Armenja", "Turkey"]) == {0: 1, 1: 0}


def test_no_two_texts_have_one_successor():
    assert successors(["Vartanyan", "Vartanjan"], ["Vartanyan"]) == {0: 0}


def test_lists_are_the_same_in_order_or_without_it():
    assert same_texts(["a", "b"], ["b", "a"])
    assert not same_texts(["a", "b"], ["a"])
    assert same_list(["alpha", "beta"], ["alpha", "Beta"])
    assert not same_list(["alpha", "beta"], ["beta", "alpha"])


def test_rows_are_carried_with_their_choices():
    assert carried_rows(["2", "0", ""], {0: 1, 1: 0, 2: 2}, {0: 1}, 3) == ("1", "", "")
    assert carried_rows(["2", "0"], {0: 0, 1: 1}, {0: 0, 2: 2}, 1) == ("2",)
    assert carried_rows(["2", "0"], {0: 0, 1: 1}, {0: 0, 2: 2}, 3) is None
