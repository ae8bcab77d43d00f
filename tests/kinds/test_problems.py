"""Every sentence about malformed content: where, what is wrong, how to mend it."""

from __future__ import annotations

import pytest

from quizapp.kinds.base import ContentProblems
from quizapp.kinds.registry import load


def problems_of(kind, **raw):
    with pytest.raises(ContentProblems) as caught:
        load(kind, {"stem": "Which?", **raw})
    return {path: str(message) for path, message in caught.value.problems}


def test_all_problems_are_told_at_once():
    found = problems_of("single_choice", distractors=["b", "B", ""], anwser="a", stem=" ")
    assert found == {
        ("stem",): "This text is empty: write it.",
        ("answer",): "The field “answer” is missing: add it.",
        ("anwser",): "The field “anwser” is not known here: remove it, or write “answer” if that is meant.",
        ("distractors", 2): "This text is empty: write it.",
    }


def test_the_error_itself_lists_all_sentences():
    with pytest.raises(ContentProblems, match=r"(?s)stem: This text.*answer: The field"):
        load("true_false", {"stem": ""})


@pytest.mark.parametrize(
    ("kind_name", "raw", "path", "sentence"),
    [
        ("single_choice", {"answer": "a", "distractors": ["b", "A!"]}, ("distractors", 1), "A correct option stands"),
        (
            "single_choice",
            {"answer": "a", "distractors": ["b", "B"]},
            ("distractors", 1),
            "“B” is the same as “b” above",
        ),
        ("single_choice", {"answer": "a", "distractors": []}, ("distractors",), "too few entries here (0): at least 1"),
        ("single_choice", {"answer": "a", "distractors": "b"}, ("distractors",), "A list is needed here"),
        ("single_choice", {"answer": ["a"], "distractors": ["b"]}, ("answer",), "Named fields are needed here"),
        ("single_choice", {"answer": None, "distractors": ["b"]}, ("answer",), "Named fields are needed here"),
        ("single_choice", {"answer": "a" * 501, "distractors": ["b"]}, ("answer",), "shorten it to 500 characters"),
        ("single_choice", {"answer": "a\0b", "distractors": ["b"]}, ("answer",), "NUL character: remove it"),
        (
            "single_choice",
            {"answer": "a", "distractors": [{"text": "b", "feedbak": "c"}]},
            ("distractors", 0, "feedbak"),
            "“feedbak” is not known here: remove it",
        ),
        ("multiple_choice", {"answers": ["a"], "distractors": ["a"]}, ("distractors", 0), "A correct option stands"),
        (
            "multiple_choice",
            {"answers": ["a"], "distractors": ["b"], "scoring": "best"},
            ("scoring",),
            "“best” is not known here: write one of these: 'net_correct'",
        ),
        ("true_false", {"answer": "perhaps"}, ("answer",), "“perhaps” is neither true nor false: write true or false."),
        ("true_false", {"answer": None}, ("answer",), "neither true nor false"),
        ("short_answer", {"answers": []}, ("answers",), "at least 1"),
        ("short_answer", {"answers": [["a"]]}, ("answers", 0), "A text is needed here"),
        ("short_answer", {"answers": ["a"], "distractors": ["A"]}, ("distractors", 0), "A correct option stands"),
        ("numeric", {"answer": "many"}, ("answer",), "“many” is not a plain number: write it like 30000 or 3.5."),
        ("numeric", {"answer": "30,000"}, ("answer",), "is not a plain number"),
        ("numeric", {"answer": "3", "tolerance": "-1"}, ("tolerance",), "A tolerance cannot be negative"),
        ("numeric", {"answer": "3", "tolerance": "some"}, ("tolerance",), "“some” is not a tolerance"),
        ("numeric", {"answer": "3", "tolerance": "10%"}, ("tolerance",), "add it, or write a number"),
        ("date", {"answer": "September 2023"}, ("answer",), "is not a date: write it like 2023, 2023-09"),
        ("date", {"answer": "2023-02-31"}, ("answer",), "is not a date"),
        ("ordering", {"items": ["a", "b"]}, ("items",), "too few entries here (2): at least 3"),
        ("ordering", {"items": ["a", "b", "the A"]}, ("items", 2), "“the A” is the same as “a” above"),
        ("matching", {"pairs": [{"left": "a", "right": "b"}]}, ("pairs",), "at least 2"),
        ("matching", {"pairs": [{"left": "a", "right": "b"}, {"left": "c"}]}, ("pairs", 1, "right"), "missing: add it"),
        (
            "matching",
            {"pairs": [{"left": "a", "right": "b"}, {"left": "A", "right": "c"}]},
            ("pairs", 1, "left"),
            "“A” is the same as “a” above",
        ),
        (
            "matching",
            {"pairs": [{"left": "a", "right": "b"}, {"left": "c", "right": "d"}], "distractors": ["e", "D"]},
            ("distractors", 1),
            "“D” matches a left-hand side: remove it",
        ),
        (
            "matching",
            {"pairs": [{"left": "a", "right": "b"}, {"left": "c", "right": "b"}]},
            ("pairs",),
            "All right-hand sides are the same",
        ),
        ("categorize", {"categories": [{"name": "a", "items": ["b"]}]}, ("categories",), "at least 2"),
        (
            "categorize",
            {"categories": [{"name": "a", "items": ["b"]}, {"name": "c", "items": []}]},
            ("categories", 1, "items"),
            "at least 1",
        ),
        (
            "categorize",
            {"categories": [{"name": "a", "items": ["b"]}, {"name": "c", "items": ["d", "B"]}]},
            ("categories", 1, "items", 1),
            "“B” is the same as “b” above",
        ),
        (
            "categorize",
            {"categories": [{"name": "a", "items": ["b"]}, {"name": "A", "items": ["d"]}]},
            ("categories", 1, "name"),
            "“A” is the same as “a” above",
        ),
        ("cloze", {"text": "No gap."}, ("text",), "There is no gap"),
        ("cloze", {"text": "An {{open one."}, ("text",), "A {{ has no }} after it"),
        ("cloze", {"text": "A closed}} one."}, ("text",), "A }} has no {{ before it"),
        ("cloze", {"text": "{{a {{b}} c}}"}, ("text",), "A gap begins within another gap"),
        ("cloze", {"text": "{{a}} and {{ }}"}, ("text",), "Gap 2 has no answer"),
        ("cloze", {"text": "{{a ~ }}"}, ("text",), "Gap 1 has an empty entry"),
        ("cloze", {"text": "{{a ~ b | c}}"}, ("text",), "Gap 1 mixes"),
        ("cloze", {"text": "{{a ~ b ~ A}}"}, ("text",), "Gap 1 names “A” twice"),
        ("flashcard", {"front": "a"}, ("back",), "missing: add it"),
        ("flashcard", {"front": "a", "back": "b", "reverse": "both"}, ("reverse",), "neither true nor false"),
    ],
)
def test_a_problem_says_where_and_how_to_mend_it(kind_name, raw, path, sentence):
    found = problems_of(kind_name, **raw)
    assert list(found) == [path]
    assert sentence in found[path]


def test_a_lone_surrogate_is_told_in_a_sentence():
    assert "cannot be stored: remove them" in problems_of("true_false", answer="true", stem="\ud800")["stem",]


def test_repeats_are_told_beside_problems_of_other_fields():
    found = problems_of("multiple_choice", answers=["a", "a"], distractors=["b", "b"], scoring="best")
    assert list(found) == [("answers", 1), ("distractors", 1), ("scoring",)]
