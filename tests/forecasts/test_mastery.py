from __future__ import annotations

import pytest

from quizapp.classroom.queries import Student
from quizapp.forecasts.mastery import Cell, mastery_of, standings_by_student
from quizapp.forecasts.queries import Standing
from quizapp.psychometrics.shares import Share, share_of
from tests.forecasts.conftest import BEGUN

CARDS = {"csto": 12, "armenia": 8, "dates": 5}


def student(number, name):
    return Student(number * 10, number, name, "", BEGUN, 0, name)


STUDENTS = [student(1, "Ani"), student(2, "Ben"), student(3, "Clara")]
STANDINGS = [
    Standing(1, "csto", 10, 25, 4, 100, 8.0, 6.0),
    Standing(1, "armenia", 2, 2, 0, 99, 1.9, 1.8),
    Standing(2, "csto", 6, 6, 1, 101, 5.0, 4.5),
]


def test_topics_stand_from_the_most_forgotten_on_and_those_that_nobody_met_apart():
    mastery = mastery_of(STUDENTS, STANDINGS, CARDS)
    assert [topic.topic for topic in mastery.topics] == ["csto", "armenia"]
    assert mastery.not_met == ("dates",)
    csto = mastery.topics[0]
    assert (csto.of, csto.students, csto.met) == (12, 2, 16)
    assert (csto.now, csto.then, csto.lost) == pytest.approx((13 / 16, 10.5 / 16, 5.5))
    assert csto.told.level == 1
    assert (mastery.whole.of, mastery.whole.students, mastery.whole.met) == (25, 2, 18)


def test_a_cell_tells_what_was_met_and_how_much_of_that_is_recalled():
    (ani, ben, clara) = mastery_of(STUDENTS, STANDINGS, CARDS).rows
    assert (ani.cells[0].met, ani.cells[0].of, ani.cells[0].level) == (10, 12, 1)
    assert ani.cells[0].then == share_of(6.0, 10)
    assert ani.whole.then == share_of(7.8, 12)
    assert ben.cells[0].level == 2
    assert (clara.whole.met, clara.whole.of, clara.whole.then) == (0, 25, None)


def test_a_cell_has_the_shade_of_the_figure_that_it_shows():
    shades = [Cell(9, 9, None, Share(value, 0, 1, 9)).level for value in (0.494, 0.504, 0.696, 0.79, 0.796, 0.9, 0.999)]
    assert shades == [0, 1, 2, 2, 3, 4, 4]
    assert Cell(9, 9, None, None).level == 0


def test_few_answers_are_too_few_to_say_and_what_was_not_met_is_no_nought():
    ani, ben, _clara = mastery_of(STUDENTS, STANDINGS, CARDS).rows
    assert (ani.cells[1].met, ani.cells[1].then) == (2, None)  # two answers
    assert (ben.cells[1].met, ben.cells[1].then) == (0, None)


def test_a_class_that_met_nothing_has_no_topics():
    mastery = mastery_of(STUDENTS, [], CARDS)
    assert (mastery.topics, mastery.whole) == ((), None)
    assert mastery.not_met == ("armenia", "csto", "dates")


def test_the_rules_of_who_needs_help_get_what_is_recalled_today():
    found = standings_by_student(STUDENTS, STANDINGS)
    assert [one.recalled for one in found[1]] == [8.0, 1.9]
    assert found[3] == []
