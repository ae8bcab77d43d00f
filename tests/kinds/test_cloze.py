from __future__ import annotations

from random import Random

from quizapp.kinds.base import GradingContext, card_key
from quizapp.kinds.cloze import Cloze

TEXT = "The ceasefire of {{1994}} was brokered by {{Russia ~ Turkey ~ France}} in {{Azerbaijan | Azerbaidjan}}."
CEASEFIRE = Cloze.model_validate({"text": TEXT})


def test_the_stem_asks_to_fill_the_gaps_unless_the_file_says_otherwise():
    assert CEASEFIRE.stem == "Fill the gaps."
    assert CEASEFIRE.title == "The ceasefire of […] was brokered by […] in […]."


def test_the_score_is_right_gaps_of_all_gaps():
    grade = CEASEFIRE.grade(("1993", "0", ""))
    assert str(grade.arithmetic) == "1 of 3 gaps right: 0.33"
    assert grade.evidence == {card_key("gap", "0 1994"): 0.0, card_key("gap", "1 Russia"): 1.0}
    assert [(part.asked, part.given, part.expected) for part in grade.parts] == [
        ("1", "1993", "1994"),
        ("2", "Russia", "Russia"),
        ("3", "", "Azerbaijan"),
    ]


def test_a_typed_gap_forgives_a_typo_and_says_so():
    grade = CEASEFIRE.grade(("", "", "Azerbiajan"))
    assert (grade.parts[2].right, len(grade.notes)) == (True, 1)


def test_a_typed_gap_never_forgives_another_name():
    context = GradingContext(rivals=("Azerbiajan",))
    assert CEASEFIRE.grade(("", "", "Azerbiajan"), context).score == 0
    other_gap = Cloze.model_validate({"text": "Between {{Slovakia}} and {{Slovenia}}."})
    assert other_gap.grade(("Slovenia", "")).score == 0


def test_a_near_miss_is_kept():
    assert CEASEFIRE.grade(("", "", "Azrbjan")).near_miss
    assert not CEASEFIRE.grade(("", "", "Moscow")).near_miss


def test_chosen_gaps_have_their_own_order_and_typed_ones_none():
    arrangement = CEASEFIRE.arrange(Random(1))
    assert [len(order) for order in arrangement] == [0, 3, 0]
    prompt = CEASEFIRE.prompt(((), (2, 0, 1), ()), ("1994", "0", ""))
    assert prompt.rows == ("The ceasefire of ", " was brokered by ", " in ", ".")
    assert prompt.row_choices == ((), ("France", "Russia", "Turkey"), ())
    assert prompt.given == ("1994", "1", "")
    assert CEASEFIRE.read({"answer-1": ["2"]}, ((), (2, 0, 1), ())) == ("", "1", "")


def test_a_card_asks_for_one_gap_with_the_others_filled_in():
    first, second, third = CEASEFIRE.cards()
    assert first.front == "The ceasefire of […] was brokered by Russia in Azerbaijan."
    assert (second.back, second.options) == ("Russia", ("France", "Russia", "Turkey"))
    assert (third.back, third.options, third.context) == ("Azerbaijan / Azerbaidjan", (), "")


def test_an_instruction_of_the_file_is_the_context_of_its_cards():
    assert Cloze(stem="In one word.", text="{{a}}!").cards()[0].context == "In one word."
