"""A place in the log survives its address, every act is about something, and what is mistyped is no place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.audit.models import Act
from quizapp.oversight.entries import RANK, Area, Cursor, Record, acts_of, area_of_act, read_cursor


def test_a_place_survives_its_address():
    place = Cursor(datetime(2026, 9, 1, 8, 30, 1, 17, tzinfo=UTC), Record.BANK_ROLE, 12)
    assert read_cursor(str(place)) == place


@pytest.mark.parametrize(
    "text", ["", "x", "_action_1", "2026-09-01_action_1", "2026-09-01T08:00:00+00:00_nothing_1",
             "2026-09-01T08:00:00+00:00_action_x", "2026-09-01T08:00:00+00:00_action_" + "9" * 40],
)  # fmt: skip
def test_what_makes_no_sense_is_no_place(text):
    assert read_cursor(text) is None


def test_every_act_is_of_one_area_and_every_record_has_a_rank():
    assert sorted(act for area in Area for act in acts_of(area)) == sorted(Act)
    assert area_of_act("code.changed") is Area.CLASSES
    assert area_of_act("something.else") is Area.SERVER
    assert len(set(RANK.values())) == len(Record)
