from __future__ import annotations

import pytest

from quizapp.quality.clues import begins_with_vowel


def test_a_word_of_the_stem_in_the_key_alone_is_found(found, choice):
    (finding,) = found(
        "stem-echo", choice("Which treaty governs trade?", "The trading accord", "The river pact", "The oath")
    )
    assert (finding.path, "“trading”" in str(finding.message)) == (("answer",), True)


def test_a_word_that_a_distractor_has_too_is_no_clue(found, choice):
    stem = "Which treaty governs trade?"
    assert not found("stem-echo", choice(stem, "The trade accord", "The trade oath", "The river pact"))
    assert not found("stem-echo", choice(stem, "The trade accord", "The river treaty", "The oath"))
    assert not found("stem-echo", choice(stem, "The border accord", "The river pact", "The oath"))


def test_a_word_beside_what_all_options_share_is_a_clue(found, choice):
    stem = "Heat from the ground is used. Which kind of energy is it?"
    assert found("stem-echo", choice(stem, "Ground energy", "Wind energy", "Water energy"))


def test_words_for_other_languages_are_left_alone(found, choice):
    draft = choice("Welcher Vertrag?", "Der alte Vertrag", "Eid", "Pakt")
    assert found("stem-echo", draft)
    assert not found("stem-echo", draft, language="de")


@pytest.mark.parametrize(
    "options", [("ammeter", "voltmeter", "scale"), ("hour", "day", "year"), ("MP", "UN envoy", "judge")]
)
def test_an_article_that_fits_the_key_alone_is_found(found, choice, options):
    (finding,) = found("grammar-clue", choice("What is needed is an", *options))
    assert finding.path == ("stem",)


def test_an_article_that_fits_every_option_is_not(found, choice):
    assert not found("grammar-clue", choice("What is needed is an ___.", "ammeter", "umbrella", "answer"))
    assert not found("grammar-clue", choice("What is needed is a", "union", "European", "one-way street"))
    assert not found("grammar-clue", choice("What is needed?", "an ammeter", "a scale"))


def test_a_gap_after_an_article_gives_its_key_away(found, question):
    (finding,) = found("grammar-clue", question("cloze", text="He is an {{actor ~ singer ~ painter}} by trade."))
    assert finding.path == ("text",)


@pytest.mark.parametrize(
    ("stem", "options"),
    [
        ("What were the causes?", ("Drought and debt", "A quarrel", "A storm")),
        ("Which organs take up water?", ("The roots", "The leaf", "The stem")),
        ("Who was the leader?", ("Anna", "Bert and Carl", "The brothers")),
        ("The founders were", ("the monks", "a king", "a queen")),
    ],
)
def test_a_number_that_fits_the_key_alone_is_found(found, choice, stem, options):
    assert found("grammar-clue", choice(stem, *options))


def test_a_number_that_fits_other_options_too_is_not(found, choice):
    assert not found("grammar-clue", choice("What were the causes?", "Drought and debt", "Storms", "A quarrel"))
    assert not found(
        "grammar-clue", choice("What does a prism do?", "It splits light into colours", "It heats", "It hums")
    )


@pytest.mark.parametrize(
    ("text", "vowel"), [("apple", True), ("unit", False), ("hour", True), ("8 men", True), ("", False)]
)
def test_vowels_are_heard_not_seen(text, vowel):
    assert begins_with_vowel(text) is vowel
