from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from quizapp.assignments.localtime import (
    LocalTimeError,
    RepeatedHourError,
    SkippedHourError,
    read_local,
    show_local,
)

BERLIN, YEREVAN = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Yerevan")


def test_a_field_is_read_by_the_clock_of_the_class():
    assert read_local("2026-03-02T10:00", YEREVAN) == datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert read_local(" ", YEREVAN) is None


def test_a_field_shows_what_was_typed():
    assert show_local(read_local("2026-07-02T10:00", BERLIN), BERLIN) == "2026-07-02T10:00"
    assert show_local(None, BERLIN) == ""


def test_an_hour_that_the_clocks_skip_is_no_moment():
    with pytest.raises(SkippedHourError):
        read_local("2026-03-29T02:30", BERLIN)
    assert read_local("2026-03-29T03:00", BERLIN) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_two_moments():
    with pytest.raises(RepeatedHourError):
        read_local("2026-10-25T02:30", BERLIN)
    assert read_local("2026-10-25T03:00", BERLIN) == datetime(2026, 10, 25, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["soon", "2026-02-30T10:00", "0226-03-02T10:00", "9999-12-31T23:59", "2026-03-02T10:00+04:00"]
)
def test_what_is_no_moment_is_refused(typed):
    with pytest.raises(LocalTimeError):
        read_local(typed, YEREVAN)
