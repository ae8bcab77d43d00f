"""A database in which every table has rows goes to PostgreSQL and back, and nothing differs."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.accounts.services import create_guest
from quizapp.app import create_app
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.ops.moving import copying
from quizapp.ops.moving.copying import MoveError, move_database, tables_in_order
from quizapp.ops.setup import disposed, migrate_schema
from tests.ops.filling import contents

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


def rows_in(settings):
    """Return how many rows each table has."""
    engine = sa.create_engine(settings.database_url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) for table in tables_in_order()
        }


def test_everything_goes_there_and_back_and_is_the_same(full, empty, back):
    there = move_database(full, empty)
    assert {summary.rows for summary in there.values()} == {4}
    assert rows_in(empty) == dict.fromkeys(there, 4)
    assert move_database(empty, back) == there
    with (
        contextlib.closing(sqlite3.connect(full.database_file)) as old,
        contextlib.closing(sqlite3.connect(back.database_file)) as new,
    ):
        before, after = contents(old), contents(new)
        assert before.keys() == after.keys()
        for table, rows in before.items():
            assert after[table] == rows, table
        assert new.execute("PRAGMA foreign_key_check").fetchall() == []
        assert new.execute("SELECT count(*) FROM question_search").fetchone() == (4,)


def test_the_shipped_banks_arrive_and_their_words_are_found(with_banks, empty):
    banks = dataclasses.replace(empty, database_url=make_url(f"sqlite:///{with_banks}/quizapp.sqlite3"))
    assert move_database(banks, empty)["questions"].rows > 200
    engine = sa.create_engine(empty.database_url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        found = "SELECT count(*) FROM question_versions WHERE search_vector @@ to_tsquery('simple', 'armenia')"
        assert connection.exec_driver_sql(found).scalar() > 20


def test_new_rows_are_numbered_after_those_that_came(full, empty):
    move_database(full, empty)
    with disposed(create_app(empty)) as app, app.app_context():
        newest = db.session.scalar(sa.select(sa.func.max(Person.id)))
        assert create_guest(db.session(), now=utcnow()).id == newest + 1


def test_a_target_that_is_not_empty_is_refused_and_left_as_it_is(full, empty):
    migrate_schema(empty)
    engine = sa.create_engine(empty.database_url, poolclass=sa.NullPool)
    with Session(engine) as session:
        create_guest(session, now=utcnow())
        session.commit()
    before = rows_in(empty)
    with pytest.raises(MoveError, match="table people has rows"):
        move_database(full, empty)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'another'")
    with pytest.raises(MoveError, match="has tables already"):
        move_database(full, empty)
    assert rows_in(empty) == before


def test_a_move_that_breaks_off_moves_nothing_and_the_next_one_all(full, empty, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(copying, "summary_of", lambda _connection, _table: None)
        with pytest.raises(MoveError, match="what arrived differs in"):
            move_database(full, empty)
    assert set(rows_in(empty).values()) == {0}
    assert {summary.rows for summary in move_database(full, empty).values()} == {4}


def test_what_postgresql_cannot_hold_is_said_and_nothing_is_moved(full, empty):
    with contextlib.closing(sqlite3.connect(full.database_file)) as connection:
        connection.execute("UPDATE people SET name = 'a' || char(0) || 'b' WHERE id = 1")
        connection.commit()
    with pytest.raises(MoveError, match="NUL"):
        move_database(full, empty)
    assert set(rows_in(empty).values()) == {0}


def test_while_somebody_is_connected_nothing_is_moved(full, empty):
    engine = sa.create_engine(empty.database_url, poolclass=sa.NullPool)
    with engine.connect(), pytest.raises(MoveError, match="stop every server"):
        move_database(full, empty)


def test_what_cannot_be_moved_is_said(full, empty, tmp_path):
    with pytest.raises(MoveError, match="same database"):
        move_database(full, full)
    nothing = dataclasses.replace(full, database_url=full.database_url.set(database=str(tmp_path / "none")))
    with pytest.raises(MoveError, match="no database to move"):
        move_database(nothing, empty)
    nowhere = dataclasses.replace(empty, database_url=empty.database_url.set(database="nowhere"))
    with pytest.raises(MoveError, match="cannot be reached"):
        move_database(full, nowhere)
    with contextlib.closing(sqlite3.connect(full.database_file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '20261123_1306'")
        connection.commit()
    with pytest.raises(MoveError, match="another version"):
        move_database(full, empty)
