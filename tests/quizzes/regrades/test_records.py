from __future__ import annotations

import pytest

from quizapp.accounts.models import Person
from quizapp.bank.models import Question
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Attempt, Regrade, Slot
from quizapp.quizzes.regrades import records, regrading
from quizapp.quizzes.regrades.plan import Rule, plan_regrade
from quizapp.quizzes.regrades.regrading import Decision

WRONG = {"answer": "Ararat Mirzoyan", "distractors": ["Nikol Pashinyan", "Dmytro Kuleba", "Vladimir Putin"]}


@pytest.fixture
def regraded(app, asked, edit, answered, make_person):
    """Return a question's id, and that of a regrade of two answers of which one differs."""
    answered("premier", ("1",))
    answered("premier", ("2",))
    edit("premier", **WRONG)
    by, question_id = make_person(name="Ms Petrosyan"), asked("premier")
    with app.app_context():
        plan = plan_regrade(db.session(), question_id, Rule.NEW_KEY)
        done = regrading.regrade_answers(db.session(), question_id, plan, Decision(by, "Why"), now=utcnow())
        db.session.commit()
        return question_id, done.id, by


@pytest.mark.longer
def test_a_regrade_is_found_with_who_did_it_and_who_took_it_back(app, regraded):
    question_id, regrade_id, by = regraded
    with app.app_context():
        row = records.regrade_by_id(db.session(), regrade_id)
        assert (row.by, row.undone_by, row.regrade.changed) == ("Ms Petrosyan", "", 1)
        regrading.undo_regrade(db.session(), row.regrade, person_id=by, now=utcnow())
        (again,) = records.regrades_of_question(db.session(), question_id)
        assert again.undone_by == "Ms Petrosyan"
        assert records.regrade_by_id(db.session(), 999) is None
        assert records.regrades_of_question(db.session(), 999) == []
        db.session.rollback()


@pytest.mark.longer
def test_the_scores_that_differ_are_listed_by_student(app, regraded):
    _question_id, regrade_id, by = regraded
    with app.app_context():
        (one,) = records.differences_of_regrade(db.session(), regrade_id, by)
        assert (one.was, one.becomes, one.points_were, one.points_become, one.worth) == (0.0, 1.0, 0.0, 1.0, 1)
        assert one.finished
        assert records.differences_of_regrade(db.session(), regrade_id, by, page=2) == []
        db.session.rollback()


@pytest.mark.longer
def test_only_the_teachers_of_a_student_read_the_name(app, regraded, make_person):
    (_question_id, regrade_id, by), colleague = regraded, make_person(name="Mr Sargsyan")
    with app.app_context():
        session = db.session()
        assert [one.name for one in records.differences_of_regrade(session, regrade_id, by)] == [""]
        learner = session.scalars(db.select(Person).where(Person.name.startswith("student"))).first()
        school_class = create_class(session, by, ClassSettings("10 b", "UTC"), now=utcnow())
        enrolment = enrol_student(session, school_class, learner.id, learner.name, now=utcnow())
        enrolment.is_borrowed = True  # a list brought the account in by its name
        session.flush()
        assert [one.name for one in records.differences_of_regrade(session, regrade_id, by)] == [""]
        enrolment.is_borrowed = False
        session.flush()
        (one,) = records.differences_of_regrade(session, regrade_id, by)
        assert one.name == learner.name
        assert [one.name for one in records.differences_of_regrade(session, regrade_id, colleague)] == [""]
        session.rollback()


@pytest.mark.longer
def test_planned_differences_are_described_alike(app, asked, edit, answered):
    answered("premier", ("1",))
    edit("premier", **WRONG)
    question_id = asked("premier")
    with app.app_context():
        plan = plan_regrade(db.session(), question_id, Rule.NEW_KEY)
        (one,) = records.described(db.session(), plan.differing, 0)
        assert (one.was, one.becomes, one.points_were, one.points_become) == (0.0, 1.0, 0.0, 1.0)
        assert db.session.get(Question, question_id) is not None
        db.session.rollback()


@pytest.mark.longer
def test_notes_are_for_answers_that_a_standing_regrade_graded_again(app, regraded):
    _question_id, regrade_id, by = regraded
    with app.app_context():
        slots = list(db.session.scalars(db.select(Slot.id)))
        notes = records.regrade_notes(db.session(), slots)
        assert [(note.reason, note.was, note.becomes, note.differs) for note in notes.values()] == [
            ("Why", 0.0, 1.0, True),
            ("Why", 0.0, 0.0, False),
        ]
        regrading.undo_regrade(db.session(), db.session.get_one(Regrade, regrade_id), person_id=by, now=utcnow())
        assert records.regrade_notes(db.session(), slots) == {}
        assert db.session.get(Attempt, 1) is not None
        db.session.rollback()
