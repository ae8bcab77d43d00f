from __future__ import annotations

import pytest

from quizapp.insights.charts import HEIGHT, PLOT, WIDTH, Value, bar_chart, point, top_of


@pytest.mark.parametrize(
    ("greatest", "top"),
    [(0, 2), (1, 2), (2, 2), (3, 4), (7, 8), (9, 10), (10, 10), (11, 20), (55, 60), (99, 100), (101, 200), (950, 1000)],
)
def test_a_grid_ends_at_a_round_number_not_below_the_greatest(greatest, top):
    assert top_of(greatest) == top


def test_bars_stand_beside_each_other_on_the_ground():
    chart = bar_chart([Value(0, "none"), Value(5, "five", "easy"), Value(8, "eight")])
    assert [bar.x for bar in chart.bars] == sorted(bar.x for bar in chart.bars)
    assert all(bar.y + bar.height == pytest.approx(HEIGHT) for bar in chart.bars)
    assert chart.bars[-1].x + chart.bars[-1].width <= WIDTH
    assert chart.bars[2].height == HEIGHT
    assert (chart.bars[1].title, chart.bars[1].kind) == ("five", "easy")
    assert [tick.value for tick in chart.ticks] == [0, 4, 8]
    assert bar_chart([]).bars == ()


def test_a_point_stands_where_its_shares_say_and_grows_with_its_weight():
    corner, middle = point(0, 1, 0, "corner"), point(0.5, 0.5, 1, "middle")
    assert (corner.x, corner.y, corner.radius) == (0, 0, 3)
    assert (middle.x, middle.y, middle.radius) == (PLOT / 2, PLOT / 2, 12)
