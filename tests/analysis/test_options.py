from __future__ import annotations

from quizapp.analysis.options import chosen, options_of, table_of
from quizapp.analysis.queries import Answered
from quizapp.analysis.sittings import LaidOut
from quizapp.kinds import registry

PREMIER = {"stem": "Who?", "answer": "Ann", "distractors": ["Bob", "Cid"]}
NOW = registry.load("single_choice", PREMIER)


def row(answers, version=1, worth=3, attempt=1):
    return Answered(attempt, 1, 2.0, worth, 1, version, 1.0, answers)


def test_options_of_choices_are_known_and_of_other_kinds_there_are_none():
    assert options_of(NOW).texts == ("Ann", "Bob", "Cid")
    assert options_of(NOW).keys == {0}
    both = registry.load("multiple_choice", {"stem": "S", "answers": ["a", "b"], "distractors": ["c"]})
    assert options_of(both).keys == {0, 1}
    fact = registry.load("true_false", {"stem": "S", "answer": "no"})
    assert (options_of(fact).keys, chosen(fact, ("true",)), chosen(fact, ())) == ({1}, {0}, frozenset())
    assert options_of(registry.load("short_answer", {"stem": "S", "answers": ["a"]})) is None
    assert options_of(None) is None


def test_answers_to_an_older_version_are_said_in_terms_of_now():
    old = registry.load("single_choice", {"stem": "Who?", "answer": "Bob", "distractors": ["Ann", "Dan"]})
    given = [(("0",), 1), (("0",), 2), (("2",), 2), ((), 1), (("1",), 9)]
    laid = LaidOut(row(*one, attempt=number) for number, one in enumerate(given))
    found = table_of(laid, 1, {1: NOW, 2: old, 9: None}, NOW)
    assert [option.chosen for option in found.table.options] == [1, 1, 0]
    assert found.table.blank == 1
    assert found.untold == 2, "Dan is no option any more, and one version cannot be read"


def test_an_attempt_of_one_question_has_no_rest_and_other_kinds_no_table():
    assert table_of(LaidOut([row(("0",), worth=1)]), 1, {1: NOW}, NOW).table.answers == 0
    assert table_of(LaidOut([]), 1, {}, registry.load("short_answer", {"stem": "S", "answers": ["a"]})) is None
