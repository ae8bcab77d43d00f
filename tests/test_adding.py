from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from quizapp import adding
from quizapp.adding import Adding, take_ids
from quizapp.column_types import Json, UTCDateTime

MOMENT = datetime(2026, 3, 2, 10, tzinfo=UTC)
TEXT = "2026-03-02 10:00:00.000000"
THINGS = sa.Table(
    "things",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, unique=True),
    sa.Column("list", Json),
    sa.Column("at", UTCDateTime()),
    sa.Column("made", UTCDateTime()),
    sa.Column("kept", Json),
)
EACH = ("key", "list", "at")
ALIKE = {"made": MOMENT, "kept": {"a": [1]}}


@pytest.fixture
def connection():
    engine = sa.create_engine("sqlite://")
    THINGS.create(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def kept(connection):
    return connection.execute(sa.select(THINGS).order_by(THINGS.c.id)).all()


def test_what_is_alike_is_given_once_and_the_rest_as_sqlite_keeps_it(connection):
    Adding(THINGS, EACH, without=("id",)).add(connection, ALIKE, [("b", '[1, "two"]', TEXT), ("a", "null", None)])
    assert kept(connection) == [
        (1, "b", [1, "two"], MOMENT, MOMENT, {"a": [1]}),
        (2, "a", None, None, MOMENT, {"a": [1]}),
    ]


def test_rows_need_nothing_that_is_alike_and_there_may_be_none(connection):
    whole = Adding(THINGS, ("id", "key"), without=("list", "at", "made", "kept"))
    whole.add(connection, {}, [])
    whole.add(connection, {}, [(7, "a"), (5, "b")])
    assert [row[:2] for row in kept(connection)] == [(5, "b"), (7, "a")]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_any_number_of_rows_is_written_whole_and_in_order(connection, monkeypatch, count):
    monkeypatch.setattr(adding, "VALUES", 2 * 3)
    some = Adding(THINGS, EACH, without=("id",))
    for letter in "ab":
        some.add(connection, ALIKE, [(f"{letter}{number}", "[]", TEXT) for number in range(count)])
    assert [row.key for row in kept(connection)] == [f"{letter}{number}" for letter in "ab" for number in range(count)]


def test_a_statement_takes_about_so_many_values_and_a_row_at_least(connection, monkeypatch):
    monkeypatch.setattr(adding, "VALUES", 3 * 3)
    sent = []
    sa.event.listen(connection.engine, "before_cursor_execute", lambda *told: sent.append(told[3]))
    rows = [(str(number), f"[{number}]", f"2026-03-0{number} 10:00:00.000000") for number in range(1, 6)]
    Adding(THINGS, EACH, without=("id",)).add(connection, ALIKE, rows)
    assert list(map(len, sent)) == [2 + 9, 2 + 6]
    monkeypatch.setattr(adding, "VALUES", 1)
    Adding(THINGS, EACH, without=("id",)).add(connection, ALIKE, [("6", "[6]", None), ("7", "[7]", TEXT)])
    assert list(map(len, sent)) == [2 + 9, 2 + 6, 2 + 3, 2 + 3]
    assert len(kept(connection)) == 7


def test_a_column_that_says_the_same_in_all_rows_is_sent_once_too(connection):
    sent = []
    sa.event.listen(connection.engine, "before_cursor_execute", lambda *told: sent.append(told[3]))
    rows = [("a", "[]", TEXT), ("b", "[1]", TEXT), ("c", "[]", TEXT)]
    Adding(THINGS, EACH, without=("id",)).add(connection, ALIKE, rows)
    assert list(map(len, sent)) == [3 + 6]
    assert [row[1:4] for row in kept(connection)] == [("a", [], MOMENT), ("b", [1], MOMENT), ("c", [], MOMENT)]


def test_numbers_that_count_up_are_sent_once_a_statement(connection, monkeypatch):
    monkeypatch.setattr(adding, "ROWS", 2)
    sent = []
    sa.event.listen(connection.engine, "before_cursor_execute", lambda *told: sent.append(told[3]))
    counted = Adding(THINGS, ("id", "key", "list"), without=("at", "made", "kept"))
    counted.add(connection, {}, [(7, "a", 3), (8, "b", 4), (9, "c", 5)])
    assert sent == [(7, 3, "a", "b"), (9, 5, "c")]
    counted.add(connection, {}, [(1, "d", 1), (2, "e", 3), (3, "f", 2)])
    counted.add(connection, {}, [(4, None, "true"), (5, None, "true")])
    assert [row[:3] for row in kept(connection)] == [
        (1, "d", 1), (2, "e", 3), (3, "f", 2), (4, None, True), (5, None, True), (7, "a", 3), (8, "b", 4), (9, "c", 5),
    ]  # fmt: skip


@pytest.mark.parametrize("ids", [(3,), (3, 4), (4, 3), (3, 5), (3, 4, 6), (2, 4, 4)])
def test_rows_are_those_that_were_given_whether_they_count_up_or_not(connection, ids):
    keyed = Adding(THINGS, ("key", "list"), without=("id", "at", "made", "kept"))
    keyed.add(connection, {}, [(f"{place}", number) for place, number in enumerate(ids)])
    assert [row.list for row in kept(connection)] == list(ids)
    only = Adding(THINGS, ("list",), without=("id", "key", "at", "made", "kept"))
    only.add(connection, {}, [(number,) for number in ids])
    assert [row.list for row in kept(connection)][len(ids) :] == list(ids)


def test_a_row_that_is_there_may_be_replaced(connection):
    def upsert(_dialect):
        statement = sqlite.insert(THINGS)
        return statement.on_conflict_do_update(index_elements=["key"], set_={"list": statement.excluded.list})

    replacing = Adding(THINGS, EACH, without=("id",), make=upsert)
    for text in ("[1]", "[2]"):
        replacing.add(connection, ALIKE, [("a", text, TEXT), (f"b{text}", text, TEXT)])
    assert [(row.key, row.list) for row in kept(connection)] == [("a", [2]), ("b[1]", [1]), ("b[2]", [2])]


def test_what_the_database_refuses_is_an_error_of_sqlalchemy_s(connection):
    with pytest.raises(IntegrityError):
        Adding(THINGS, EACH, without=("id",)).add(connection, ALIKE, [("a", "[]", TEXT), ("a", "[]", TEXT)])


def test_a_value_that_is_missing_is_an_error_and_not_an_empty_column(connection):
    with pytest.raises(KeyError):
        Adding(THINGS, EACH, without=("id",)).add(connection, {"made": MOMENT}, [("a", "[]", TEXT)])


def test_drivers_that_know_moments_get_moments():
    some = Adding(THINGS, EACH, without=("id",))
    assert some._named(("a", "[]", TEXT)) == {"key": "a", "list": "[]", "at": MOMENT}
    assert some._named(("a", "[]", None))["at"] is None
    assert not some._insert.is_positional(postgresql.psycopg.dialect())


def test_ids_for_rows_to_come_follow_the_greatest(connection):
    assert take_ids(connection, THINGS, 2) == [1, 2]
    connection.execute(sa.insert(THINGS), {"id": 41, "key": "a"})
    assert take_ids(connection, THINGS, 3) == [42, 43, 44]
    assert take_ids(connection, THINGS, 0) == []
