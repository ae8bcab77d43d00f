from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.analysis import queries
from quizapp.bank.models import Bank, Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Attempt, Quiz, Slot


@pytest.mark.longer
def test_finished_attempts_of_students_at_the_quiz_are_returned_blanks_too(app, sit):
    sit(6)
    sit(2, role=Role.INSTRUCTOR, name="Colleague")
    sit(3, quiz_key="another")
    with app.app_context():
        db.session.execute(sa.update(Attempt).where(Attempt.id == 1).values(finished_at=None))
        rows = queries.answers_to_quiz(db.session(), "test", now=utcnow())
    assert len(rows) == 5 * 4
    assert [row.attempt_id for row in rows] == sorted(row.attempt_id for row in rows), "in the order of time"
    assert any(not row.answers for row in rows)
    assert {row.worth for row in rows} == {4}


def test_questions_that_count_no_more_are_left_out(app, sit):
    sit(5)
    with app.app_context():
        db.session.execute(sa.update(Slot).where(Slot.position == 1).values(dropped=True))
        db.session.execute(sa.update(Attempt).values(dropped=1))
        rows = queries.answers_to_quiz(db.session(), "test", now=utcnow())
    assert len(rows) == 5 * 3
    assert {row.worth for row in rows} == {3}


def test_a_group_of_learners_can_be_looked_at_alone(app, sit):
    sit(6)
    with app.app_context():
        some = sa.select(Person.id).where(Person.name.in_(["Student 1", "Student 2"]))
        rows = queries.answers_to_quiz(db.session(), "test", Attempt.learner_id.in_(some), now=utcnow())
    assert len(rows) == 2 * 4


@pytest.mark.longer
def test_of_a_bank_and_a_question_what_was_answered_counts_in_any_quiz(app, sit, ids):
    sit(6)
    sit(6, quiz_key="another", again=True)
    with app.app_context():
        bank = db.session.scalars(sa.select(Bank.id)).one()
        assert len(queries.answers_to_bank(db.session(), bank, now=utcnow())) == 2 * 6 * 4
        db.session.execute(sa.update(Quiz).where(Quiz.fingerprint == "another").values(selection={"size": 4}))
        practised = [row for row in queries.answers_to_bank(db.session(), bank, now=utcnow()) if row.attempt_id > 6]
        assert all(row.answers for row in practised), "a student may leave practice at any question"
        assert len(practised) < 6 * 4
        assert len(queries.answers_to_question(db.session(), ids["premier"], now=utcnow())) == 12
        assert queries.answers_to_bank(db.session(), bank + 1, now=utcnow()) == []


def test_of_very_many_answers_the_newest_whole_attempts_are_returned(app, sit, monkeypatch):
    sit(6)
    monkeypatch.setattr(queries, "MOST_ANSWERS", 10)
    with app.app_context():
        rows = queries.answers_to_quiz(db.session(), "test", now=utcnow())
    assert [row.attempt_id for row in rows] == [5] * 4 + [6] * 4


def test_all_versions_of_questions_in_sight_are_returned(app, sit, ids):
    with app.app_context():
        mine = queries.versions_of(db.session(), [ids["premier"]], sa.true())
        assert [(one.key, one.number, one.is_current, one.bank_key) for one in mine] == [("premier", 1, True, "small")]
        assert queries.versions_of(db.session(), [ids["premier"]], Question.id < 0) == []


@pytest.mark.longer
def test_students_are_counted_by_quiz(app, sit):
    sit(6)
    sit(6, again=True)
    sit(2, role=Role.INSTRUCTOR, name="Colleague")
    with app.app_context():
        assert queries.students_by_quiz(db.session(), now=utcnow()) == {"test": 6}
