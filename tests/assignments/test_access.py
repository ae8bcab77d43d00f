from __future__ import annotations

import pytest
from flask_login import login_user
from werkzeug.exceptions import HTTPException, NotFound

from quizapp.accounts.models import Person, Role
from quizapp.accounts.visitor import visitor_of
from quizapp.assignments import access, services
from quizapp.assignments.access import TrashedError
from quizapp.clock import utcnow
from quizapp.db import db


@pytest.fixture
def asking(app):
    """Ask for something as a person within a request."""

    def asking(person_id, ask):
        with app.test_request_context():
            login_user(visitor_of(db.session.get_one(Person, person_id)))
            return ask()

    return asking


def test_teachers_of_the_class_look_after_an_assignment_and_nobody_else(
    asking, give_out, teacher, students, make_person
):
    assignment = give_out()
    given = asking(teacher, lambda: access.open_assignment(assignment))
    assert (given.assignment.id, str(given.zone)) == (assignment, "UTC")
    for stranger in (students[0], make_person(Role.INSTRUCTOR)):
        with pytest.raises(NotFound):
            asking(stranger, lambda: access.open_assignment(assignment))


def test_what_lies_in_the_trash_is_opened_where_that_is_meant(asking, give_out, teacher, change):
    assignment = give_out()
    change(assignment, services.remove_assignment, now=utcnow())
    with pytest.raises(TrashedError):
        asking(teacher, lambda: access.open_assignment(assignment))
    assert asking(teacher, lambda: access.open_trashed(assignment)).assignment.id == assignment


def test_an_archived_class_is_looked_at_and_not_changed(asking, give_out, teacher, archive):
    assignment = give_out()
    archive()
    assert asking(teacher, lambda: access.open_assignment(assignment)).assignment.id == assignment
    with pytest.raises(HTTPException) as caught:
        asking(teacher, lambda: access.open_assignment(assignment, to_change=True))
    assert caught.value.get_response().status_code == 302


@pytest.mark.longer
def test_a_task_is_its_students_and_not_its_teachers(asking, give_out, teacher, students):
    assignment = give_out()
    assert asking(students[0], lambda: access.open_task(assignment)).assignment.id == assignment
    with pytest.raises(NotFound):
        asking(teacher, lambda: access.open_task(assignment))


def test_a_student_is_opened_in_their_own_class_alone(asking, give_out, teacher, students, make_person):
    assignment = give_out()

    def open_student(person_id):
        return access.open_student(access.open_assignment(assignment), person_id)

    assert asking(teacher, lambda: open_student(students[1])).person_id == students[1]
    stranger = make_person()
    with pytest.raises(NotFound):
        asking(teacher, lambda: open_student(stranger))


@pytest.mark.longer
def test_a_teacher_who_follows_a_student_s_link_comes_to_their_own_page(
    browse, give_out, teacher, students, make_person
):
    path = f"/assignments/{give_out()}"
    reply = browse(teacher).get(path)
    assert (reply.status_code, reply.location) == (302, f"{path}/students")
    assert browse(students[0]).get(path).status_code == 200
    assert browse(make_person(Role.INSTRUCTOR)).get(path).status_code == 404
