from __future__ import annotations

from quizapp.scheduling.forecast import HORIZON, forecast


def test_every_day_has_its_cards_and_today_what_is_overdue():
    days = forecast({98: 2, 99: 1, 100: 3, 102: 4, 100 + HORIZON: 7}, 100)
    assert len(days) == HORIZON == 60
    assert (days[0].due, days[0].overdue) == (6, 3)
    assert [day.due for day in days[1:4]] == [0, 4, 0]
    assert sum(day.due for day in days) == 10
    assert days[-1].day == 100 + HORIZON - 1
