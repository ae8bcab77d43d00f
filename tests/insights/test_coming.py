from __future__ import annotations

from datetime import date

from quizapp.insights.coming import Noted, coming_days
from quizapp.scheduling.day import day_of
from quizapp.scheduling.placing import Calendar, Lessons

TODAY = day_of(date(2026, 3, 2))


def test_the_coming_days_have_dates_sums_and_shares():
    coming = coming_days({TODAY - 3: 2, TODAY: 1, TODAY + 6: 4, TODAY + 7: 5}, TODAY, Calendar((1, 1, 1, 1, 1, 1, 0)))
    assert (coming.days[0].on, coming.days[0].due, coming.days[0].overdue) == (date(2026, 3, 2), 3, 2)
    assert (coming.this_week, coming.total) == (7, 12)
    assert (coming.busiest.on, coming.busiest.due) == (date(2026, 3, 9), 5)
    assert coming.eased
    assert [day.share for day in coming.days[5:8]] == [1, 0, 1]


def test_the_coming_days_tell_lessons_holidays_and_tests():
    calendar = Calendar(days_off=((TODAY + 2, TODAY + 3),), lessons=(Lessons(frozenset({0, 2})),))
    noted = [
        Noted("Spring", date(2026, 3, 4), date(2026, 3, 5)),
        Noted("Unit 1", *[date(2026, 3, 9)] * 2, is_test=True),
    ]
    coming = coming_days({TODAY: 1}, TODAY, calendar, noted)
    assert [day.has_lesson for day in coming.days[:8]] == [True, *[False] * 6, True]
    assert [day.notes for day in coming.days[1:4]] == [(), ("Spring",), ("Spring",)]
    assert [(day.on, day.notes) for day in coming.tests] == [(date(2026, 3, 9), ("Unit 1",))]
    assert coming.with_lessons
    assert [day.share for day in coming.days[:3]] == [1.5, 1, 0]
