from __future__ import annotations

import itertools

from quizapp.explore.reader import Reader
from quizapp.explore.timeline import Entry, Fact, actors_of, entries_about, entries_for, headings, periods

EVERYBODY = Reader(sees_all=True)
_numbers = itertools.count(1)


def fact(when, event="", question_id=None, actors=(), title="A title", explanation="Why."):
    return Fact(question_id or next(_numbers), title, explanation, event, when, tuple(actors))


def met(*questions, withheld=()):
    return Reader(met=frozenset(questions), withheld=frozenset(withheld))


def seen(facts, reader=EVERYBODY):
    return [(entry.when, entry.text) for entry in entries_for(facts, reader)]


def test_entries_are_sorted_by_time_the_longer_period_first():
    whens = ["2020", "1994-05-02", "199X", "1994", "1990", "1994-05", "192X", "0012", "2020-09"]
    found = seen([fact(when, f"It happened in {when}.") for when in whens])
    assert [when for when, _text in found] == [
        *("0012", "192X", "199X", "1990", "1994", "1994-05", "1994-05-02", "2020", "2020-09"),
    ]


def test_facts_that_say_the_same_sentence_are_one_entry():
    facts = [
        fact("2020", "War.", 1, ["A", "B"], title="one"),
        fact("2020", "War.", 2, ["B", "C"], title="two"),
        fact("2020", "Peace.", 3),
    ]
    peace, war = entries_for(facts, EVERYBODY)
    assert peace.questions == ((3, "A title"),)
    assert war == Entry("2020", "War.", "", ("A", "B", "C"), ((1, "one"), (2, "two")))


def test_facts_that_know_the_time_more_or_less_precisely_are_one_entry_of_the_most_precise():
    facts = [fact("192X", "War."), fact("1923-04-05", "War."), fact("1923", "War."), fact("1923-04", "War.")]
    assert seen(facts) == [("1923-04-05", "War.")]


def test_the_same_sentence_of_two_times_is_two_entries():
    facts = [fact("1994", "A cease-fire."), fact("2020-11", "A cease-fire."), fact("2020", "A cease-fire.")]
    assert seen(facts) == [("1994", "A cease-fire."), ("2020-11", "A cease-fire.")]


def test_without_a_sentence_the_question_and_its_explanation_stand_for_it_each_alone():
    first, second = entries_for([fact("1994", title="When?"), fact("1994", title="When?")], EVERYBODY)
    assert (first.text, first.detail) == ("When?", "Why.")
    assert first.questions != second.questions


def test_what_was_not_met_is_an_empty_entry_at_its_place():
    facts = [fact("1994", "One.", 1), fact("2001", "Two.", 2, ["Somebody"]), fact("2020", "Three.", 3)]
    assert entries_for(facts, met(1, 3)) == [
        Entry("1994", "One.", "", (), ((1, "A title"),)),
        Entry(),
        Entry("2020", "Three.", "", (), ((3, "A title"),)),
    ]
    assert Entry().covered


def test_one_question_met_uncovers_the_event_with_what_that_question_tells_alone():
    facts = [
        fact("2023", "Control changes.", 1, ["A"], title="one"),
        fact("2023-09-19", "Control changes.", 2, ["B"], title="two"),
    ]
    (entry,) = entries_for(facts, met(1))
    assert entry == Entry("2023", "Control changes.", "", ("A",), ((1, "one"),))
    (entry,) = entries_for(facts, met(2))
    assert entry == Entry("2023-09-19", "Control changes.", "", ("B",), ((2, "two"),))


def test_an_open_quiz_covers_every_event_that_it_asks_about():
    facts = [fact("2023", "Control changes.", 1), fact("2023", "Control changes.", 2), fact("2024", "After.", 3)]
    found = entries_for(facts, met(1, 2, 3, withheld=[2]))
    assert [entry.covered for entry in found] == [True, False]
    assert not any(entry.covered for entry in entries_for(facts, EVERYBODY))


def test_an_actor_is_looked_for_among_what_is_uncovered():
    facts = [fact("1994", "One.", 1, ["a", "B"]), fact("1995", "Two.", 2, ["B"]), fact("1996", "Three.", 3, ["C"])]
    entries = entries_for(facts, met(1, 2))
    assert actors_of(entries) == ["a", "B"]
    assert [entry.text for entry in entries_about(entries, "B")] == ["One.", "Two."]
    assert entries_about(entries, "C") == []
    assert entries_about(entries, "") == []


def under(facts, reader=EVERYBODY):
    entries = entries_for(facts, reader)
    found = periods(entries, headings(entries))
    return [(period.name, [entry.text for entry in period.entries]) for period in found]


def test_entries_stand_under_their_year_or_decade():
    facts = [fact("192X", "a"), fact("1921", "b"), fact("1994-05", "c"), fact("1994", "d")]
    assert under(facts) == [("192X", ["a"]), ("1921", ["b"]), ("1994", ["d", "c"])]
    assert under([]) == []


def test_a_covered_entry_stands_under_no_heading_that_would_date_it():
    facts = [fact("1994", "a", 1), fact("1994-05", "hidden", 2), fact("2020", "b", 3), fact("2021", "hidden", 4)]
    assert under(facts, met(1, 3)) == [("1994", ["a"]), ("", [""]), ("2020", ["b"]), ("", [""])]
    assert under(facts, met()) == [("", ["", "", "", ""])]


def test_a_covered_entry_between_two_of_a_year_stands_with_them_as_its_place_says_so_anyway():
    facts = [fact("1994", "a", 1), fact("1994-05", "hidden", 2), fact("1994-06", "b", 3)]
    assert under(facts, met(1, 3)) == [("1994", ["a", "", "b"])]
