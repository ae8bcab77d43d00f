"""Transactions on PostgreSQL as promised: a reader cannot write, the same event is one row, writers lose nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from quizapp.accounts.models import OneTimeLink, Person, Role
from quizapp.clock import utcnow
from quizapp.db import WRITERS_LOCK, add_once, attach_events, db, looking_first, reading

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]

THREADS = 6
TURNS = 20


@pytest.fixture
def person_id(app) -> int:
    with app.app_context():
        person = Person(role=Role.STUDENT, name="Ani", session_stamp="s", created_at=utcnow(), new_per_day=0)
        db.session.add(person)
        db.session.commit()
        return person.id


def test_a_reading_transaction_cannot_write(app, person_id):
    with app.app_context(), reading(db.session()):
        db.session.get_one(Person, person_id).name = "Other"
        with pytest.raises(DBAPIError, match="read-only"):
            db.session.flush()


def test_a_get_request_reads_only(app, client):
    def mode() -> str:
        return db.session.scalar(sa.text("SHOW transaction_read_only"))

    app.add_url_rule("/mode", "mode", mode, methods=["GET", "POST"])
    assert client.get("/mode").text == "on"
    assert client.post("/mode").text == "off"


def test_the_same_event_twice_is_inserted_once(app):
    values = {"secret_hash": "h", "purpose": "setup", "created_at": utcnow(), "expires_at": utcnow(), "used_at": None}
    with app.app_context():
        assert [add_once(db.session().connection(), OneTimeLink.__table__, values) for _ in range(3)] == [
            True,
            False,
            False,
        ]
        assert db.session.scalar(sa.select(sa.func.count()).select_from(OneTimeLink)) == 1
        db.session.rollback()


def test_others_may_write_while_somebody_looks_first(app, settings, person_id):
    add_one = sa.update(Person).values(new_per_day=Person.new_per_day + 1)
    plain = sa.create_engine(settings.database_url, poolclass=sa.NullPool)
    with app.app_context():
        session = db.session()
        before = session.get_one(Person, person_id).new_per_day
        session.rollback()
        with looking_first(session):
            session.execute(sa.select(Person.new_per_day)).all()
            with plain.begin() as other:
                other.execute(add_one)
        session.execute(add_one)
        with plain.connect() as third:
            third.exec_driver_sql("SET lock_timeout = '200ms'")
            with pytest.raises(DBAPIError, match="lock timeout"):
                third.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
        session.commit()
        assert session.execute(sa.select(Person.new_per_day)).scalar_one() == before + 2


def test_threads_that_read_modify_and_write_lose_no_update(settings, person_id):
    engine = sa.create_engine(settings.database_url)
    attach_events(engine)

    def write(_number: int) -> None:
        for _ in range(TURNS):
            with Session(engine) as session:
                session.get_one(Person, person_id).new_per_day += 1
                session.commit()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS)))
    with Session(engine) as session:
        assert session.get_one(Person, person_id).new_per_day == THREADS * TURNS
    engine.dispose()
