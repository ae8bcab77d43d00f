from __future__ import annotations

import pytest

from quizapp.kinds.base import ContentError
from quizapp.kinds.single_choice import SingleChoice

WHO = SingleChoice.model_validate(
    {
        "stem": "Who?",
        "answer": {"text": "Pashinyan", "feedback": "Indeed."},
        "distractors": ["Kuleba", {"text": "Mirzoyan", "feedback": "The foreign minister."}],
    }
)


def test_the_key_scores_1_and_a_distractor_0():
    assert WHO.grade(("0",)).score == 1
    assert WHO.grade(("2",)).score == 0
    assert str(WHO.grade(("2",)).arithmetic) == "Wrong: 0.00"
    assert WHO.grade(("2",)).evidence == {"main": 0.0}


def test_feedback_of_the_chosen_option_is_shown():
    (part,) = WHO.grade(("2",)).parts
    assert (part.given, part.expected, part.right) == ("Mirzoyan", "Pashinyan", False)
    assert part.feedback == "The foreign minister."
    assert WHO.grade(("0",)).parts[0].feedback == "Indeed."


def test_a_place_on_the_page_becomes_the_place_in_the_content():
    assert WHO.read({"answer": ["0"]}, ((2, 0, 1),)) == ("2",)
    prompt = WHO.prompt(((2, 0, 1),), ("0",))
    assert (prompt.choices, prompt.given) == (("Mirzoyan", "Pashinyan", "Kuleba"), ("1",))


def test_a_place_that_is_not_on_the_page_is_refused():
    with pytest.raises(ContentError, match="“3” is not one of the choices"):
        WHO.read({"answer": ["3"]}, ((2, 0, 1),))


def test_the_card_offers_all_options_in_the_order_of_the_alphabet():
    (card,) = WHO.cards()
    assert (card.front, card.back, card.options) == ("Who?", "Pashinyan", ("Kuleba", "Mirzoyan", "Pashinyan"))
