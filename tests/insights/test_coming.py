from __future__ import annotations

from datetime import date

from quizapp.insights.coming import coming_days
from quizapp.scheduling.day import day_of
from quizapp.scheduling.placing import Calendar

TODAY = day_of(date(2026, 3, 2))


def test_the_coming_days_have_dates_sums_and_shares():
    coming = coming_days({TODAY - 3: 2, TODAY: 1, TODAY + 6: 4, TODAY + 7: 5}, TODAY, Calendar((1, 1, 1, 1, 1, 1, 0)))
    assert (coming.days[0].on, coming.days[0].due, coming.days[0].overdue) == (date(2026, 3, 2), 3, 2)
    assert (coming.this_week, coming.total) == (7, 12)
    assert (coming.busiest.on, coming.busiest.due) == (date(2026, 3, 9), 5)
    assert coming.eased
    assert [day.share for day in coming.days[5:8]] == [1, 0, 1]
