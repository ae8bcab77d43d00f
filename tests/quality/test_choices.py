from __future__ import annotations

from quizapp.kinds import registry
from quizapp.quality.choices import choices_of, key_texts, names_of, option_lists, single_choices_of, typed_of

CLOZE = registry.load("cloze", {"text": "It was {{Anna ~ Bert}} in {{1994 | 94}} with *{{Carl}}*."})
SEVERAL = registry.load("multiple_choice", {"stem": "Who?", "answers": ["*Anna*", "Bert"], "distractors": ["Carl"]})


def test_choices_have_the_words_and_places_of_their_options():
    (choice,) = choices_of(SEVERAL)
    assert [item.text for item in choice.items] == ["Anna", "Bert", "Carl"]
    assert [item.path for item in choice.items] == [("answers", 0), ("answers", 1), ("distractors", 0)]
    assert list(single_choices_of(SEVERAL)) == []


def test_a_chosen_gap_is_a_choice_after_the_words_before_it():
    (choice,) = choices_of(CLOZE)
    assert (choice.stem, choice.keys[0].text, choice.distractors[0].text) == ("It was", "Anna", "Bert")
    assert list(single_choices_of(CLOZE)) == [choice]


def test_a_typed_gap_has_the_other_gaps_for_rivals():
    first, second = typed_of(CLOZE)
    assert [item.text for item in first.accepted] == ["1994", "94"]
    assert [item.text for item in second.rivals] == ["Anna", "Bert", "1994", "94"]


def test_right_hand_sides_are_listed_once():
    pairs = [{"left": "a", "right": "x"}, {"left": "b", "right": "x"}, {"left": "c", "right": "y"}]
    matching = registry.load("matching", {"stem": "Match.", "pairs": pairs, "distractors": ["z"]})
    assert [[item.text for item in items] for items in option_lists(matching)] == [["x", "y", "z"]]
    assert set(names_of(matching)) == {"a", "b", "c", "x", "y", "z"}


def test_keys_are_what_is_right_in_every_kind():
    assert key_texts(SEVERAL) == ("Anna", "Bert")
    assert "Carl" in key_texts(CLOZE)
    assert key_texts(registry.load("numeric", {"stem": "How many?", "answer": "7", "unit": "men"})) == ("7", "men")
    assert key_texts(registry.load("flashcard", {"front": "a", "back": "b"})) == ("a", "b")
    groups = [{"name": "n", "items": ["i"]}, {"name": "m", "items": ["j"]}]
    assert key_texts(registry.load("categorize", {"stem": "Sort.", "categories": groups})) == ("n", "i", "m", "j")


def test_long_options_are_no_names():
    long = registry.load("single_choice", {"stem": "Why?", "answer": "x" * 41, "distractors": ["Anna"]})
    assert list(names_of(long)) == ["Anna"]
    typed = registry.load("short_answer", {"stem": "Who?", "answers": ["Anna"], "distractors": ["Bert"]})
    assert list(names_of(typed)) == ["Anna", "Bert"]
