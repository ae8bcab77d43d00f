from __future__ import annotations

import json
from pathlib import Path

import pytest

from quizapp.kinds.base import ContentError
from quizapp.kinds.multiple_choice import RULES, MultipleChoice, Tally

CASES = json.loads(Path(__file__).with_name("golden_multiple_choice.json").read_text(encoding="utf-8"))["cases"]


def which(scoring="net_correct", keys=2, distractors=2):
    return MultipleChoice.model_validate(
        {
            "stem": "Which?",
            "answers": [f"right {number}" for number in range(keys)],
            "distractors": [f"wrong {number}" for number in range(distractors)],
            "scoring": scoring,
        }
    )


@pytest.mark.parametrize("scoring", RULES)
def test_scores_agree_with_the_golden_figures(scoring):
    assert len(CASES) >= 20
    for case in CASES:
        tally = Tally(case["chosen_correct"], case["chosen_wrong"], case["n_correct"], case["n_wrong"])
        assert RULES[scoring](tally) == pytest.approx(case[scoring], abs=1e-6), case


@pytest.mark.parametrize("scoring", RULES)
def test_grading_counts_what_was_chosen(scoring):
    for case in CASES:
        chosen = [*range(case["chosen_correct"]), *range(case["n_correct"], case["n_correct"] + case["chosen_wrong"])]
        if chosen:
            grade = which(scoring, case["n_correct"], case["n_wrong"]).grade(tuple(map(str, chosen)))
            assert grade.score == pytest.approx(case[scoring], abs=1e-6), case
            assert (grade.rule, grade.answered) == (scoring, True)


@pytest.mark.parametrize("scoring", RULES)
def test_nothing_chosen_is_not_answered_by_any_rule(scoring):
    grade = which(scoring).grade(())
    assert (grade.score, grade.answered, str(grade.arithmetic)) == (0, False, "Not answered: 0.00")


@pytest.mark.parametrize(
    ("scoring", "sentence"),
    [
        ("net_correct", "2 right − 1 wrong of 3: 0.33"),
        ("all_or_nothing", "2 of 3 right and 1 wrong, all or nothing: 0.00"),
        ("each_option", "3 of 5 options rightly chosen or left: 0.60"),
        ("coverage", "2 of 3 found × 2 of 3 chosen are right: 0.44"),
    ],
)
def test_the_sum_is_told_in_words(scoring, sentence):
    assert str(which(scoring, keys=3).grade(("0", "1", "3")).arithmetic) == sentence


def test_each_option_is_a_part():
    parts = which().grade(("0", "2")).parts
    assert [(part.asked, bool(part.given), bool(part.expected), part.right) for part in parts] == [
        ("right 0", True, True, True),
        ("right 1", False, True, False),
        ("wrong 0", True, False, False),
        ("wrong 1", False, False, True),
    ]


def test_several_places_on_the_page_are_read_once_each_and_in_order():
    order = ((3, 1, 0, 2),)
    assert which().read({"answer": ["2", "0", "2"]}, order) == ("0", "3")
    assert which().prompt(order, ("0", "3")).given == ("0", "2")


def test_an_option_stored_twice_is_refused():
    with pytest.raises(ContentError, match="Each option can be chosen once"):
        which().grade(("0", "0"))
