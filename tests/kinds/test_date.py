from __future__ import annotations

import pytest

from quizapp.kinds.base import ContentError
from quizapp.kinds.date import Date


def when(answer):
    return Date.model_validate({"stem": "When?", "answer": answer})


@pytest.mark.parametrize(
    ("answer", "given", "score"),
    [
        ("2023", ("2023", "", ""), 1),
        ("2023", ("2023", "9", "19"), 1),
        ("2023", ("2022", "9", "19"), 0),
        ("2023-09", ("2023", "9", ""), 1),
        ("2023-09", ("2023", "9", "30"), 1),
        ("2023-09", ("2023", "", ""), 0.5),
        ("2023-09", ("2023", "8", ""), 0),
        ("2023-09-19", ("2023", "9", "19"), 1),
        ("2023-09-19", ("2023", "9", ""), 0.5),
        ("2023-09-19", ("2023", "", ""), 0.5),
        ("2023-09-19", ("2023", "9", "20"), 0),
        ("2023-09-19", ("2022", "", ""), 0),
    ],
)
def test_right_scores_1_coarser_half_and_contradicting_nothing(answer, given, score):
    grade = when(answer).grade(given)
    assert (grade.score, grade.evidence) == (score, {"main": score})


def test_what_was_not_checked_is_said():
    assert "month and day were not checked" in str(when("2023").grade(("2023", "9", "")).notes[0])
    assert "your day was not checked" in str(when("2023-09").grade(("2023", "9", "1")).notes[0])
    assert when("2023-09").grade(("2023", "9", "")).notes == ()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("2023", "2", "31"), "There is no such date as 2023-2-31"),
        (("2023", "13", ""), "There is no such date"),
        (("2023", "", "5"), "A day needs its month"),
        (("", "9", ""), "A month needs its year"),
        (("", "", "5"), "A day needs its month"),
        (("MMXXIII", "", ""), "“MMXXIII” is not understood in a date"),
        (("0", "", ""), "not understood"),
        (("20231", "", ""), "not understood"),
    ],
)
def test_what_is_no_date_is_asked_again(typed, sentence):
    names = ("answer-year", "answer-month", "answer-day")
    with pytest.raises(ContentError, match=sentence):
        when("2023").read({name: [value] for name, value in zip(names, typed, strict=True)}, ())


def test_leading_zeros_do_not_count():
    fields = {"answer-year": ["2023"], "answer-month": ["09"], "answer-day": [""]}
    assert when("2023").read(fields, ()) == ("2023", "9", "")


def test_a_date_is_shown_as_it_is_sorted():
    assert when("2023").grade(("988", "3", "4")).parts[0].given == "0988-03-04"


def test_the_prompt_does_not_tell_how_precise_the_key_is():
    assert when("2023").prompt(()) == when("2023-09-19").prompt(())
