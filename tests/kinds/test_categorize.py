from __future__ import annotations

from quizapp.kinds.base import card_key
from quizapp.kinds.categorize import Categorize

WHO_SAID = Categorize.model_validate(
    {
        "stem": "Who said it?",
        "categories": [{"name": "Huang", "items": ["one", "two"]}, {"name": "Vartanyan", "items": ["three"]}],
    }
)


def test_the_score_is_right_items_of_all_items():
    grade = WHO_SAID.grade(("0", "1", ""))
    assert str(grade.arithmetic) == "1 of 3 items right: 0.33"
    assert grade.evidence == {card_key("item", "one"): 1.0, card_key("item", "two"): 0.0}
    assert [(part.asked, part.given, part.expected) for part in grade.parts] == [
        ("one", "Huang", "Huang"),
        ("two", "Vartanyan", "Huang"),
        ("three", "", "Vartanyan"),
    ]


def test_rows_on_the_page_become_items_of_the_file():
    arrangement = ((2, 0, 1),)
    assert WHO_SAID.read({"answer-0": ["1"], "answer-2": ["0"]}, arrangement) == ("", "0", "1")
    prompt = WHO_SAID.prompt(arrangement, ("", "0", "1"))
    assert (prompt.rows, prompt.choices, prompt.given) == (
        ("three", "one", "two"),
        ("Huang", "Vartanyan"),
        ("1", "", "0"),
    )


def test_a_card_asks_for_the_category():
    card = WHO_SAID.cards()[2]
    assert (card.front, card.back, card.options) == ("three", "Vartanyan", ("Huang", "Vartanyan"))
