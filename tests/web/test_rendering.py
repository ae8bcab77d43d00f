from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask_babel import force_locale

from quizapp.kinds import registry
from quizapp.kinds.base import Message
from quizapp.web.rendering import (
    count_points,
    label_of,
    month_names,
    say,
    show_clock,
    show_date,
    show_day,
    show_decimal,
    show_interval,
    show_moment,
    show_percent,
    show_period,
    show_points,
    show_weekday,
)


@pytest.fixture(autouse=True)
def _in_a_request(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("points", "shown"),
    [
        (0, "0"),
        (3, "3"),
        (2.5, "2.5"),
        (2 / 3, "0.67"),
        (10, "10"),
        (100.0, "100"),
        (0.999, "1"),
        (0.625, "0.63"),
        (-6, "−6"),
        (-0.001, "0"),
    ],
)
def test_points_have_at_most_two_decimals(points, shown):
    assert show_points(points) == shown


@pytest.mark.parametrize(
    ("points", "count"),
    [(1, 1), (-1.0, 1), (0.999, 1), (0, 0), (-0.001, 0), (3.0, 3), (-6, 6), (1.5, 2), (0.5, 2), (1.01, 2)],
)
def test_points_that_are_not_whole_are_several(points, count):
    assert count_points(points) == count


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, "0"), (0.001, "1"), (0.5, "50"), (0.625, "63"), (0.994, "99"), (0.999, "99"), (1, "100")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(share, shown):
    assert show_percent(share) == f"{shown}\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("interval", "shown"),
    [
        (timedelta(seconds=10), "1 min"),
        (timedelta(minutes=10), "10 min"),
        (timedelta(minutes=59, seconds=40), "1 h"),
        (timedelta(hours=23), "23 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=59), "59 days"),
        (timedelta(days=61), "2.0 months"),
        (timedelta(days=731), "2.0 years"),
        (timedelta(days=-1), "1 min"),
    ],
)
def test_an_interval_is_said_in_its_own_unit(interval, shown):
    assert show_interval(interval) == shown


def test_a_message_is_said_with_its_figures():
    assert say(Message("%(right)s of %(all)s right", {"right": 2, "all": 3})) == "2 of 3 right"
    assert say(Message("50 % is half")) == "50 % is half"


def test_a_moment_is_said_shortly():
    assert show_moment(datetime(2026, 3, 2, 20, 5, tzinfo=UTC)) == "2 Mar 2026, 20:05"
    assert show_day(datetime(2026, 3, 2, 20, 5, tzinfo=UTC)) == "2 Mar 2026"
    assert show_clock(datetime(2026, 3, 2, 20, 5, tzinfo=UTC)) == "20:05"


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ("192X", "the 1920s"),
        ("1994", "1994"),
        ("0988", "988"),
        ("2020-09", "September 2020"),
        ("2023-09-24", "24 September 2023"),
        ("", ""),
        ("not a date", "not a date"),
    ],
)
def test_a_period_is_said_as_precisely_as_it_is_known(period, shown):
    assert show_period(period) == shown


def test_a_period_is_said_in_the_reader_s_language(app):
    with force_locale("de"):
        assert show_period("2020-03") == "März 2020"


def test_decimals_have_the_sign_of_the_reader_s_language(app):
    with force_locale("de"):
        assert [show_points(2.5), show_points(-0.67), show_points(3)] == ["2,5", "−0,67", "3"]
        assert show_interval(timedelta(days=75)) == "2,5 months"
        assert show_interval(timedelta(days=913)) == "2,5 years"


def test_every_kind_has_a_name_for_people():
    assert len({label_of(kind) for kind in registry.KINDS}) == len(registry.KINDS)


def test_months_are_numbered():
    assert month_names()[0] == (1, "January")
    assert [number for number, _name in month_names()] == list(range(1, 13))


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        *((8.2956, 1, "8.3"), (8.2956, 3, "8.296"), (3, 1, "3.0"), (123.4, 1, "123"), (2.6, 0, "3")),
        *((-0.31, 2, "−0.31"), (-0.004, 2, "0.00"), (-0.4, 0, "0")),
    ],
)
def test_a_decimal_has_as_many_places_as_say_something(number, places, shown):
    assert show_decimal(number, places) == shown


def test_a_date_is_short():
    assert show_date(date(2026, 3, 5)) == "5 Mar 2026"
    assert show_weekday(date(2026, 11, 30)) == "Mon 30 Nov"
