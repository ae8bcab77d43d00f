"""Transactions as promised: no update is lost, a reader cannot write, moments come back aware."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from quizapp.accounts.models import OneTimeLink, Person, Role
from quizapp.bank.models import QuestionFacet
from quizapp.db import (
    NAMING,
    WrittenTooEarlyError,
    add_once,
    attach_events,
    db,
    looking_first,
    read_only,
    reading,
    teach_power,
)

THREADS = 8
TURNS = 25
MOMENT = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)

COUNT_IN_ANOTHER_PROCESS = f"""
import sqlalchemy as sa, sys
from sqlalchemy.orm import Session
from quizapp.accounts.models import Person
from quizapp.db import attach_events

engine = sa.create_engine(sys.argv[1])
attach_events(engine)
for _ in range({TURNS}):
    with Session(engine) as session:
        person = session.get_one(Person, 1)
        person.new_per_day += 1
        session.commit()
"""


@pytest.fixture
def engine(settings):
    engine = sa.create_engine(settings.database_url)
    attach_events(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def person_id(engine) -> int:
    with Session(engine) as session:
        person = Person(role=Role.STUDENT, name="Ani", session_stamp="s", created_at=MOMENT, new_per_day=0)
        session.add(person)
        session.commit()
        return person.id


def count(engine) -> int:
    with Session(engine) as session:
        return session.scalars(sa.select(Person.new_per_day)).one()


def add_one(engine, person_id: int) -> None:
    with Session(engine) as session:
        session.get_one(Person, person_id).new_per_day += 1
        session.commit()


@pytest.mark.longer
def test_threads_that_read_modify_and_write_lose_no_update(engine, person_id):
    def write(_number: int) -> None:
        for _ in range(TURNS):
            add_one(engine, person_id)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS)))
    assert count(engine) == THREADS * TURNS


@pytest.mark.longer
def test_processes_that_read_modify_and_write_lose_no_update(engine, person_id, settings):
    url = settings.database_url.render_as_string(hide_password=False)
    others = [subprocess.Popen([sys.executable, "-c", COUNT_IN_ANOTHER_PROCESS, url]) for _ in range(2)]
    for _ in range(TURNS):
        add_one(engine, person_id)
    assert [other.wait(60) for other in others] == [0, 0]
    assert count(engine) == 3 * TURNS


def test_a_reading_transaction_cannot_write(engine, person_id):
    with Session(engine) as session, reading(session):
        session.get_one(Person, person_id).name = "Other"
        with pytest.raises(DBAPIError, match=r"read-?only"):
            session.flush()
    with Session(engine) as session:
        assert session.get_one(Person, person_id).name == "Ani"


def test_a_reader_waits_for_no_writer_and_sees_what_was_committed(engine, person_id):
    with Session(engine) as writer:
        writer.get_one(Person, person_id).name = "Uncommitted"
        writer.flush()
        with Session(engine) as session, reading(session):
            assert session.get_one(Person, person_id).name == "Ani"
        writer.commit()
    with Session(engine) as session, reading(session):
        assert session.get_one(Person, person_id).name == "Uncommitted"


def test_a_connection_that_read_may_write_afterwards(engine, person_id):
    with Session(engine) as session:
        with reading(session):
            assert session.get_one(Person, person_id).name == "Ani"
        session.get_one(Person, person_id).name = "Changed"
        session.commit()
    with Session(engine) as session:
        assert session.get_one(Person, person_id).name == "Changed"


def test_reading_gives_the_write_gate_to_others(engine, person_id):
    with Session(engine) as session:
        session.get_one(Person, person_id)
        with reading(session):
            other = threading.Thread(target=add_one, args=(engine, person_id))
            other.start()
            other.join(60)
            assert not other.is_alive()
    assert count(engine) == 1


def rename(session, person_id: int, name: str) -> None:
    session.execute(sa.update(Person).where(Person.id == person_id).values(name=name))


def test_others_may_write_while_somebody_looks_first_and_wait_from_then_on(engine, person_id):
    others = [threading.Thread(target=add_one, args=(engine, person_id)) for _ in range(2)]
    seen = sa.select(Person.new_per_day)
    with Session(engine) as session:
        with looking_first(session):
            assert session.execute(seen).scalar_one() == 0
            others[0].start()
            others[0].join(60)
        assert session.execute(seen).scalar_one() == 1
        rename(session, person_id, "Changed")
        others[1].start()
        others[1].join(0.2)
        assert others[1].is_alive()
        session.commit()
        others[1].join(60)
    assert count(engine) == 2


def rename_while_looking(session, person_id: int, *, committing: bool) -> None:
    with looking_first(session):
        rename(session, person_id, "Too early")
        if committing:
            session.commit()


@pytest.mark.parametrize("committing", [True, False])
def test_what_is_written_while_looking_is_refused_and_rolled_back(engine, person_id, committing):
    with Session(engine) as session:
        with pytest.raises(WrittenTooEarlyError):
            rename_while_looking(session, person_id, committing=committing)
        session.rollback()
    add_one(engine, person_id)
    with Session(engine) as session:
        assert session.get_one(Person, person_id).name == "Ani"


def test_a_writer_that_fails_lets_the_next_one_in(engine, person_id):
    with Session(engine) as session:
        session.get_one(Person, person_id).name = None
        with pytest.raises(IntegrityError):
            session.flush()
    add_one(engine, person_id)
    assert count(engine) == 1


@pytest.mark.sqlite
def test_connections_are_durable_checked_and_patient(engine):
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_a_connection_computes_powers(engine):
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.power(1.25, -2.0))) == pytest.approx(0.64)


class WithoutMathematics(sqlite3.Connection):
    """A connection of a SQLite that was built without its mathematical functions, until it is taught one."""

    taught = False

    def execute(self, sql, *values):
        if "power(" in sql and not self.taught:
            raise sqlite3.OperationalError("no such function: power")
        return super().execute(sql, *values)

    def create_function(self, *what, **how):
        self.taught = True
        super().create_function(*what, **how)


def test_a_sqlite_without_mathematical_functions_is_taught_powers():
    connection = sqlite3.connect(":memory:", factory=WithoutMathematics)
    teach_power(connection)
    assert connection.taught
    assert connection.execute("SELECT power(1.25, -2.0)").fetchone() == (pytest.approx(0.64),)
    connection.close()


def test_a_row_that_refers_to_nothing_is_refused(engine):
    row = {"question_id": 77, "facet": "actor"}
    with engine.begin() as connection, pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        connection.execute(sa.insert(QuestionFacet), row)


def add_writing_routes(app: Flask, person_id: int) -> None:
    def write() -> str:
        db.session.get_one(Person, person_id).name = "Changed"
        db.session.commit()
        return db.session.get_one(Person, person_id).name

    def write_twice() -> str:
        write()
        db.session.get_one(Person, person_id).name = "Changed after the commit"
        db.session.commit()
        return ""

    app.add_url_rule("/write", "write", write, methods=["GET", "POST"])
    app.add_url_rule("/write-twice", "write_twice", write_twice, methods=["POST"])
    app.config["PROPAGATE_EXCEPTIONS"] = True


def test_a_get_request_cannot_write_and_a_post_can(app, client, make_person):
    person_id = make_person()
    add_writing_routes(app, person_id)
    with pytest.raises(DBAPIError, match=r"read-?only"):
        client.get("/write")
    assert client.post("/write").text == "Changed"


def test_after_its_commit_a_request_only_reads(app, client, make_person):
    person_id = make_person()
    add_writing_routes(app, person_id)
    with pytest.raises(DBAPIError, match=r"read-?only"):
        client.post("/write-twice")
    with app.app_context():
        assert db.session.get_one(Person, person_id).name == "Changed"


@pytest.mark.longer
def test_what_a_request_chose_does_not_outlive_it(app, client, make_person):
    client.get("/healthz")
    assert make_person() == 1


def test_read_only_can_be_taken_back(engine, person_id):
    read_only(True)
    read_only(False)
    add_one(engine, person_id)
    assert count(engine) == 1


def test_a_moment_without_a_zone_is_refused(engine):
    naive = MOMENT.replace(tzinfo=None)
    with Session(engine) as session, pytest.raises(StatementError, match="without a time zone"):
        session.execute(sa.select(Person).where(Person.created_at == naive))


def test_the_same_event_twice_is_inserted_once(engine):
    values = {"secret_hash": "h", "purpose": "setup", "created_at": MOMENT, "expires_at": MOMENT, "used_at": None}
    with Session(engine) as session:
        assert [add_once(session.connection(), OneTimeLink.__table__, values) for _ in range(3)] == [True, False, False]
        session.commit()
        assert session.scalar(sa.select(sa.func.count()).select_from(OneTimeLink)) == 1


def test_every_constraint_has_a_name_by_the_convention():
    for table in db.metadata.tables.values():
        for constraint in table.constraints | table.indexes:
            assert constraint.name, f"{table.name}: {constraint}"
    assert set(NAMING) == {"ix", "uq", "ck", "fk", "pk"}
