from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.search import citing, folded, search_text, texts_of


def test_folding_takes_case_accents_and_spaces_away():
    assert folded("  Élan\tVITAL\u00a0 Straße ") == "elan vital strasse"
    assert folded("Երևան") == folded("ԵՐԵՒԱՆ") or folded("ԵՐԵՎԱՆ")


@pytest.mark.longer
@given(st.text())
def test_folded_text_is_folded(text):
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_folding_does_not_mind_how_accents_are_encoded_or_which_case(text):
    assert folded(text.upper().lower()) == folded(text.upper().lower().casefold())


def test_everything_of_a_question_can_be_found(make_draft):
    raw = {
        "stem": "Who *declared* it?",
        "answer": {"text": "Zoé", "feedback": "rightly"},
        "distractors": ["wrongly", {"text": "other", "feedback": "Mislèd"}],
    }
    found = search_text(make_draft("single_choice", key="the-key", raw=raw))
    words = ["declared", "zoe", "rightly", "wrongly", "misled", "the-key", "single_choice", "rift", "claim"]
    for word in [*words, "ally-2023#p2", "because", "mind the date."]:
        assert word in found


def test_a_passage_is_found_whole(make_draft):
    found = search_text(make_draft(sources=("ally-2023#p1", "ally-2023#p22", "huang-2023#p3")))
    cited = [f"ally-2023#p{number}" for number in range(1, 30) if citing(f"ally-2023#p{number}") in found]
    assert cited == ["ally-2023#p1", "ally-2023#p22"]
    assert citing("huang-2023#p3") in found


def test_texts_are_taken_from_any_depth_but_for_one_name():
    value = {"a": ["b", {"c": "d", "feedback": "e"}], "f": ("g", 1, None, True), "feedback": "h"}
    assert list(texts_of(value)) == ["b", "d", "e", "g", "h"]
    assert list(texts_of(value, skipping="feedback")) == ["b", "d", "g"]


def test_plain_ascii_is_folded_as_all_else():
    text = "It's  A\tTEST\x1c of\x0bALL"
    assert folded(text) == folded(f"{text} é")[:-2] == "it's a test of all"
