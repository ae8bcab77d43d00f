from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from quizapp.classroom.models import SchoolClass
from quizapp.forecasts.moments import moments_of

FRIDAY = datetime(2026, 11, 27, 15, tzinfo=UTC)


def class_of(lesson_days=(0, 2), zone="UTC", rollover_hour=4, **term):
    terms = {"term_begins": None, "term_ends": None} | term
    return SchoolClass(time_zone=zone, rollover_hour=rollover_hour, lesson_days=list(lesson_days), **terms)


def test_on_friday_a_page_is_about_mondays_lesson():
    moments = moments_of(class_of(), "", now=FRIDAY)
    assert (moments.today, moments.on) == (date(2026, 11, 27), date(2026, 11, 30))
    assert moments.lessons == (date(2026, 11, 30), date(2026, 12, 2), date(2026, 12, 7))
    assert moments.is_lesson
    assert moments.on_index - moments.today_index == 3


def test_a_lesson_in_the_holidays_is_none():
    moments = moments_of(class_of(), "", [(date(2026, 11, 28), date(2026, 12, 1))], now=FRIDAY)
    assert moments.on == date(2026, 12, 2)


def test_another_day_is_asked_for():
    moments = moments_of(class_of(), "2026-12-05", now=FRIDAY)
    assert moments.on == date(2026, 12, 5)
    assert not moments.is_lesson
    assert moments_of(class_of(), "2026-11-27", now=FRIDAY).on == date(2026, 11, 27)


@pytest.mark.parametrize("asked", ["2026-11-26", "2029-01-01", "Monday", "0", "9999999999-01-01"])
def test_what_is_no_day_of_the_next_year_is_the_next_lesson(asked):
    assert moments_of(class_of(), asked, now=FRIDAY).on == date(2026, 11, 30)


def test_without_lessons_it_is_a_week_from_today():
    assert moments_of(class_of(()), "", now=FRIDAY).on == date(2026, 12, 4)
    assert moments_of(class_of(term_ends=date(2026, 11, 1)), "", now=FRIDAY).on == date(2026, 12, 4)


def test_a_day_ends_by_the_classs_own_clock():
    late = datetime(2026, 11, 27, 22, tzinfo=UTC)  # 02:00 on Saturday in Yerevan
    assert moments_of(class_of(zone="Asia/Yerevan"), "", now=late).today == date(2026, 11, 27)
    assert moments_of(class_of(zone="Asia/Yerevan", rollover_hour=0), "", now=late).today == date(2026, 11, 28)
