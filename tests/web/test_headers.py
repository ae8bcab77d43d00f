from __future__ import annotations

import dataclasses

import pytest

from quizapp.accounts.models import Person, Role
from quizapp.app import create_app
from quizapp.db import db
from quizapp.web.headers import HEADERS, OF_FILES, POLICY


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nothing", "/healthz", "/sign-out"])
def test_every_response_carries_the_headers(client, path):
    reply = client.get(path)
    for name, value in HEADERS.items():
        assert reply.headers[name] == value


def test_the_policy_makes_no_exception():
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    assert "http" not in POLICY
    assert [part for part in POLICY.split("; ") if "data:" in part] == ["img-src 'self' data:"]


def test_pages_stay_out_of_shared_caches(client):
    assert client.get("/").headers["Cache-Control"] == "private, no-cache"
    assert client.post("/review/begin").headers["Cache-Control"] == "no-store"


def test_static_files_carry_the_policy_too(client):
    for path in ("/static/js/service-worker.js", "/static/favicon.svg"):
        reply = client.get(path, buffered=True)
        assert {name: reply.headers[name] for name in OF_FILES} == OF_FILES
    assert OF_FILES.keys() <= HEADERS.keys()
    for path in ("/static/css/app.css", "/static/js/app.js"):
        reply = client.get(path, buffered=True)
        assert {name for name in OF_FILES if name in reply.headers} == OF_FILES.keys() - {"Content-Security-Policy"}


def test_pages_with_names_of_many_are_kept_by_no_browser(client):
    for path in ("/classes", "/classes/new", "/readyz"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
    assert client.get("/practise").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.longer
def test_pages_of_admins_and_those_with_a_secret_are_kept_by_no_browser(app, browse, make_person):
    person_id = make_person(Role.INSTRUCTOR)
    with app.app_context():
        db.session.get_one(Person, person_id).is_admin = True
        db.session.commit()
    admin = browse(person_id)
    for path in ("/people", f"/people/{person_id}", "/settings/second-factor/new"):
        reply = admin.get(path)
        assert (reply.status_code, reply.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.longer
@pytest.mark.parametrize(("https", "scheme", "promised"), [(1, "https", True), (1, "http", False), (0, "https", False)])
def test_https_is_promised_only_where_it_is_spoken_and_wanted(settings, https, scheme, promised):
    app = create_app(dataclasses.replace(settings, https=bool(https)))
    reply = app.test_client().get("/healthz", base_url=f"{scheme}://localhost")
    assert ("Strict-Transport-Security" in reply.headers) is promised
    file = app.test_client().get("/static/css/app.css", base_url=f"{scheme}://localhost", buffered=True)
    assert ("Strict-Transport-Security" in file.headers) is bool(https)
    assert not promised or reply.headers["Strict-Transport-Security"] == "max-age=31536000"
    with app.app_context():
        db.engine.dispose()


@pytest.mark.longer
def test_https_is_promised_for_names_below_ours_where_that_is_wanted(settings):
    app = create_app(dataclasses.replace(settings, https=True, hsts_subdomains=True))
    for path in ("/healthz", "/nowhere", "/static/css/app.css"):
        reply = app.test_client().get(path, base_url="https://localhost", buffered=True)
        assert reply.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    with app.app_context():
        db.engine.dispose()
