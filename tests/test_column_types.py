from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from quizapp.column_types import Json, UnreadMoment, UTCDateTime, read_moment, to_json


@pytest.mark.longer
@given(
    moment=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001 - zoned below
    minutes=st.integers(-14 * 60, 14 * 60),
)
def test_a_moment_survives_storage_whatever_its_zone(moment, minutes):
    column, dialect = UTCDateTime(), sqlite.dialect()
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    bound = column.process_bind_param(aware, dialect)
    assert column.process_result_value(bound.replace(tzinfo=None), dialect) == aware
    assert column.process_result_value(aware, dialect) == aware
    assert column.process_result_value(aware, dialect).tzinfo is UTC
    text = column.bind_processor(dialect)(aware)
    usual = sqlite.DATETIME().bind_processor(dialect)
    assert text == usual(bound.replace(tzinfo=None))
    assert column.result_processor(dialect, None)(text) == aware
    assert column.result_processor(dialect, None)(text).tzinfo is UTC


def test_no_moment_stays_no_moment():
    column, dialect = UTCDateTime(), sqlite.dialect()
    assert column.process_bind_param(None, dialect) is None
    assert column.process_result_value(None, dialect) is None
    assert column.bind_processor(dialect)(None) is None
    assert column.result_processor(dialect, None)(None) is None


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()])
def test_a_moment_that_is_left_unread_can_be_read_later(dialect):
    moment = datetime(2026, 3, 2, 10, 0, 0, 7, tzinfo=UTC)
    assert UnreadMoment().result_processor(dialect, None) is None
    assert read_moment("2026-03-02 10:00:00.000007") == moment
    told = moment.astimezone(ZoneInfo("Asia/Yerevan"))
    assert (read_moment(told), read_moment(told).tzinfo) == (moment, UTC)
    assert read_moment(None) is None


def test_an_hour_that_comes_twice_is_two_hours():
    written = UTCDateTime().bind_processor(sqlite.dialect())
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    assert first == first.replace(fold=1)
    assert [written(one)[11:16] for one in (first, first.replace(fold=1))] == ["00:30", "01:30"]


@pytest.mark.parametrize("value", [[], {}, None, 0, False, "", [1, {"a": []}], {"ё": "é"}])
def test_json_is_as_usual_empty_or_not(value):
    assert to_json(value) == json.dumps(value)


@pytest.mark.longer
@given(st.lists(st.text() | st.characters(categories=["Cs"]) | st.none(), max_size=4))
def test_json_of_texts_is_as_usual(texts):
    assert to_json(texts) == json.dumps(texts)


def test_json_is_that_of_each_database():
    assert Json().compile(dialect=sqlite.dialect()) == "JSON"
    assert Json().compile(dialect=postgresql.dialect()) == "JSONB"
    looked_up = sa.column("settings", Json())["name"].as_string() == "weekly"
    assert "settings ->> " in str(looked_up.compile(dialect=postgresql.dialect()))
    assert looked_up.right.type.python_type is str
