from __future__ import annotations

import pytest

EQUAL = [
    *(
        ("2 months", "two months"),
        ("30,000", "30 thousand"),
        ("12 months", "one year"),
        ("Cooperation", "Co-operation"),
    ),
    *(
        ("Anna and Bert", "Bert and Anna"),
        ("50 %", "fifty percent"),
        ("a century", "100 years"),
        ("Act of war", "Act of a war"),
    ),
]
DIFFERENT = [("2 months", "2 weeks"), ("Russia hit Ukraine", "Ukraine hit Russia"), ("more than 10", "less than 10")]
OVERLAPPING = [
    *(
        ("10 to 20", "20 to 30"),
        ("1990–1994", "1994–1998"),
        ("more than 10 %", "more than 50 %"),
        ("the 1990s", "1994"),
    ),
    *(
        ("less than a year", "less than a month"),
        ("between 5 and 10", "between 8 and 12"),
        ("one to two weeks", "8 to 20 days"),
    ),
]
APART = [
    *(
        ("10 to 19", "20 to 29"),
        ("1990–1993", "1994–1998"),
        ("more than 10", "less than 10"),
        ("the 1990s", "the 2000s"),
    ),
    *(("under 5 %", "5 to 10 %"), ("10", "20"), ("before 1994", "1994 or later"), ("5 to 10 men", "8 to 12 ships")),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_options_that_say_the_same_are_found(found, choice, one, other):
    (finding,) = found("equal-options", choice("Which?", "Nothing like it", one, other))
    assert finding.path == ("distractors", 1)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_options_that_differ_are_not(found, choice, one, other):
    assert not found("equal-options", choice("Which?", "Nothing like it", one, other))


def test_an_accepted_answer_among_the_distractors_is_found(found, question):
    (finding,) = found(
        "equal-options", question("short_answer", stem="How long?", answers=["2 days"], distractors=["two days"])
    )
    assert finding.path == ("distractors", 0)


def test_right_hand_sides_and_categories_are_compared_too(found, question):
    pairs = [{"left": "a", "right": "two days"}, {"left": "b", "right": "ten days"}, {"left": "c", "right": "two days"}]
    assert not found("equal-options", question("matching", stem="Match them.", pairs=pairs))
    assert found("equal-options", question("matching", stem="Match them.", pairs=pairs, distractors=["2 days"]))
    groups = [{"name": "two days", "items": ["a"]}, {"name": "2 days", "items": ["b"]}]
    assert found("equal-options", question("categorize", stem="Sort them.", categories=groups))


@pytest.mark.parametrize(("one", "other"), OVERLAPPING)
def test_ranges_that_overlap_are_found(found, choice, one, other):
    assert found("overlapping-ranges", choice("How many?", one, other, "No idea"))


@pytest.mark.parametrize(("one", "other"), APART)
def test_ranges_that_lie_apart_are_not(found, choice, one, other):
    assert not found("overlapping-ranges", choice("How many?", one, other, "No idea"))


@pytest.mark.parametrize(
    "options", [("30", "20", "10"), ("1994", "2020", "1988"), ("ten days", "two weeks", "one week")]
)
def test_numbers_in_disorder_are_found(found, choice, options):
    (finding,) = found(
        "unsorted-numbers",
        choice("Which?", "1990" if len(options[0]) == 4 else "5 days" if "days" in options[0] else "15", *options),
    )
    assert "ascending" in str(finding.message)


def test_numbers_in_order_are_not_wherever_the_key_belongs(found, choice):
    assert not found("unsorted-numbers", choice("Which?", "25", "10", "20", "30"))
    assert not found("unsorted-numbers", choice("Which?", "Anna", "Bert", "10", "5"))
    assert not found("unsorted-numbers", choice("Which?", "In 1994", "In 1988", "In May 1990", "In late 1990"))
