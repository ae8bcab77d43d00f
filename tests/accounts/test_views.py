from __future__ import annotations

import re
import sqlite3

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.accounts.services import create_setup_link
from quizapp.clock import utcnow
from quizapp.db import db

PASSWORD = "a long enough password"
ANI = {"name": "Ani", "password": PASSWORD}


@pytest.fixture
def ani(make_person):
    return make_person(name="Ani")


@pytest.fixture
def setup_path(app):
    with app.app_context():
        secret = create_setup_link(db.session(), now=utcnow())
        db.session.commit()
    return f"/setup/{secret}"


def signed_in(client):
    return "Sign out" in client.get("/").text


@pytest.mark.longer
def test_signing_in_leads_home(client, ani):
    reply = client.post("/sign-in", data=ANI)
    assert (reply.status_code, reply.location) == (302, "/")
    assert "Sign out Ani" in client.get("/").text


def test_signing_out_has_the_browser_forget_pages(client, ani):
    client.post("/sign-in", data=ANI)
    assert client.post("/sign-out").headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.longer
def test_the_sign_in_tells_who_is_there_already(client, ani):
    assert "comes along" not in client.get("/sign-in").text
    client.post("/review/begin")
    assert "What you have practised so far in this browser comes along." in client.get("/sign-in").text
    client.post("/sign-in", data=ANI)
    assert "You are signed in as Ani" in client.get("/sign-in").text


