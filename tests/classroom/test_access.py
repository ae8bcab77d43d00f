from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask_login import login_user
from werkzeug.exceptions import HTTPException

from quizapp.accounts.models import Person, Role
from quizapp.accounts.visitor import visitor_of
from quizapp.classroom import access, services
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.db import db

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def opened(app):
    """Return a function that says with which status somebody opens a class, as who teaches and as who learns there."""

    def opened(person_id, class_id, *, to_change=False):
        statuses = []
        with app.test_request_context():
            if person_id:
                login_user(visitor_of(db.session().get_one(Person, person_id)))
            for opener in (lambda: access.open_class(class_id, to_change), lambda: access.open_own_class(class_id)):
                try:
                    opener()
                except HTTPException as error:
                    statuses.append(error.get_response().status_code)
                else:
                    statuses.append(200)
            db.session.rollback()
        return statuses

    return opened


def test_a_class_is_its_teachers_and_its_students_and_nobody_elses(app, opened, make_class, make_person, teacher):
    student, stranger, colleague = make_person(), make_person(), make_person(Role.INSTRUCTOR)
    number = make_class()
    with app.app_context():
        services.enrol_student(db.session(), db.session().get_one(SchoolClass, number), student, "Ani", now=NOW)
        db.session.commit()
    assert opened(teacher, number) == [200, 404]
    assert opened(student, number) == [404, 200]
    for person in (stranger, colleague, None):
        assert opened(person, number) == [404, 404]
    assert opened(teacher, 999) == [404, 404]


def test_an_admin_opens_every_class(app, opened, make_class, make_person):
    admin, number = make_person(Role.INSTRUCTOR), make_class()
    with app.app_context():
        db.session().get_one(Person, admin).is_admin = True
        db.session.commit()
    assert opened(admin, number, to_change=True) == [200, 404]


def test_a_teacher_who_became_a_student_teaches_no_more(app, opened, make_class, teacher):
    number = make_class()
    with app.app_context():
        db.session().get_one(Person, teacher).role = Role.STUDENT
        db.session.commit()
    assert opened(teacher, number) == [404, 404]


def test_who_left_a_class_does_not_see_it(app, opened, make_class, make_person):
    student, number = make_person(), make_class()
    with app.app_context():
        db.session.add(Enrolment(class_id=number, person_id=student, roster_name="Ani", joined_at=NOW, left_at=NOW))
        db.session.commit()
    assert opened(student, number) == [404, 404]


def test_an_archived_class_is_looked_at_and_not_changed(app, opened, make_class, teacher):
    number = make_class()
    with app.app_context():
        db.session().get_one(SchoolClass, number).archived_at = NOW
        db.session.commit()
    assert opened(teacher, number) == [200, 404]
    assert opened(teacher, number, to_change=True) == [302, 404]
