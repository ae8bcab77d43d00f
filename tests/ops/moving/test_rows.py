from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from quizapp.column_types import Json, UTCDateTime
from quizapp.ops.moving.rows import Adding, rows_of, summary_of, write_rows

TABLE = sa.Table(
    "things",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("content", Json()),
    sa.Column("at", UTCDateTime()),
    sa.Column("day", sa.Date),
    sa.Column("share", sa.Float),
    sa.Column("picture", sa.LargeBinary),
    sa.Column("on", sa.Boolean),
)
NOON = datetime(2026, 3, 2, 12, 0, 0, 5, tzinfo=UTC)
ROW = (1, '{"b": 1.0, "a": [1e2, "ä"]}', NOON, date(2026, 3, 2), 0.1, b"\x00\xff", True)


@pytest.fixture
def connection():
    engine = sa.create_engine("sqlite://")
    TABLE.metadata.create_all(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def summed(*rows):
    adding = Adding(TABLE)
    for row in rows:
        adding.add(row)
    return adding.summary()


def changed(place, value):
    return (*ROW[:place], value, *ROW[place + 1 :])


def test_rows_come_out_as_they_went_in(connection):
    rows = [ROW, (2, "null", *[None] * 5), (3, *[None] * 6)]
    write_rows(connection, TABLE, rows)
    write_rows(connection, TABLE, [])
    assert [tuple(row) for part in rows_of(connection, TABLE) for row in part] == rows
    assert summary_of(connection, TABLE) == summed(*rows)
    null = sa.select(TABLE.c.id).where(sa.type_coerce(TABLE.c.content, sa.Text).is_(None))
    assert connection.scalars(null).all() == [3]


def test_the_order_of_rows_makes_no_difference_and_their_number_does():
    other = changed(0, 2)
    assert summed(ROW, other) == summed(other, ROW)
    assert len({summed(), summed(ROW), summed(ROW, ROW), summed(ROW, other)}) == 4
    assert summed(ROW, ROW).rows == 2


@pytest.mark.parametrize(
    ("place", "same"),
    [
        (1, '{"a":[100,"\\u00e4"],"b":1}'),
        (2, NOON.astimezone(timezone(timedelta(hours=4)))),
    ],
)
def test_what_databases_say_differently_is_the_same(place, same):
    assert summed(changed(place, same)) == summed(ROW)


@pytest.mark.parametrize(
    ("place", "other"),
    [
        (1, '{"b": 1.5, "a": [1e2, "ä"]}'),
        (1, '{"b": 1, "a": ["ä", 100]}'),
        (1, None),
        (2, NOON + timedelta(microseconds=1)),
        (3, date(2026, 3, 3)),
        (4, 0.1 + 1e-16),
        (5, b"\x00\xfe"),
        (5, None),
        (6, False),
    ],
)
def test_any_change_is_seen(place, other):
    assert summed(changed(place, other)) != summed(ROW)
