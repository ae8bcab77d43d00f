from __future__ import annotations

from types import SimpleNamespace

from quizapp.analysis.sorting import COLUMNS, Order, order_of, sort_items
from quizapp.psychometrics.findings import Finding, Sign
from quizapp.psychometrics.resampling import Figure


def row(place, facility, sign=Sign.GOOD, told=True):
    figure = Figure(facility, is_said=facility is not None)
    item = SimpleNamespace(facility=figure, students=9)
    return SimpleNamespace(place=place, item=item, findings=(Finding(sign),), is_told=told)


def places(order, *rows):
    return [row.place for row in sort_items(rows, order)]


def test_the_most_pressing_comes_first_where_nothing_else_is_asked_for():
    rows = (row(1, 0.5), row(2, 0.5, Sign.CHECK_THE_KEY), row(3, 0.5, Sign.WEAK))
    assert places(order_of("", ""), *rows) == [2, 3, 1]
    assert order_of("bananas", "") == Order("sign", falls=False)


def test_a_column_sorts_both_ways_and_what_has_no_figure_comes_last():
    rows = (row(1, 0.5), row(2, None), row(3, 0.9), row(4, 0.1, told=False), row(5, 0.0))
    assert places(Order("facility", falls=False), *rows) == [5, 1, 3, 2, 4]
    assert places(Order("facility", falls=True), *rows) == [3, 1, 5, 2, 4]


def test_choosing_a_column_again_turns_it_round():
    assert Order("facility", falls=False).after("facility") == {"sort": "facility", "down": "1"}
    assert Order("facility", falls=True).after("facility") == {"sort": "facility", "down": None}
    assert Order("facility", falls=True).after("sd") == {"sort": "sd", "down": None}
    assert "facility" in COLUMNS
