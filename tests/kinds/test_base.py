from __future__ import annotations

import pytest

from quizapp.kinds.base import ContentError, ContentProblems, GradingContext, Message, Problem, card_key
from quizapp.kinds.registry import load


def test_a_card_keeps_its_key_as_long_as_it_asks_the_same():
    assert card_key("pair", "Nikol Pashinyan") == card_key("pair", "Nikol Pashinyan")
    assert card_key("pair", "Nikol Pashinyan") != card_key("item", "Nikol Pashinyan")
    assert len(card_key("pair", "x")) == len("pair-") + 8


def test_grading_knows_english_and_no_rivals_unless_told():
    assert GradingContext() == GradingContext(language="en", rivals=())


def test_content_cannot_be_changed_in_place():
    content = load("true_false", {"stem": "So it is.", "answer": "true"})
    with pytest.raises(ValueError, match="frozen"):
        content.stem = "Not so."


def test_content_is_equal_by_its_fields_and_titled_by_its_stem():
    content = load("true_false", {"stem": " So it is. ", "answer": "true"})
    assert content == load("true_false", {"stem": "So it is.", "answer": "yes"})
    assert content.title == "So it is."


def test_problems_are_content_errors_whose_first_sentence_speaks():
    error = ContentProblems(
        [Problem(("a", 0), Message("One %(thing)s.", {"thing": "wrong"})), Problem((), Message("Two."))]
    )
    assert isinstance(error, ContentError)
    assert str(error.message) == "One wrong."
    assert str(error) == "a.0: One wrong.\nquestion: Two."
