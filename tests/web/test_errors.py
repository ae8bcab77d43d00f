from __future__ import annotations

import sqlite3

import pytest
from flask import abort, request
from sqlalchemy.exc import OperationalError

from quizapp.accounts.models import Role
from tests.sessions import let_in


def broken_database():
    """Return an error as a driver of a database raises it."""
    orig = sqlite3.OperationalError("database or disk is full")
    orig.sqlite_errorcode = int(request.args.get("sqlite_errorcode", 0))
    orig.sqlstate = request.args.get("sqlstate")
    return OperationalError("UPDATE", {}, orig)


@pytest.fixture
def failing(app):
    """Return a browser for which /fail/<code> goes wrong in that way."""
    app.config["WTF_CSRF_ENABLED"] = False

    def fail(code):
        if code == 1:
            raise RuntimeError("a bug")
        if code == 2:
            raise broken_database()
        abort(code)

    app.add_url_rule("/fail/<int:code>", view_func=fail, methods=["GET", "POST"])
    app.config["TESTING"] = app.config["PROPAGATE_EXCEPTIONS"] = False
    return app.test_client()


TITLES = {
    400: "The browser sent something unexpected",
    403: "This page is for instructors",
    404: "There is nothing here",
    405: "This page cannot be asked that way",
    413: "Too much was sent at once",
    418: "That did not work",
    429: "Too many tries",
}


@pytest.mark.longer
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_error_has_a_page_that_says_what_to_do(failing, method):
    for code, title in TITLES.items():
        reply = getattr(failing, method)(f"/fail/{code}")
        assert (reply.status_code, f"<h1>{title}</h1>" in reply.text) == (code, True), code
        assert 'href="/"' in reply.text


@pytest.mark.longer
def test_an_instructor_is_not_told_to_be_one(app, failing, make_person):
    page = let_in(app, failing, make_person(Role.INSTRUCTOR)).get("/fail/403").text
    assert "<h1>You may not do this</h1>" in page
    assert "/sign-in" not in page


@pytest.mark.longer
def test_a_bug_is_a_page_too_and_tells_nothing_of_itself(failing):
    reply = failing.get("/fail/1")
    assert reply.status_code == 500
    assert "Something broke on our side" in reply.text
    assert "a bug" not in reply.text


@pytest.mark.longer
@pytest.mark.parametrize(
    ("spoil", "status", "title"),
    [({"sqlite_errorcode": 13}, 503, "The server&#39;s disk is full"), ({"sqlstate": "53100"}, 503, "disk is full")],
)
def test_a_full_disk_is_said_in_words_and_for_a_while(failing, spoil, status, title):
    page = failing.get("/fail/2", query_string=spoil)
    assert page.status_code == status
    assert title in page.text
    assert page.headers["Retry-After"] == "10"


@pytest.mark.longer
def test_another_error_of_the_database_is_a_bug(failing):
    assert failing.get("/fail/2", query_string={"sqlite_errorcode": "11"}).status_code == 500


@pytest.mark.longer
def test_no_folder_is_listed(client):
    for folder in ("/static", "/static/", "/static/css/", "/static/../"):
        assert client.get(folder).status_code == 404


def test_an_unknown_address_is_404(client):
    assert client.get("/nothing-of-the-kind").status_code == 404


def test_a_refused_method_names_those_that_work(client):
    reply = client.get("/sign-out")
    assert reply.status_code == 405
    assert "POST" in reply.headers["Allow"]


@pytest.mark.parametrize(
    ("sent_to", "page"),
    [
        ("/server/mail", "/server"),
        ("/tests/7/pace", "/tests/7"),
        ("/assignments/3/students/5/time", "/assignments/3/students/5"),
        ("/classes/4/roster/preview", "/classes/4/roster"),
    ],
)
def test_who_loads_what_a_refused_form_left_in_the_address_bar_comes_to_the_page_above(client, sent_to, page):
    reply = client.get(f"{sent_to}?typed=1", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (reply.status_code, reply.location) == (303, page)


@pytest.mark.parametrize(
    ("sent_to", "page"),
    [
        ("/banks/a%0d%0aX-A:b/trash", "/banks/a%0D%0AX-A:b"),
        ("/banks/a%3Fb/trash", "/banks/a%3Fb"),
        ("/banks/%C3%A9%25/trash", "/banks/%C3%A9%25"),
    ],
)
def test_an_address_with_odd_signs_leads_to_itself(client, sent_to, page):
    reply = client.get(sent_to, headers={"Accept": "text/html"})
    assert (reply.status_code, reply.location) == (303, page)


def test_there_is_no_page_above_signing_out(client):
    assert client.get("/sign-out", headers={"Accept": "text/html"}).status_code == 405


def test_a_form_without_its_token_is_asked_for_again(app, small_bank):
    reply = app.test_client().post("/practise", data={"size": "5"})
    assert reply.status_code == 400
    assert "This page was open too long" in reply.text


@pytest.mark.parametrize("sent_to", ["//server/mail", "///server//mail"])
def test_slashes_too_many_lead_to_no_other_host(client, sent_to):
    reply = client.get("/", headers={"Accept": "text/html"}, environ_overrides={"PATH_INFO": sent_to})
    assert (reply.status_code, reply.location) == (303, "/server")


def test_below_another_address_the_page_above_is_below_it_too(client):
    reply = client.get("/server/mail", headers={"Accept": "text/html"}, environ_overrides={"SCRIPT_NAME": "/quiz"})
    assert reply.location == "/quiz/server"
