from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from quizapp.kinds.options import Option, Options, key_problems, repeats, sorted_texts


def options(*raw):
    return TypeAdapter(Options).validate_python(list(raw))


def test_a_bare_text_is_an_option_without_feedback():
    assert options("a", {"text": " b ", "feedback": "why"}) == (
        Option(text="a"),
        Option(text="b", feedback="why"),
    )


def test_an_option_is_written_as_it_was_read():
    (bare, full) = options("a", {"text": "b", "feedback": "why"})
    assert [bare.model_dump(), full.model_dump()] == ["a", {"text": "b", "feedback": "why"}]


def test_numbers_are_taken_as_texts():
    assert [option.text for option in options(1994, 1.5)] == ["1994", "1.5"]


@pytest.mark.parametrize("raw", [["a", "A"], ["Côte", "cote!"], ["the EU", "EU"]])
def test_options_that_fold_to_the_same_are_refused(raw):
    with pytest.raises(ValidationError, match="is the same as"):
        options(*raw)


def test_options_of_punctuation_numbers_and_signs_differ():
    assert len(options("?", "!", "-5", "5", "1.5", "15", "C", "C++")) == 8


def test_repeats_point_to_the_earlier_text():
    assert list(repeats(["a", "b", "A", "B", "a"])) == [(2, 0), (3, 1), (4, 0)]


def test_a_correct_option_among_the_distractors_is_found_after_folding():
    (problem,) = key_problems(["Nikol Pashinyan"], options("Mirzoyan", "nikol  pashinyan."))
    assert problem.path == ("distractors", 1)
    assert "remove “nikol  pashinyan.” there" in str(problem.message)


def test_sorting_tells_nothing():
    assert sorted_texts(["b", "C", "a"]) == ("a", "b", "C")
