from __future__ import annotations

import pytest

from quizapp.accounts.models import Role
from quizapp.classroom import services
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db


@pytest.mark.longer
def test_a_teacher_makes_a_class_and_finds_it(client, sign_in, teacher):
    sign_in(client, teacher)
    assert "You have no class yet" in client.get("/classes").text
    reply = client.post("/classes/new", data={"name": " 10 b "}, follow_redirects=True)
    assert reply.status_code == 200
    assert "10 b" in reply.text
    assert "10 b" in client.get("/classes").text


@pytest.mark.longer
def test_a_class_needs_a_name(client, sign_in, teacher):
    sign_in(client, teacher)
    reply = client.post("/classes/new", data={"name": "  "})
    assert reply.status_code == 422
    assert "Please give the class a name" in reply.text


@pytest.mark.longer
def test_a_student_sees_their_classes_and_who_teaches_them(app, client, sign_in, make_class, make_person):
    student, number = make_person(), make_class()
    sign_in(client, student)
    assert "You are in no class yet" in client.get("/classes").text
    with app.app_context():
        services.enrol_student(db.session(), db.session().get_one(SchoolClass, number), student, "A", now=utcnow())
        db.session.commit()
    assert f"/classes/{number}/mine" in client.get("/classes").text
    assert "Ms Hakobyan" in client.get(f"/classes/{number}/mine").text


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


@pytest.mark.longer
def test_names_that_would_be_scripts_are_shown_as_they_are(app, client, sign_in, make_class, make_person, teacher):
    student, number = make_person(), make_class(HOSTILE, subtitle=HOSTILE)
    with app.app_context():
        school_class = db.session().get_one(SchoolClass, number)
        services.enrol_student(db.session(), school_class, student, HOSTILE, now=utcnow()).group_name = HOSTILE
        db.session.commit()
    sign_in(client, teacher)
    own = ("", "/settings", "/teachers", "/copy", "/cards", "/code", "/roster", f"/students/{student}")
    pages = [client.get(f"/classes/{number}{page}") for page in own] + [client.get("/classes")]
    pages.append(client.post(f"/classes/{number}/roster/preview", data={"text": HOSTILE}))
    sign_in(app.test_client(), student)
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


def test_a_first_visitor_is_in_no_class(client):
    assert "You are in no class yet" in client.get("/classes").text


@pytest.mark.longer
def test_who_learns_in_a_class_is_led_from_its_teachers_page_to_their_own(
    app, sign_in, make_class, make_person, teacher
):
    student, colleague, number = make_person(), make_person(Role.INSTRUCTOR), make_class()
    with app.app_context():
        school_class = db.session().get_one(SchoolClass, number)
        for person_id in (student, colleague):
            services.enrol_student(db.session(), school_class, person_id, "A", now=utcnow())
        db.session.commit()
    page, own = f"/classes/{number}", f"/classes/{number}/mine"
    for person_id in (student, colleague):
        assert sign_in(app.test_client(), person_id).get(page).location == own
    assert sign_in(app.test_client(), teacher).get(page).status_code == 200
    assert sign_in(app.test_client(), make_person()).get(page).status_code == 404
    assert "/sign-in" in app.test_client().get(page).location
