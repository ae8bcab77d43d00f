from __future__ import annotations

import itertools

import pytest

from quizapp.kinds import registry
from quizapp.kinds.registry import KINDS
from quizapp.studio.converting import change_kind, convert, left_out
from quizapp.studio.kind_forms import FORMS

ANNA, BERTA, CARLA = {"text": "Anna", "feedback": "Yes."}, {"text": "Berta", "feedback": "No."}, {"text": "Carla"}
SINGLE = {"stem": "Who came?", "answer": ANNA, "distractors": [BERTA, CARLA]}
MULTIPLE = {"stem": "Who came?", "answers": [ANNA, CARLA], "distractors": [BERTA], "scoring": "coverage"}


@pytest.fixture
def raws(app, make_draft):
    """The content of a sample of each kind as its form gives it."""
    with app.test_request_context():
        return {kind: FORMS[kind].of(make_draft(kind), 1).content_raw() for kind in KINDS}


@pytest.mark.parametrize(
    ("before", "raw", "to", "expected"),
    [
        ("single_choice", SINGLE, "multiple_choice",
         {"stem": "Who came?", "answers": [ANNA], "distractors": [BERTA, CARLA]}),
        ("multiple_choice", MULTIPLE, "single_choice", {"stem": "Who came?", "answer": ANNA, "distractors": [BERTA]}),
        ("single_choice", SINGLE, "short_answer",
         {"stem": "Who came?", "answers": ["Anna"], "distractors": [BERTA, CARLA]}),
        ("single_choice", SINGLE, "true_false", {"stem": "Who came?"}),
        ("true_false", {"stem": "So.", "answer": "false", "feedback": "No."}, "single_choice",
         {"stem": "So.", "answer": {"text": "False"}, "distractors": [{"text": "True", "feedback": "No."}]}),
        ("single_choice", SINGLE, "cloze", {"text": "Who came? {{Anna ~ Berta ~ Carla}}"}),
        ("cloze", {"text": "It was {{Anna | Ann}} who came."}, "short_answer",
         {"stem": "It was ___ who came.", "answers": ["Anna", "Ann"]}),
        ("short_answer", {"stem": "Who?", "answers": ["Anna"]}, "flashcard", {"front": "Who?", "back": "Anna"}),
        ("numeric", {"stem": "How many?", "answer": "7", "unit": "km"}, "date", {"stem": "How many?", "answer": "7"}),
        ("matching", {"stem": "M.", "pairs": [{"left": "a", "right": "A"}, {"left": "b", "right": "A"}]}, "categorize",
         {"stem": "M.", "categories": [{"name": "A", "items": ["a", "b"]}]}),
        ("categorize", {"stem": "S.", "categories": [{"name": "A", "items": ["a"]}, {"name": "B", "items": ["b"]}]},
         "matching", {"stem": "S.", "pairs": [{"left": "a", "right": "A"}, {"left": "b", "right": "B"}]}),
        ("ordering", {"stem": "O.", "items": ["one", "two"]}, "matching",
         {"stem": "O.", "pairs": [{"left": "one"}, {"left": "two"}]}),
    ],
)  # fmt: skip
def test_what_fits_another_kind_is_mapped(before, raw, to, expected):
    assert convert(before, raw, to) == expected


@pytest.mark.parametrize(
    ("before", "raw", "to", "missing"),
    [
        ("single_choice", SINGLE, "multiple_choice", {}),
        ("multiple_choice", MULTIPLE, "single_choice", {"answers": [CARLA], "scoring": "coverage"}),
        ("single_choice", SINGLE, "short_answer", {"answer": ANNA}),
        ("matching", {"stem": "M.", "pairs": [{"left": "a", "right": "A"}], "distractors": ["Z"]}, "categorize",
         {"distractors": ["Z"]}),
        ("flashcard", {"front": "F", "back": "B", "reverse": False, "typed": True}, "short_answer", {"typed": True}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(before, raw, to, missing):
    assert left_out(before, raw, to) == missing


def test_changing_back_brings_everything_back(raws):
    for before, to in itertools.permutations(KINDS, 2):
        now, kept = change_kind(before, raws[before], to, {})
        assert change_kind(to, now, before, kept) == (raws[before], {}), (before, to)


def test_everything_comes_back_from_far_away_too(raws):
    now, kept, kind = raws["multiple_choice"], {}, "multiple_choice"
    for to in ("single_choice", "short_answer", "numeric", "ordering", "flashcard", "multiple_choice"):
        now, kept = change_kind(kind, now, to, kept)
        kind = to
    assert now == raws["multiple_choice"]


def test_what_was_changed_meanwhile_is_taken_along_when_changing_back():
    now, kept = change_kind("multiple_choice", MULTIPLE, "single_choice", {})
    now |= {"stem": "Who stayed?", "distractors": [*now["distractors"], {"text": "Dora"}]}
    back, _kept = change_kind("single_choice", now, "multiple_choice", kept)
    assert back == MULTIPLE | {"stem": "Who stayed?", "distractors": [BERTA, {"text": "Dora"}]}


def test_half_a_question_can_be_changed_as_well():
    for before, to in itertools.permutations(KINDS, 2):
        assert isinstance(convert(before, {}, to), dict)


def test_what_is_whole_stays_whole_among_the_choices(raws):
    for kind, to in itertools.permutations(("single_choice", "multiple_choice", "short_answer", "cloze"), 2):
        if kind != "cloze":
            registry.load(to, convert(kind, raws[kind], to))
