from __future__ import annotations

import pytest

from quizapp.formats.unknown_words import FIELD, KIND, PASSAGE, unknown

KNOWN = ("stem", "answer", "distractors")


@pytest.mark.parametrize(("word", "near"), [("sten", "stem"), ("anwser", "answer"), ("distractor", "distractors")])
@pytest.mark.parametrize("sentences", [FIELD, KIND, PASSAGE])
def test_the_nearest_known_word_is_suggested(word, near, sentences):
    said = str(unknown(word, KNOWN, sentences))
    assert f"“{word}”" in said
    assert said.endswith(f": did you mean “{near}”?")


@pytest.mark.parametrize("sentences", [FIELD, KIND])
def test_where_none_is_near_the_known_ones_are_listed(sentences):
    assert "stem, answer, distractors." in str(unknown("xyz", KNOWN, sentences))


def test_passages_are_too_many_to_be_listed():
    assert str(unknown("x%y", iter(()), PASSAGE)).endswith("describe it there, or correct the reference.")


def test_a_word_of_any_length_makes_a_short_sentence():
    assert len(str(unknown("x" * 10_000, KNOWN, FIELD))) < 250
