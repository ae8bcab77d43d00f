from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.analysis import queries, whole
from quizapp.bank.models import Bank
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Attempt


@pytest.fixture
def read(app, small_bank):
    """Return the places of all attempts at the quiz, or of a bank, as they are read in parts."""

    def read(bank_id=None):
        with app.app_context():
            session = db.session()
            wanted = whole.of_quiz("test") if bank_id is None else whole.of_bank(bank_id)
            attempts = whole.attempts_taken(session, wanted, None, now=utcnow())
            reader = whole.Reader(session, whole.questions_of_versions(session, bank_id))
            found = [row for part in (attempts[:7], attempts[7:]) for row in reader.places_of(part)]
            session.rollback()
            return found

    return read


@pytest.mark.longer
def test_all_is_read_in_parts_as_it_is_read_at_once(app, sit, read):
    sit(9)
    sit(3, again=True)
    sit(4, quiz_key="other", name="Elsewhere")
    with app.app_context():  # one has ended by itself, and another goes on
        over = {1: utcnow() - timedelta(minutes=1), 2: utcnow() + timedelta(minutes=1)}
        for number, closes_at in over.items():
            open_again = {"finished_at": None, "score": None, "closes_at": closes_at}
            db.session.execute(sa.update(Attempt).where(Attempt.id == number).values(open_again))
        db.session.commit()
        at_once = queries.answers_to_quiz(db.session(), "test", now=utcnow())
        db.session.rollback()
    assert read() == at_once
    assert len(at_once) == 11 * 4
    assert at_once[0].attempt_id == 1


def test_a_bank_is_read_by_its_own_questions(app, sit, read):
    sit(5)
    with app.app_context():
        bank_id = db.session.scalars(sa.select(Bank.id)).one()
        at_once = queries.answers_to_bank(db.session(), bank_id, now=utcnow())
        db.session.rollback()
    assert read(bank_id) == at_once
    assert read(bank_id + 1) == []


def test_more_than_a_page_reads_is_noticed(app, sit):
    with app.app_context():
        assert not whole.is_more_than(db.session(), 0)
    sit(5)
    with app.app_context():
        assert whole.is_more_than(db.session(), 19)
        assert not whole.is_more_than(db.session(), 20)
