from __future__ import annotations

import pytest

POINTERS = [
    *(
        "",
        "**  **",
        "See the article.",
        "p. 4",
        "Huang, paragraph 3.",
        "See passage 4 of the digest on this.",
        "It is in the text.",
    ),
    *("Read page 12 again!", "We did this in class.", "This is obvious.", "TODO"),
]
REPEATS = ["The answer is Anna.", "Anna came.", "Correct: Anna", "It was Anna who came.", "Anna is the right answer."]
PICTURES = [
    "![](map.png)",
    "![ ](map.png)",
    "![map.png](map.png)",
    "![image](map.png)",
    '<img src="map.png">',
    "![][map]",
]
DESCRIBED = [
    "![A map of the border in 1994](map.png)",
    '<img src="m.png" alt="The border">',
    "[a link](map.png)",
    "Wow![1]",
]


@pytest.mark.parametrize("text", POINTERS)
def test_no_explanation_or_a_bare_pointer_is_found(found, choice, text):
    (finding,) = found(
        "explanation-missing", choice("Who came?", "Anna", "Bert", explanation=text, sources=("huang-2023#p3",))
    )
    assert finding.path == ("explanation",)


@pytest.mark.parametrize(
    "text", ["Anna held the ticket.", "See the article: Anna held the ticket. Bert did not.", "Its name means “dog”."]
)
def test_an_explanation_is_not(found, choice, text):
    assert not found("explanation-missing", choice("Who came?", "Anna", "Bert", explanation=text))


@pytest.mark.parametrize("text", REPEATS)
def test_an_explanation_that_repeats_the_key_is_found(found, choice, text):
    assert found("explanation-repeats-key", choice("Who came?", "Anna", "Bert", explanation=text))


def test_an_explanation_that_adds_something_is_not(found, choice, question):
    assert not found("explanation-repeats-key", choice("Who came?", "Anna", "Bert", explanation="Anna came by boat."))
    fields = {"stem": "Frogs breathe.", "answer": True}
    assert found("explanation-repeats-key", question("true_false", **fields, explanation="Indeed, frogs breathe."))
    assert not found("explanation-repeats-key", question("true_false", **fields, explanation="They have lungs."))


def test_a_question_without_a_passage_is_found(found, choice):
    assert found("passage-missing", choice("Who?", "Anna", "Bert", sources=()))
    assert not found("passage-missing", choice("Who?", "Anna", "Bert"))


@pytest.mark.parametrize("text", PICTURES)
def test_a_picture_without_words_is_found_in_every_field(found, choice, text):
    (finding,) = found("alternative-text-missing", choice(f"Who? {text}", "Anna", "Bert"))
    assert finding.path == ("stem",)
    (finding,) = found("alternative-text-missing", choice("Who?", "Anna", {"text": "Bert", "feedback": text}))
    assert finding.path == ("distractors", 0, "feedback")


@pytest.mark.parametrize("text", DESCRIBED)
def test_a_picture_in_words_is_not(found, choice, text):
    assert not found("alternative-text-missing", choice(f"Who? {text}", "Anna", "Bert"))
