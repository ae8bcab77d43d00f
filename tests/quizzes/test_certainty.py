from __future__ import annotations

import pytest

from quizapp.quizzes.certainty import Answered, Level, certainty_mark, levels_of, read_certainty, total_mark


@pytest.mark.parametrize(("certainty", "right", "wrong"), [(1, 1, 0), (2, 2, -2), (3, 3, -6), (None, 1, 0)])
def test_the_figures_are_gardner_medwins(certainty, right, wrong):
    assert (certainty_mark(1, certainty), certainty_mark(0, certainty)) == (right, wrong)


def test_a_partly_right_answer_gets_its_share_of_a_right_one():
    assert certainty_mark(0.5, 3) == 1.5


def test_what_is_not_answered_costs_nothing():
    answers = [Answered(1, 3), Answered(0, 2), Answered(0, 3, answered=False)]
    assert total_mark(answers) == 1


def test_what_was_left_empty_and_got_the_full_mark_is_worth_that_of_who_is_unsure():
    assert total_mark([Answered(1, 3, answered=False), Answered(0, 3)]) == 1 - 6


def test_each_level_says_how_right_it_was():
    answers = [Answered(1, 3), Answered(0, 3), Answered(0.5, None), Answered(0, 2, answered=False)]
    assert levels_of(answers) == [Level(1, 1, 0.5), Level(3, 2, 0.5)]


@pytest.mark.parametrize(("said", "read"), [(["2"], 2), ([], None), (["4"], None), (["very"], None), (["²"], None)])
def test_a_form_says_how_sure_somebody_is(said, read):
    assert read_certainty({"certainty": said}) == read
    assert read_certainty({}) is None
