from __future__ import annotations

from quizapp.analysis.given import parts_of
from quizapp.analysis.queries import Answered
from quizapp.kinds import registry
from quizapp.kinds.base import GradingContext

NAME = registry.load("short_answer", {"stem": "Who?", "answers": ["Pashinyan"]})
MATCH = registry.load(
    "matching", {"stem": "Match.", "pairs": [{"left": "a", "right": "one"}, {"left": "b", "right": "two"}]}
)
ORDER = registry.load("ordering", {"stem": "Order.", "items": ["first", "second", "third"]})
GAPS = registry.load("cloze", {"text": "{{Paris | Paname}} lies on the {{Seine ~ Rhine}}."})
SORT = registry.load(
    "categorize",
    {"stem": "Sort.", "categories": [{"name": "land", "items": ["emu"]}, {"name": "water", "items": ["coot"]}]},
)


def tables(content, given, contents=None):
    rows = [
        Answered(number, number, 1.0 + number, 5, 1, 1, 1.0, tuple(answers)) for number, answers in enumerate(given)
    ]
    return parts_of(rows, contents or {1: content}, content, GradingContext(), in_shares=False)


def counts(part):
    return {text: option.chosen for text, option in zip(part.texts, part.table.options, strict=True)}


def test_typed_answers_are_told_by_how_often_they_were_given_however_spelt():
    given = [
        ["Pashinyan"],
        ["pashinyan "],
        ["Sargsyan"],
        ["sargsyan"],
        ["Sargsyan"],
        ["My secret"],
        [""],
        ["Putin"] * 1,
    ]
    (part,) = tables(NAME, [*given, ["Putin"]])
    assert counts(part) == {"Pashinyan": 2, "Sargsyan": 3, "Putin": 2}
    assert (part.others, part.table.blank) == (1, 1)
    assert "My secret" not in part.texts, "what one alone typed is theirs"


def test_each_left_hand_side_has_a_table_of_its_own():
    first, second = tables(MATCH, [["0", "1"], ["1", "0"], ["0", "0"], ["0", ""]])
    assert (first.asked, counts(first)) == ("a", {"one": 3, "two": 1})
    assert (second.asked, counts(second), second.table.blank) == ("b", {"two": 1, "one": 2}, 1)


def test_places_of_an_order_gaps_and_items_have_one_too():
    assert [counts(part) for part in tables(ORDER, [["0", "1", "2"], ["1", "0", "2"]])] == [
        {"first": 1, "second": 1},
        {"second": 1, "first": 1},
        {"third": 2},
    ]
    town, river = tables(GAPS, [["Paname", "1"], ["Lyon", "0"], ["Nice", "0"]])
    assert (counts(town), town.others) == ({"Paname": 1}, 2), "typed: what one alone typed is theirs"
    assert (counts(river), river.others) == ({"Seine": 2, "Rhine": 1}, 0), "chosen"
    assert counts(tables(SORT, [["0", "0"], ["1", "1"]])[1]) == {"water": 1, "land": 1}


def test_of_many_wrong_answers_the_most_frequent_are_told():
    given = [[f"Name {number}"] for number in range(10) for _times in range(2 + number)]
    (part,) = tables(NAME, given)
    assert part.texts[1] == "Name 9"
    assert len(part.texts) == 1 + 8
    assert part.others == 2 + 3


def test_those_who_know_more_are_held_against_a_wrong_answer():
    (part,) = tables(NAME, [["Sargsyan"] if number < 10 else ["Pashinyan"] for number in range(30)])
    right, wrong = part.table.options
    assert right.correlation.value > 80
    assert wrong.correlation.below(0)
    assert (wrong.best, wrong.weakest, part.table.weakest) == (0, 10, 10)


def test_choices_flashcards_and_what_cannot_be_said_any_more_have_none():
    choice = registry.load("single_choice", {"stem": "S", "answer": "a", "distractors": ["b", "c"]})
    card = registry.load("flashcard", {"front": "f", "back": "b"})
    assert tables(choice, [["0"]]) == ()
    assert tables(card, [[]]) == ()
    assert tables(None, [["x"]], {1: None}) == ()
    assert tables(NAME, [["0"]], {1: choice}) == ()
    assert tables(ORDER, [["0", "0", "7"]]) == (), "kept under rules that have changed since"
    assert parts_of([Answered(1, 1, 1, 1, 1, 1, 1.0, ("x",))], {1: NAME}, NAME, GradingContext(), in_shares=True) == ()
