from __future__ import annotations

from datetime import date

import pytest

from quizapp.insights.study_days import WEEKS, Activity, Streak, squares_of, streak_of, weeks_of
from quizapp.scheduling.day import day_of

TODAY = day_of(date(2026, 3, 4))  # a Wednesday


@pytest.mark.parametrize(
    ("ago", "streak"),
    [
        ((), Streak(0, 0)),
        ((0,), Streak(1, 1)),
        ((1,), Streak(1, 1)),  # today is not over
        ((2,), Streak(1, 1)),  # yesterday is the one missed day
        ((3,), Streak(0, 1)),
        ((0, 1, 2), Streak(3, 3)),
        ((0, 2, 3), Streak(3, 3)),  # one missed day is forgiven
        ((0, 3, 4), Streak(1, 2)),  # two are not
        ((0, 2, 4, 5), Streak(2, 3)),  # nor a second one within a week
        ((0, 2, 3, 4, 5, 6, 7, 9, 10), Streak(9, 9)),  # a week later one is
        ((20, 21, 22, 0), Streak(1, 3)),
    ],
)
def test_a_streak_forgives_one_missed_day_a_week(ago, streak):
    assert streak_of({TODAY - days for days in ago}, TODAY) == streak


def test_the_calendar_has_a_square_for_each_day_until_today():
    squares = squares_of({TODAY: Activity(12, 3), TODAY - 1: Activity(60, 9), TODAY - 500: Activity(1, 1)}, TODAY)
    assert (squares[-1].week, squares[-1].weekday, squares[-1].on) == (WEEKS - 1, 2, date(2026, 3, 4))
    assert [square.level for square in squares[-3:]] == [0, 4, 2]
    assert squares[0].weekday == squares[0].on.weekday() == 0
    assert len(squares) == 7 * WEEKS - 4
    assert all(square.on.weekday() == square.weekday for square in squares)


def test_weeks_sum_up_their_days():
    weeks = weeks_of({TODAY: Activity(12, 3.5), TODAY - 2: Activity(8, 1.5), TODAY - 3: Activity(1, 1)}, TODAY)
    assert len(weeks) == WEEKS
    assert (weeks[-1].begins, weeks[-1].days, weeks[-1].answers, weeks[-1].minutes) == (date(2026, 3, 2), 2, 20, 5)
    assert (weeks[-2].answers, weeks[-3].answers) == (1, 0)
