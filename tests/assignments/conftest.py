"""A class with students, something given out to it, and students who go through it as browsers do."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.assignments import services
from quizapp.assignments.models import Assignment
from quizapp.assignments.outcomes import outcomes_of
from quizapp.assignments.services import Given
from quizapp.assignments.settings import settings_of
from quizapp.assignments.sitting import Beginning, plan_sitting, start_sitting
from quizapp.bank.models import Question
from quizapp.classroom.models import ClassTeacher, Enrolment, SchoolClass
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.scheduling.state import Rules
from tests import practice

load, small_bank, browse = practice.load, practice.small_bank, practice.browse
stored, statements, cards_of = practice.stored, practice.statements, practice.cards_of
RULES = Rules(ZoneInfo("UTC"))
DAY = timedelta(days=1)


@pytest.fixture
def teacher(make_person):
    return make_person(Role.INSTRUCTOR, "Ms Hakobyan")


@pytest.fixture
def make_class(app, teacher):
    """Make a class of the teacher's with some students, and return its id."""

    def make(*students, zone="UTC", name="10 b"):
        with app.app_context():
            made = create_class(db.session(), teacher, ClassSettings(name, zone), now=utcnow())
            for number, person_id in enumerate(students):
                enrol_student(db.session(), made, person_id, f"Student {number}", now=utcnow())
            db.session.commit()
            return made.id

    return make


@pytest.fixture
def colleague(app, class_id, make_person, browse):
    """The browser of somebody who teaches the class, too."""
    person_id = make_person(Role.INSTRUCTOR, "Mr Sargsyan")
    with app.app_context():
        db.session.add(ClassTeacher(class_id=class_id, person_id=person_id, role="teacher", since=utcnow()))
        db.session.commit()
    return browse(person_id)


@pytest.fixture
def students(make_person):
    return [make_person(name=name) for name in ("Ani", "Babken", "Carine")]


@pytest.fixture
def class_id(make_class, students):
    return make_class(*students)


@pytest.fixture
def question_ids(app, small_bank):
    with app.app_context():
        return dict(db.session.execute(sa.select(Question.key, Question.id)).all())


@pytest.fixture
def give_out(app, class_id, teacher, question_ids):
    """Give out a quiz of three questions, or what is said, and return its id."""

    def give_out(kind="quiz", *, days=1, of=None, **said):
        now = utcnow().replace(microsecond=0)
        dates = {name: said.pop(name) for name in ("opens_at", "late_until") if name in said}
        dates["closes_at"] = said.pop("closes_at", now + days * DAY if days else None)
        if kind == "quiz" and "rules" not in said:
            said.setdefault("questions", [question_ids[key] for key in ("premier", "brokered", "surname")])
        with app.app_context():
            given = Given(kind, said.pop("title", "The first week"), settings_of(kind, said), **dates)
            assignment = services.create_assignment(db.session(), of or class_id, given, by_id=teacher, seed=7, now=now)
            db.session.commit()
            return assignment.id

    return give_out


@pytest.fixture
def change(app):
    """Do something to an assignment, in one transaction: a service and what it wants beside session and assignment."""

    def change(assignment_id, service, *arguments, **more):
        with app.app_context():
            assignment = db.session.get_one(Assignment, assignment_id)
            done = service(db.session(), assignment, *arguments, **more)
            db.session.commit()
            return done

    return change


@pytest.fixture
def outcome(app):
    """Return what became of an assignment with a student."""

    def outcome(assignment_id, person_id, now=None):
        with app.app_context():
            assignment = db.session.get_one(Assignment, assignment_id)
            percents = dict(
                db.session.execute(
                    sa.select(Enrolment.person_id, Enrolment.extra_time_percent).where(
                        Enrolment.class_id == assignment.class_id
                    )
                ).all()
            )
            found = outcomes_of(db.session(), [assignment], percents, RULES, now=now or utcnow())
            db.session.rollback()
            return found[assignment_id, person_id]

    return outcome


@pytest.fixture
def extra_time(app, class_id):
    """Let a student's enrolment say how much more time they get, in percent."""

    def extra_time(person_id, percent):
        with app.app_context():
            of = Enrolment.class_id == class_id, Enrolment.person_id == person_id
            db.session.execute(sa.update(Enrolment).where(*of).values(extra_time_percent=percent))
            db.session.commit()

    return extra_time


@pytest.fixture
def archive(app, class_id):
    def archive():
        with app.app_context():
            db.session.get_one(SchoolClass, class_id).archived_at = utcnow()
            db.session.commit()

    return archive


@pytest.fixture
def sit(app, outcome, browse):
    """Let a student sit down, and return their player and the attempt."""

    def sit(assignment_id, person_id, *, now=None, password="", event_id=None):
        now = now or utcnow()
        with app.app_context():
            found = outcome(assignment_id, person_id, now)
            assignment = db.session.get_one(Assignment, assignment_id)
            beginning = Beginning(event_id or practice.new_event(), password)
            planned = plan_sitting(db.session(), assignment, found, beginning, now=now)
            going_on = isinstance(planned, int)
            attempt_id = planned if going_on else start_sitting(db.session(), assignment, planned, now=now)
            db.session.commit()
        return practice.Player(app, browse(person_id)), attempt_id

    return sit
