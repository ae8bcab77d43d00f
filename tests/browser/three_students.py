"""A teacher and a class of three students, of whom the last has twice the time: for browser tests of assignments."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page

from quizapp.accounts.models import Role
from quizapp.accounts.passwords import hash_password
from quizapp.accounts.services import Credentials, create_account
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import DrawnBy, QuizSettings
from quizapp.classroom.models import Enrolment
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db

PASSWORD = "a long enough password"
STUDENTS = ("Ani", "Babken", "Carine")


def sign_in(page: Page, site: str, name: str) -> Page:
    page.goto(f"{site}/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def make_class(session, teacher_id, person_ids):
    made = create_class(session, teacher_id, ClassSettings("10 b", "UTC"), now=utcnow())
    for name, person_id in zip(STUDENTS, person_ids, strict=True):
        enrol_student(session, made, person_id, name, now=utcnow())
    of_carine = sa.update(Enrolment).where(Enrolment.person_id == person_ids[2])
    session.execute(of_carine.values(extra_time_percent=100))
    return made


@pytest.fixture
def classroom(app, site, make_person):
    """Make a class of three students, of whom the last has twice the time."""
    ids = [make_person(Role.INSTRUCTOR, "Ms Hakobyan"), *(make_person(name=name) for name in STUDENTS)]
    with app.app_context():
        made = make_class(db.session(), ids[0], ids[1:])
        db.session.commit()
        return made.id


def give_out(app) -> tuple[int, str]:
    """Make a class in a served database, and give a quiz of one question out; return it with a student's name."""
    session, hashed = db.session(), hash_password(PASSWORD)
    roles = (Role.INSTRUCTOR, *(Role.STUDENT for _ in STUDENTS))
    names = ("Ms Hakobyan", *STUDENTS)
    ids = [
        create_account(session, Credentials(name, hashed), role, now=utcnow()).id
        for name, role in zip(names, roles, strict=True)
    ]
    made = make_class(session, ids[0], ids[1:])
    settings = QuizSettings(rules=(DrawnBy(count=1, query="kind:true_false"),), minutes=30)
    given = Given("quiz", "Short", settings)
    assignment = create_assignment(session, made.id, given, by_id=ids[0], seed=1, now=utcnow())
    session.commit()
    return assignment.id, STUDENTS[0]
