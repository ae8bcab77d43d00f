from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Attempt


def somebody(name="Ani"):
    return Person(role=Role.GUEST, name=name, session_stamp="s", created_at=utcnow(), new_per_day=1)


@pytest.mark.longer
def test_a_session_that_is_closed_keeps_nothing_of_what_it_held(app):
    with app.app_context():
        session = db.session()
        session.add(somebody())
        session.close()
        assert (session.in_transaction(), list(session)) == (False, [])
        kept = somebody()
        session.add(kept)
        session.commit()
        assert len(session.identity_map) == 1
        session.close()
        assert not session.identity_map
        session.close()  # there is nothing left, and nothing happens


def test_the_connection_is_that_of_the_transaction_that_is_open(app):
    with app.app_context():
        session = db.session()
        first = session.connection()
        assert session.connection() is first
        assert session.engine is db.engine
        assert session.get_bind() is first
        session.commit()
        assert first.closed
        assert not session.connection().closed
        session.close()
        assert not session.in_transaction()


def test_rows_join_the_transaction_that_statements_began_and_are_committed_with_it(app):
    with app.app_context():
        session = db.session()
        connection = session.connection()
        session.add(somebody("Ani"))
        session.flush()
        assert session.connection() is connection
        session.rollback()
        assert connection.closed
        session.connection().execute(sa.insert(Person), values_of(somebody("Aram")))
        session.add(somebody("Gor"))
        session.commit()
        assert list(session.scalars(sa.select(Person.name).order_by(Person.name))) == ["Aram", "Gor"]
        session.close()


def values_of(person):
    return {name: value for name, value in vars(person).items() if not name.startswith("_")}


def test_after_a_row_that_was_refused_nothing_is_sent_until_it_is_taken_back(app):
    with app.app_context():
        session = db.session()
        session.connection()
        session.add(Person())
        with pytest.raises(sa.exc.IntegrityError):
            session.flush()
        with pytest.raises(sa.exc.PendingRollbackError):
            session.connection()
        session.rollback()
        assert session.connection().in_transaction()
        session.close()


@pytest.mark.sqlite
def test_a_commit_that_fails_lets_the_connection_go(app):
    with app.app_context():
        session = db.session()
        connection = session.connection()
        connection.connection.dbapi_connection.execute("PRAGMA defer_foreign_keys = ON")
        row = {"learner_id": 99, "started_at": utcnow(), "quiz_id": 99, "event_id": "event-99", "size": 1}
        connection.execute(sa.insert(Attempt), row)
        with pytest.raises(sa.exc.IntegrityError):
            session.commit()
        assert connection.closed
        assert not session.in_transaction()
