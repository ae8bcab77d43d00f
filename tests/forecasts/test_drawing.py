from __future__ import annotations

from quizapp.forecasts.drawing import curve_chart


def test_curves_stand_where_their_days_and_shares_are():
    chart = curve_chart([("csto", (1.0, 0.75, 0.5))], (0, 7, 28), 7)
    (line,) = chart.lines
    assert (line.name, line.points) == ("csto", "0.0,0.0 150.0,50.0 600.0,100.0")
    assert [(mark.at, mark.value) for mark in chart.days] == [(0, 0), (150, 7), (300, 14), (450, 21), (600, 28)]
    assert [(mark.at, mark.value) for mark in chart.shares] == [(200, 0), (150, 0.25), (100, 0.5), (50, 0.75), (0, 1)]
    assert chart.asked == 150


def test_a_long_scale_is_marked_every_few_weeks():
    chart = curve_chart([], (0, 366), 366)
    assert [mark.value for mark in chart.days] == list(range(0, 367, 42))
