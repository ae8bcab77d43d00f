from __future__ import annotations

from quizapp.review.keys import USUAL, changed_keys, faults_of, keys_of


def test_keys_are_those_of_anki_unless_others_were_chosen():
    assert keys_of({}) == USUAL
    assert keys_of({"undo": "z", "gone": "x"})["undo"] == "z"
    assert keys_of({"bury": ""})["bury"] == ""


def test_only_what_is_other_than_usual_is_kept():
    assert changed_keys(dict(USUAL)) == {}
    assert changed_keys(dict(USUAL) | {"undo": " z ", "bury": "", "evil": "x"}) == {"undo": "z", "bury": ""}
    assert changed_keys({}) == {}


def test_a_key_has_one_use_and_a_name_that_browsers_know():
    assert faults_of(USUAL) == {}
    assert faults_of(keys_of({"undo": "e"})) == {"undo": "twice", "note": "twice"}
    assert faults_of(keys_of({"undo": "two keys"})) == {"undo": "unknown"}
    assert faults_of(keys_of({"undo": "", "bury": ""})) == {}
    assert faults_of(keys_of({"undo": "Ctrl+Enter", "bury": "F5", "show": "ArrowUp", "note": "ü"})) == {}
