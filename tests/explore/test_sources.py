from __future__ import annotations

from quizapp.explore.reader import Reader
from quizapp.explore.sources import CitingQuestion, OnPassage, questions_by_passage, questions_by_source

QUESTIONS = [
    CitingQuestion(1, "one", ("a#p1", "a#p2")),
    CitingQuestion(2, "two", ("a#p1", "b#p1", "a#p1")),
    CitingQuestion(3, "three", ("b",)),
]


def test_a_student_gets_counts_and_the_titles_of_what_was_met():
    found = questions_by_passage(QUESTIONS, Reader(met=frozenset({2, 3}), withheld=frozenset({3})))
    assert found == {
        "a#p1": OnPassage(2, ((2, "two"),)),
        "a#p2": OnPassage(1),
        "b#p1": OnPassage(1, ((2, "two"),)),
        "b": OnPassage(1),
    }


def test_an_instructor_gets_every_title():
    found = questions_by_passage(QUESTIONS, Reader(sees_all=True))
    assert found["a#p1"].known == ((1, "one"), (2, "two"))


def test_a_question_counts_once_for_each_source():
    assert questions_by_source(QUESTIONS) == {"a": 2, "b": 2}
