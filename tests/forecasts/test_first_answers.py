from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.forecasts.first_answers import citations_of, first_answers
from quizapp.quizzes.models import Attempt, Slot

ALL = sa.true()


@pytest.fixture
def told(app):
    """Return what some people answered first, as (question, answers) → (whether it is right, how many)."""

    def told(people, within=ALL):
        with app.app_context():
            keys = {one.id: one.key for one in db.session.scalars(sa.select(Question))}
            found = first_answers(db.session(), people, within, now=utcnow())
            db.session.rollback()
        return {(keys[one.question_id], one.answers): (one.is_right, one.students) for one in found}

    return told


@pytest.mark.longer
def test_each_student_counts_once_for_each_question_with_their_first_answer(app, make_person, sit, told):
    one, other, third, stranger = (make_person() for _ in range(4))
    sit(one, premier=("1",), brokered=("true",))
    sit(one, premier=("0",), brokered=("false",))
    sit(other, premier=("1",))
    sit(third, premier=("0",))
    sit(third, surname=("Putin",))
    sit(stranger, premier=("1",))
    sit(one, finish=False, surname=("Kuleba",))
    people = [one, other, third]
    assert told(people) == {
        ("premier", ("1",)): (False, 2),
        ("premier", ("0",)): (True, 1),
        ("brokered", ("true",)): (True, 1),
        ("surname", ("Putin",)): (False, 1),
    }
    assert told(people, Question.key == "surname") == {("surname", ("Putin",)): (False, 1)}
    assert told([]) == {}
    with app.app_context():  # as soon as it has ended by itself, what was left open counts
        open_one = sa.update(Attempt).where(Attempt.finished_at.is_(None))
        db.session.execute(open_one.values(closes_at=utcnow() - timedelta(minutes=1)))
        db.session.commit()
    assert told(people)["surname", ("Kuleba",)] == (False, 1)


@pytest.mark.longer
def test_how_many_were_sure_is_counted(app, make_person, sit):
    people = [make_person() for _turn in range(3)]
    for person in people:
        sit(person, premier=("1",))
    with app.app_context():
        for slot, certainty in zip(db.session.scalars(sa.select(Slot).order_by(Slot.id)), (3, 3, 1), strict=True):
            slot.certainty = certainty
        db.session.flush()
        (found,) = first_answers(db.session(), people, ALL, now=utcnow())
        db.session.rollback()
    assert (found.students, found.sure) == (3, 2)


def test_citations_are_those_of_the_current_version(session, small_bank):
    ids = dict(session.execute(sa.select(Question.key, Question.id)).all())
    assert citations_of(session, [ids["premier"]]) == {ids["premier"]: ["ally-2023#p1"]}
    assert citations_of(session, []) == {}
