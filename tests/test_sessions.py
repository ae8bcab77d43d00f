from __future__ import annotations

from quizapp.accounts.models import Person, Role
from quizapp.clock import utcnow
from quizapp.db import db


def somebody(name="Ani"):
    return Person(role=Role.GUEST, name=name, session_stamp="s", created_at=utcnow(), new_per_day=1)


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
        assert session.get_bind() is db.engine
        session.commit()
        assert first.closed
        assert not session.connection().closed
        session.close()
        assert not session.in_transaction()
