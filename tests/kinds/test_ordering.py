from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.kinds.base import ContentError
from quizapp.kinds.ordering import Ordering

SIX = ("a", "b", "c", "d", "e", "f")
REVERSED, FIRST_LAST, ENDS_SWAPPED = "543210", "123450", "512340"


def ordering(scoring="pairs", items=SIX):
    return Ordering(stem="Order.", items=items, scoring=scoring)


@pytest.mark.parametrize(
    ("scoring", "order", "score"),
    [
        ("pairs", REVERSED, 0),
        ("pairs", FIRST_LAST, 10 / 15),
        ("pairs", ENDS_SWAPPED, 6 / 15),
        ("absolute", REVERSED, 0),
        ("absolute", FIRST_LAST, 0),
        ("absolute", ENDS_SWAPPED, 4 / 6),
        ("longest_run", REVERSED, 0),
        ("longest_run", FIRST_LAST, 5 / 6),
        ("longest_run", ENDS_SWAPPED, 4 / 6),
        ("all_or_nothing", FIRST_LAST, 0),
        ("all_or_nothing", "012345", 1),
    ],
)
def test_six_items_score_by_each_rule(scoring, order, score):
    grade = ordering(scoring).grade(tuple(order))
    assert grade.score == pytest.approx(score)
    assert (grade.rule, grade.evidence) == (scoring, {"main": grade.score})


@pytest.mark.parametrize(
    ("scoring", "sentence"),
    [
        ("pairs", "10 of 15 pairs in the right order: 0.67"),
        ("absolute", "0 of 6 in their own place: 0.00"),
        ("longest_run", "5 of 6 in one run that is in order: 0.83"),
        ("all_or_nothing", "All or nothing: 0.00"),
    ],
)
def test_the_sum_is_told_in_words(scoring, sentence):
    assert str(ordering(scoring).grade(tuple(FIRST_LAST)).arithmetic) == sentence


@given(rng=st.randoms(use_true_random=False), size=st.integers(3, 6))
def test_the_page_is_never_in_the_right_order(rng, size):
    (order,) = ordering(items=SIX[:size]).arrange(rng)
    assert order != tuple(range(size))
    assert sorted(order) == list(range(size))


def test_each_row_says_its_place_from_1():
    content, arrangement = ordering(items=("a", "b", "c")), ((2, 0, 1),)
    answers = content.read({"answer-0": ["1"], "answer-1": ["3"], "answer-2": ["2"]}, arrangement)
    assert answers == ("2", "1", "0")
    assert content.prompt(arrangement, answers).given == ("1", "3", "2")
    assert content.prompt(arrangement).rows == ("c", "a", "b")


@pytest.mark.parametrize("places", [("1", "1", "2"), ("1", "2", ""), ("0", "1", "2"), ("", "", "3")])
def test_a_place_given_twice_or_not_at_all_is_asked_again(places):
    with pytest.raises(ContentError, match="Give each place once: the numbers 1 to 3"):
        ordering(items=("a", "b", "c")).read(
            {f"answer-{row}": [place] for row, place in enumerate(places)}, ((2, 0, 1),)
        )


def test_a_place_past_the_last_is_refused():
    with pytest.raises(ContentError, match="“4” is not one of the choices"):
        ordering(items=("a", "b", "c")).read({"answer-0": ["4"]}, ((2, 0, 1),))


def test_the_card_offers_the_items_in_the_order_of_the_alphabet():
    (card,) = ordering(items=("c", "a", "b")).cards()
    assert (card.options, card.back) == (("a", "b", "c"), "1. c\n2. a\n3. b")