@pytest.mark.parametrize(
    ("wanted", "led"),
    [("/attempts", "/attempts"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("", "/")],
)
def test_signing_in_leads_back_to_a_page_of_this_site_alone(client, ani, wanted, led):
    reply = client.post("/sign-in", query_string={"next": wanted}, data=ANI)
    assert reply.location == led


@pytest.mark.longer
@pytest.mark.parametrize("fields", [{"name": "Ani", "password": "wrong one"}, {"name": "Nobody", "password": PASSWORD}])
def test_what_is_wrong_is_not_told_apart_and_the_name_is_kept(client, ani, fields):
    reply = client.post("/sign-in", data=fields)
    assert reply.status_code == 401
    assert "No account has this name and password." in reply.text
    assert f'value="{fields["name"]}"' in reply.text
    assert fields["password"] not in reply.text
    assert not signed_in(client)


@pytest.mark.longer
def test_a_guest_cannot_be_signed_in_to(client, ani):
    client.post("/review/begin")
    assert client.post("/sign-in", data={"name": " ", "password": "nobody has this password"}).status_code != 302


@pytest.mark.parametrize("missing", ["name", "password"])
def test_signing_in_needs_both(client, ani, missing):
    reply = client.post("/sign-in", data=ANI | {missing: ""})
    assert f"Please type your {missing}." in reply.text
    assert not signed_in(client)


@pytest.mark.longer
def test_signing_up_signs_in_with_a_welcome(client, stored):
    reply = client.post("/sign-up", data=ANI, follow_redirects=True)
    assert reply.request.path == "/"
    assert "Welcome, Ani." in reply.text
    assert stored("people", "name", "role") == [("Ani", "student")]


@pytest.mark.longer
def test_signing_up_keeps_the_guest_and_all_that_they_did(client, small_bank, stored):
    client.post("/practise", data={"size": "2", "feedback": "at_end", "event_id": "event-0001"})
    [(guest, _stamp)] = stored("people", "id", "session_stamp")
    client.post("/sign-up", data=ANI)
    assert stored("people", "id", "role") == [(guest, "student")]
    assert client.get("/attempts/1/questions/1").status_code == 200


@pytest.mark.longer
@pytest.mark.parametrize("path", ["/sign-up", "/sign-in"])
def test_what_somebody_else_practised_in_this_browser_is_left_out(client, ani, small_bank, stored, path):
    client.post("/practise", data={"size": "2", "feedback": "at_end", "event_id": "event-0001"})
    [(guest,)] = stored("attempts", "learner_id")
    assert "Somebody else practised here" in client.get(path).text
    name = "Ani" if path == "/sign-in" else "Aram"
    assert client.post(path, data=ANI | {"name": name, "not_mine": "1"}).status_code == 302
    assert stored("attempts", "learner_id") == [(guest,)]
    assert (guest, "guest") in stored("people", "id", "role")
    assert client.get("/attempts/1/questions/1").status_code == 404


@pytest.mark.longer
def test_signing_up_while_signed_in_makes_another_person(client, ani, stored):
    client.post("/sign-in", data=ANI)
    client.post("/sign-up", data=ANI | {"name": "Aram"})
    assert [name for _id, name in stored("people", "id", "name")] == ["Ani", "Aram"]


@pytest.mark.longer
def test_a_guest_whose_sign_up_cannot_be_saved_keeps_their_place(app, client, small_bank, stored):
    client.post("/practise", data={"size": "2", "feedback": "at_once", "event_id": "event-of-a-guest"})
    [(guest, stamp)] = stored("people", "id", "session_stamp")

    def fill(_session):
        orig = sqlite3.OperationalError("database or disk is full")
        orig.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise sa.exc.OperationalError("COMMIT", {}, orig)

    sent = {"name": "Ani", "password": "a long enough password"}
    sa.event.listen(db.session, "before_commit", fill)
    try:
        refused = client.post("/sign-up", data=sent)
    finally:
        sa.event.remove(db.session, "before_commit", fill)
    assert refused.status_code == 503
    assert stored("people", "id", "session_stamp") == [(guest, stamp)]
    assert client.post("/sign-up", data=sent).status_code == 302
    assert stored("people", "id", "role") == [(guest, "student")]


@pytest.mark.longer
def test_a_taken_name_is_said_and_the_guest_stays(client, ani, stored):
    client.post("/review/begin")
    reply = client.post("/sign-up", data=ANI | {"name": "ANI"})
    assert reply.status_code == 422
    assert "Somebody signs in with this name already." in reply.text
    assert 'value="ANI"' in reply.text
    assert [role for _id, role in stored("people", "id", "role")] == ["student", "guest"]


def test_a_short_password_is_said(client, stored):
    page = client.post("/sign-up", data=ANI | {"password": "short"}).text
    assert "A password has at least 8 characters." in page
    assert re.findall(r'<input[^>]*data-focus[^>]*name="(\w+)"', page) == ["password"]
    assert stored("people") == []


@pytest.mark.longer
def test_signing_out_ends_the_session(client, ani):
    client.post("/sign-in", data=ANI)
    reply = client.post("/sign-out", follow_redirects=True)
    assert "You are signed out." in reply.text
    assert not signed_in(client)


@pytest.mark.longer
def test_signing_out_by_get_is_refused(client, ani):
    client.post("/sign-in", data=ANI)
    assert client.get("/sign-out").status_code == 405
    assert signed_in(client)


@pytest.mark.longer
def test_the_setup_link_makes_one_instructor(client, setup_path, stored):
    assert client.get(setup_path).status_code == 200
    assert client.post(setup_path, data=ANI).location == "/"
    page = client.get("/").text
    assert "Welcome, Ani." in page
    assert 'href="/classes/new"' in page, "the first thing to do stands there"
    assert client.get("/people").status_code == 200, "who made the site looks after it"
    assert stored("people", "name", "role") == [("Ani", "instructor")]
    assert client.get(setup_path).location == "/sign-in"
    assert "the first account is made" in client.get("/sign-in").text
    assert client.post(setup_path, data=ANI | {"name": "Aram"}).location == "/sign-in"
    assert stored("people", "name") == [("Ani",)]


def test_a_wrong_setup_link_is_404(client, setup_path):
    assert client.get("/setup/wrong").status_code == 404
    assert client.post("/setup/wrong", data=ANI).status_code == 404


@pytest.mark.longer
def test_a_taken_name_does_not_spend_the_setup_link(client, ani, setup_path):
    reply = client.post(setup_path, data=ANI)
    assert reply.status_code == 422
    assert "Somebody signs in with this name already." in reply.text
    assert client.post(setup_path, data=ANI | {"name": "Aram"}).status_code == 302


@pytest.mark.longer
def test_settings_are_kept(client, ani, stored):
    client.post("/sign-in", data=ANI)
    fields = {"new_per_day": "7", "reviews_per_day": "70"}
    reply = client.post("/settings", data=fields, follow_redirects=True)
    assert "Your settings are saved." in reply.text
    assert stored("people", "id", "new_per_day", "reviews_per_day", "shortcuts") == [(ani, 7, 70, False)]
    assert 'data-shortcuts="off"' in client.get("/review/").text


def test_settings_of_nobody_are_shown_and_saving_makes_a_guest(client, stored):
    assert client.get("/settings").status_code == 200
    assert stored("people") == []
    client.post("/settings", data={"new_per_day": "7", "reviews_per_day": "70", "shortcuts": "y"})
    assert stored("people", "id", "role", "new_per_day") == [(1, "guest", 7)]


def test_settings_out_of_bounds_are_said_and_not_kept(client, ani, stored):
    client.post("/sign-in", data=ANI)
    reply = client.post("/settings", data={"new_per_day": "-1", "reviews_per_day": "70"})
    assert "From 0 to 999." in reply.text
    assert 'value="-1"' in reply.text
    assert stored("people", "id", "new_per_day") == [(ani, 20)]


@pytest.mark.longer
def test_changing_the_password_ends_other_sessions_and_keeps_this_one(app, client, ani):
    other = app.test_client()
    for browser in (client, other):
        browser.post("/sign-in", data=ANI)
    fields = {"current": PASSWORD, "password": "quite another one", "again": "quite another one"}
    reply = client.post("/settings/password", data=fields, follow_redirects=True)
    assert "Your password is changed." in reply.text
    assert (signed_in(client), signed_in(other)) == (True, False)
    assert other.post("/sign-in", data=ANI).status_code == 401
    assert other.post("/sign-in", data=ANI | {"password": "quite another one"}).status_code == 302


@pytest.mark.longer
def test_a_wrong_present_password_changes_nothing(client, ani):
    client.post("/sign-in", data=ANI)
    fields = {"current": "wrong one", "password": "quite another one", "again": "quite another one"}
    reply = client.post("/settings/password", data=fields)
    assert reply.status_code == 422
    assert "This is not your present password." in reply.text
    client.post("/sign-out")
    assert client.post("/sign-in", data=ANI).status_code == 302


def test_who_signs_in_by_pictures_reads_that_they_have_no_password_to_change(app, browse, ani):
    client, new = browse(ani), "quite another one"
    with app.app_context():
        db.session().get_one(Person, ani).password_hash = None
        db.session.commit()
    for page in (client.get("/settings/password"), client.post("/settings/password", data={"password": new})):
        assert "You have no password" in page.text
        assert 'name="current"' not in page.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_an_account_has_a_password_to_change(client, method):
    client.post("/review/begin")
    assert getattr(client, method)("/settings/password").location.startswith("/sign-in")


@pytest.mark.longer
def test_pages_for_instructors_open_to_them_alone(client, make_person, browse):
    assert browse(make_person(Role.INSTRUCTOR)).get("/banks").status_code == 200
    assert browse(make_person()).get("/banks").status_code == 403
    assert client.get("/banks").location.startswith("/sign-in?next=/banks")
