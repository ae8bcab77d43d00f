from __future__ import annotations

from quizapp.kinds import registry
from quizapp.privacy.answers import answers_in_words


def test_answers_are_told_in_words():
    choice = registry.load(
        "multiple_choice", {"stem": "Two?", "answers": ["zebra", "yak"], "distractors": ["ant", "bee"]}
    )
    assert answers_in_words(choice, ("0", "1", "2")) == ["ant", "yak", "zebra"]  # not by what is right
    pairs = [{"left": "owl", "right": "hoots"}, {"left": "duck", "right": "quacks"}]
    assert answers_in_words(registry.load("matching", {"stem": "?", "pairs": pairs}), ("1", "")) == ["owl: quacks"]
    order = registry.load("ordering", {"stem": "?", "items": ["egg", "young", "adult"]})
    assert answers_in_words(order, ("2", "0", "1")) == ["1: adult", "2: egg", "3: young"]


def test_what_was_kept_under_other_rules_and_a_blank_say_nothing():
    truth = registry.load("true_false", {"stem": "So?", "answer": "yes"})
    assert answers_in_words(truth, ()) == []
    assert answers_in_words(truth, ("perhaps",)) == []
