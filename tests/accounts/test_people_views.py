from __future__ import annotations

import re
from datetime import timedelta

import pytest

from quizapp.accounts.models import Person, Role, SecondFactor
from quizapp.accounts.services import create_students
from quizapp.clock import utcnow
from quizapp.db import db

PASSWORD = "a long enough password"


@pytest.fixture
def admin(app, client, make_person, sign_in):
    admin_id = make_person(Role.INSTRUCTOR, "Ada")
    with app.app_context():
        db.session.get(Person, admin_id).is_admin = True
        db.session.commit()
    return sign_in(client, admin_id)


@pytest.fixture
def ben(make_person):
    return make_person(Role.STUDENT, "Ben")


@pytest.mark.longer
def test_people_are_listed_for_admins_with_what_they_are(admin, ben):
    page = admin.get("/people").text
    assert re.search(r"Ben</a>\s*</span>\s*<small[^>]*>student<", page)
    assert re.search(r"Ada</a>\s*</span>\s*<small[^>]*>admin<", page)
    assert "signs in as" not in page  # as their names are
    assert "Nobody has a name like this." in admin.post("/people", data={"name": "zzz"}).text


@pytest.mark.longer
def test_two_of_one_name_are_told_apart_by_what_they_sign_in_as(app, admin, ben):
    with app.app_context():
        create_students(db.session(), [("Ben", "")], now=utcnow())
        db.session.commit()
    page = admin.get("/people").text
    assert page.count("signs in as ben 2") == page.count("signs in as") == 1
    assert "Signs in as: <bdi>ben 2</bdi>" in admin.get(f"/people/{ben + 1}").text


@pytest.mark.longer
def test_a_student_is_made_an_instructor_and_may_open_the_banks(app, admin, ben, sign_in):
    reply = admin.post(f"/people/{ben}", data={"deed": "instructor"}, follow_redirects=True)
    assert "Ben is an instructor now." in reply.text
    assert "Ada: Ben is an instructor now." in admin.get("/people").text
    assert sign_in(app.test_client(), ben).get("/banks").status_code == 200


def asked_first(page: str, summary: str) -> str:
    """Return what stands in the box behind a word."""
    return page[page.index(f"<summary>{summary}</summary>") :].partition("</details>")[0]


@pytest.mark.longer
def test_taking_somebodys_rights_or_second_factor_away_is_asked_about_first(app, admin, ben):
    admin.post(f"/people/{ben}", data={"deed": "instructor"})
    with app.app_context():
        db.session.add(SecondFactor(person_id=ben, seed="s", salt="s", last_step=0, made_at=utcnow()))
        db.session.commit()
    page = admin.get(f"/people/{ben}").text
    assert "their second factor goes" in asked_first(page, "Make a student")
    assert ">Yes, make Ben a student<" in asked_first(page, "Make a student")
    assert ">Yes, take it away from Ben<" in asked_first(page, "Take the second factor away")
    assert page.count('value="student"') == page.count('value="factor"') == 1
    admin.post(f"/people/{ben}", data={"deed": "student"})
    page = admin.get(f"/people/{ben}").text
    assert "Make a student" not in page
    assert "Take the second factor away" not in page


@pytest.mark.longer
def test_making_an_admin_is_asked_about_first(admin, ben):
    page = admin.get(f"/people/{ben}").text
    asked = asked_first(page, "Make an admin")
    assert "Ben could then do everything" in asked
    assert re.search(r'value="admin"[^>]*>Yes, make Ben an admin<', asked)
    assert page.count('value="admin"') == 1
    assert "Ben is an admin now." in admin.post(f"/people/{ben}", data={"deed": "admin"}, follow_redirects=True).text
    assert "Make an admin" not in admin.get(f"/people/{ben}").text


@pytest.mark.longer
def test_deactivating_is_asked_about_first_and_letting_in_again_is_not(admin, ben):
    page = admin.get(f"/people/{ben}").text
    asked = asked_first(page, "Deactivate")
    assert "Ben is signed out at once and cannot sign in any more" in asked
    assert re.search(r'value="deactivate"[^>]*>Yes, deactivate Ben<', asked)
    assert page.count('value="deactivate"') == 1
    admin.post(f"/people/{ben}", data={"deed": "deactivate"})
    page = admin.get(f"/people/{ben}").text
    assert ">Let sign in again</button>" in page
    assert "<summary>Deactivate</summary>" not in page


@pytest.mark.longer
def test_who_is_deactivated_is_signed_out_and_stays_out(app, admin, ben, sign_in):
    theirs = sign_in(app.test_client(), ben)
    admin.post(f"/people/{ben}", data={"deed": "deactivate"})
    assert "Sign out" not in theirs.get("/").text
    assert theirs.post("/sign-in", data={"name": "Ben", "password": PASSWORD}).status_code == 401
    admin.post(f"/people/{ben}", data={"deed": "activate"})
    assert theirs.post("/sign-in", data={"name": "Ben", "password": PASSWORD}).status_code == 302


@pytest.mark.longer
def test_a_new_password_is_shown_once_and_works(app, admin, ben):
    page = admin.post(f"/people/{ben}/password").text
    password = re.search(r"<code>([a-z-]{19})</code>", page)[1]
    assert password not in admin.get(f"/people/{ben}").text
    client = app.test_client()
    reply = client.post("/sign-in", data={"name": "Ben", "password": password})
    assert reply.headers["Location"] == "/settings/password"
    assert "Somebody else knows your password" in client.get("/settings/password").text
    own = {"current": password, "password": PASSWORD, "again": PASSWORD}
    client.post("/settings/password", data=own)
    assert client.post("/sign-in", data={"name": "Ben", "password": PASSWORD}).headers["Location"] == "/"


@pytest.mark.longer
def test_a_password_that_an_admin_gave_lets_in_for_a_week(app, admin, ben):
    password = re.search(r"<code>([a-z-]{19})</code>", admin.post(f"/people/{ben}/password").text)[1]
    with app.app_context():
        person = db.session.get(Person, ben)
        assert utcnow() + timedelta(days=6) < person.password_ends_at < utcnow() + timedelta(days=8)
        person.password_ends_at = utcnow()
        db.session.commit()
    reply = app.test_client().post("/sign-in", data={"name": "Ben", "password": password})
    assert reply.status_code == 401


@pytest.mark.longer
def test_an_admin_does_nothing_to_their_own_account(app, admin):
    with app.app_context():
        own = db.session.query(Person).filter_by(name="Ada").one().id
    assert "This is you" in admin.get(f"/people/{own}").text
    for path, data in ((f"/people/{own}", {"deed": "student"}), (f"/people/{own}/password", {})):
        assert admin.post(path, data=data).status_code == 302
    assert admin.get("/people").status_code == 200


@pytest.mark.longer
@pytest.mark.parametrize("deed", ["", "king", "password"])
def test_an_unknown_deed_changes_nothing(admin, ben, deed):
    assert admin.post(f"/people/{ben}", data={"deed": deed}).status_code == 302
    assert "student" in admin.get(f"/people/{ben}").text


@pytest.mark.longer
def test_other_instructors_are_refused(app, client, ben, make_person, sign_in):
    sign_in(client, make_person(Role.INSTRUCTOR, "Carl"))
    assert client.get("/people").status_code == 403
    assert client.post(f"/people/{ben}", data={"deed": "admin"}).status_code == 403
    assert "/people" not in client.get("/").text
