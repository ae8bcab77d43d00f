"""A place in the log survives its address, and what is mistyped is no place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.oversight.entries import Cursor, Record
from quizapp.oversight.pages import read_cursor


def test_a_place_survives_its_address():
    place = Cursor(datetime(2026, 9, 1, 8, 30, 1, 17, tzinfo=UTC), Record.BANK_ROLE, 12)
    assert read_cursor(str(place)) == place


@pytest.mark.parametrize(
    "text", ["", "x", "_action_1", "2026-09-01_action_1", "2026-09-01T08:00:00+00:00_nothing_1",
             "2026-09-01T08:00:00+00:00_action_x", "2026-09-01T08:00:00+00:00_action_" + "9" * 10,
             "0001-01-01T00:00:00+14:00_action_1"],
)  # fmt: skip
def test_what_makes_no_sense_is_no_place(text):
    assert read_cursor(text) is None
