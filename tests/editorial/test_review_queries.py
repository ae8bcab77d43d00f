from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question, State
from quizapp.bank.states import By, change_state
from quizapp.db import db
from quizapp.editorial.review_queries import count_waiting, waiting_questions, waits


@pytest.fixture
def session(app, people, now):
    """A session in which three questions wait, the first of them longest."""
    with app.app_context():
        for place, question in enumerate(db.session.scalars(sa.select(Question).order_by(Question.id).limit(3))):
            change_state(db.session(), question, State.REVIEW, By(people["editor"]), now=now + timedelta(place))
        yield db.session()
        db.session.rollback()


@pytest.mark.longer
def test_those_come_first_that_have_waited_longest(session, now):
    rows = waiting_questions(session, sa.true())
    assert [row.asked_at for row in rows] == [now, now + timedelta(1), now + timedelta(2)]
    assert (rows[0].asked_by, rows[0].bank, count_waiting(session, sa.true())) == ("editor", "A small bank", 3)
    assert waiting_questions(session, sa.true(), 1) == rows[1:]


@pytest.mark.longer
def test_only_what_somebody_may_see_is_found(session):
    assert [len(waiting_questions(session, Question.key == "brokered", first)) for first in (0, 1)] == [1, 0]
    assert count_waiting(session, Question.key == "brokered") == 1
    assert count_waiting(session, sa.false()) == 0


@pytest.mark.longer
def test_what_lies_in_the_trash_does_not_wait(session, now):
    session.execute(sa.update(Question).where(Question.key == "brokered").values(trashed_at=now))
    assert len(waiting_questions(session, sa.true())) == count_waiting(session, sa.true()) == 2


@pytest.mark.longer
def test_a_page_takes_one_statement(session, statements):
    with statements() as ran:
        waiting_questions(session, sa.true())
    assert len(ran) == 1


@pytest.mark.sqlite
def test_those_that_wait_are_found_by_an_index(session):
    with_index = session.execute(sa.text("EXPLAIN QUERY PLAN " + _statement(session))).all()
    assert "ix_questions_not_ready" in str(with_index)


def _statement(session):
    statement = sa.select(sa.func.count()).select_from(Question).where(waits())
    return str(statement.compile(session.bind, compile_kwargs={"literal_binds": True}))
