from __future__ import annotations

from datetime import date

from quizapp.scheduling.lessons import next_lessons

FRIDAY = date(2026, 11, 27)


def test_on_friday_the_next_lesson_is_on_monday_even_where_there_is_one_on_fridays():
    assert next_lessons(FRIDAY, {0, 2, 4}, count=3) == [date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 4)]
    assert next_lessons(FRIDAY, [4], count=2) == [date(2026, 12, 4), date(2026, 12, 11)]


def test_lessons_keep_within_the_term():
    ends, begins = date(2026, 12, 1), date(2026, 12, 3)
    assert next_lessons(FRIDAY, {0, 2}, term_ends=ends, count=3) == [date(2026, 11, 30)]
    assert next_lessons(FRIDAY, {0, 2}, term_begins=begins, count=1) == [date(2026, 12, 7)]


def test_holidays_have_no_lessons():
    off = [(date(2026, 11, 30), date(2026, 12, 6)), (date(2026, 12, 9), date(2026, 12, 9))]
    assert next_lessons(FRIDAY, {0, 2}, off=off, count=2) == [date(2026, 12, 7), date(2026, 12, 14)]
    summer = [(date(2026, 11, 28), date(2027, 2, 28))]
    assert next_lessons(FRIDAY, {0}, off=summer, count=1) == [date(2027, 3, 1)]


def test_a_class_without_lesson_days_has_no_next_lesson():
    assert next_lessons(FRIDAY, (), count=3) == []
