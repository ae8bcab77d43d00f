from __future__ import annotations

from quizapp.kinds.base import card_key
from quizapp.kinds.matching import Matching

OFFICES = Matching.model_validate(
    {
        "stem": "Match.",
        "pairs": [
            {"left": "Pashinyan", "right": "Prime minister"},
            {"left": "Kuleba", "right": "Foreign minister"},
            {"left": "Mirzoyan", "right": "foreign minister"},
            {"left": "Aliyev", "right": "President"},
        ],
        "distractors": ["King"],
    }
)


def test_right_hand_sides_stand_once_each_before_the_distractors():
    assert OFFICES.rights == ("Prime minister", "Foreign minister", "President", "King")
    assert OFFICES.key() == ("0", "1", "1", "2")


def test_the_score_is_right_pairs_of_all_pairs():
    grade = OFFICES.grade(("0", "1", "2", ""))
    assert (grade.score, grade.answered) == (0.5, True)
    assert str(grade.arithmetic) == "2 of 4 pairs right: 0.50"
    assert [part.right for part in grade.parts] == [True, True, False, False]


def test_only_answered_pairs_are_evidence():
    assert OFFICES.grade(("0", "2", "", "")).evidence == {
        card_key("pair", "Pashinyan"): 1.0,
        card_key("pair", "Kuleba"): 0.0,
    }


def test_rows_keep_the_order_of_the_file_and_choices_that_of_the_page():
    prompt = OFFICES.prompt(((3, 2, 1, 0),), ("0", "", "", "3"))
    assert prompt.rows == ("Pashinyan", "Kuleba", "Mirzoyan", "Aliyev")
    assert prompt.choices == ("King", "President", "Foreign minister", "Prime minister")
    assert prompt.given == ("3", "", "", "0")


def test_a_pair_keeps_its_card_when_it_moves():
    moved = Matching(stem="Match.", pairs=OFFICES.pairs[::-1], distractors=())
    assert {card.key for card in moved.cards()} == {card.key for card in OFFICES.cards()}


def test_a_card_asks_for_the_right_hand_side():
    card = OFFICES.cards()[0]
    assert (card.context, card.front, card.back) == ("Match.", "Pashinyan", "Prime minister")
