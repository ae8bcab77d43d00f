from __future__ import annotations

from quizapp.explore.reader import Reader

STUDENT = Reader(met=frozenset({1, 2}), withheld=frozenset({2, 3}))


def test_a_first_visitor_knows_nothing():
    assert not Reader().knows(1)
    assert not Reader().waits_for(1)


def test_a_student_knows_what_was_met_but_for_what_an_open_quiz_asks():
    assert [STUDENT.knows(question) for question in (1, 2, 3, 4)] == [True, False, False, False]
    assert [STUDENT.waits_for(question) for question in (1, 2, 3, 4)] == [False, True, True, False]


def test_instructors_know_everything_and_wait_for_nothing():
    instructor = Reader(sees_all=True, withheld=frozenset({1}))
    assert instructor.knows(1)
    assert not instructor.waits_for(1)


def test_recall_is_the_mean_over_what_was_met():
    reader = Reader(met=frozenset({1, 2}), recall={1: 0.9, 2: 0.5})
    assert reader.recall_of([1, 2, 3]) == 0.7
    assert reader.recall_of([3]) is None
