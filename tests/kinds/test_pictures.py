from __future__ import annotations

import time

import pytest

from quizapp.kinds import registry
from quizapp.kinds.messages import ContentError
from quizapp.kinds.pictures import described, is_name, pictures_in

NAME, OTHER = "0123456789abcdef" * 2, "f" * 32


def test_pictures_are_found_wherever_they_are_named():
    text = f"![a](picture:{NAME}) and [r]: picture:{OTHER}\n![again](picture:{NAME}) picture:{NAME}0 picture:none"
    assert pictures_in(text) == [NAME, OTHER]


def test_a_name_is_thirty_two_hex_digits():
    assert is_name(NAME)
    assert not any(map(is_name, ["", NAME[:-1], NAME + "0", NAME.upper(), NAME + "\n", "../" + NAME[3:]]))


@pytest.mark.parametrize("text", [f"![](picture:{NAME})", f"![  ](picture:{NAME})", f"x ![ ]( <picture:{NAME}> )"])
def test_a_picture_without_words_is_refused(text):
    with pytest.raises(ContentError, match="without a word on what it shows"):
        described(text)


@pytest.mark.parametrize("name", ["", "map", NAME[:-1], NAME + "0", "../../secret", NAME.upper()])
def test_a_picture_with_another_name_is_refused(name):
    with pytest.raises(ContentError, match="no picture’s address"):
        described(f"![A map](picture:{name})")


@pytest.mark.parametrize(
    "text",
    ["", "no picture", f"![A map](picture:{NAME})", f"![\\[x\\]](picture:{NAME})", "![](https://example.org/x.png)"],
)
def test_all_else_is_left_as_it_is(text):
    assert described(text) == text


@pytest.mark.parametrize(
    ("sort", "raw"),
    [
        ("true_false", {"stem": "![](picture:x)", "answer": True}),
        ("single_choice", {"stem": "Who?", "answer": "![](picture:x)", "distractors": ["b"]}),
        (
            "single_choice",
            {"stem": "Who?", "answer": {"text": "a", "feedback": "![](picture:x)"}, "distractors": ["b"]},
        ),
        ("flashcard", {"stem": "![](picture:x)", "front": "a", "back": "b"}),
        ("cloze", {"stem": "Fill in.", "text": "![](picture:x) {{a}}"}),
    ],
)
def test_every_text_of_a_question_is_looked_at(sort, raw):
    with pytest.raises(ContentError, match="picture"):
        registry.load(sort, raw)


def test_a_long_text_takes_no_long_time():
    began = time.process_time()
    for text in ("![" * 2000, "!" + "[" * 3999, "![" + "\\a" * 1999, "![a](" + " " * 3990):
        described(text)
    assert time.process_time() - began < 1
