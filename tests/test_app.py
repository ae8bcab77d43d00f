from __future__ import annotations

import ast
import dataclasses
import gc
import sys

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.app import create_app, create_served_app
from quizapp.config import SettingsError
from quizapp.db import db
from quizapp.meanwhile import OFTEN


@pytest.mark.longer
def test_settings_come_from_the_environment(monkeypatch, settings):
    monkeypatch.setenv("QUIZAPP_DATA", str(settings.data_dir))
    monkeypatch.setenv("QUIZAPP_ROLLOVER_HOUR", "5")
    assert create_app().extensions["quizapp.settings"].rollover_hour == 5
    monkeypatch.setenv("QUIZAPP_ROLLOVER_HOUR", "25")
    with pytest.raises(SettingsError):
        create_app()


@pytest.mark.longer
def test_an_application_is_made_whatever_waits_to_be_collected(settings):
    """Python 3.11 up to 3.11.7 fails where a syntax tree is made while another one is, as a destructor may do."""

    class Parses:
        def __init__(self):
            self.itself = self

        def __del__(self):
            ast.parse("x = 1")

    def collect_and_throw_away(_phase, _info):
        Parses()

    before = gc.get_threshold()
    gc.callbacks.append(collect_and_throw_away)
    gc.set_threshold(10, 1, 1)
    try:
        assert create_app(settings).url_map is not None
    finally:
        gc.set_threshold(*before)
        gc.callbacks.remove(collect_and_throw_away)
        gc.collect()


@pytest.mark.longer
def test_what_a_server_serves_is_not_looked_through_for_garbage_and_its_threads_take_turns_often(monkeypatch, settings):
    monkeypatch.setenv("QUIZAPP_DATA", str(settings.data_dir))
    before, usual = gc.get_freeze_count(), sys.getswitchinterval()
    assert create_served_app().url_map  # never asked: it sweeps from its first request on
    assert gc.get_freeze_count() > before
    assert sys.getswitchinterval() == pytest.approx(OFTEN)
    sys.setswitchinterval(usual)


@pytest.mark.longer
@pytest.mark.parametrize("https", [False, True])
def test_the_session_cookie_is_hidden_from_scripts_and_other_sites(settings, https):
    app = create_app(dataclasses.replace(settings, https=https))
    app.config["WTF_CSRF_ENABLED"] = False
    cookie = app.test_client().post("/review/begin").headers["Set-Cookie"]
    assert cookie.startswith("__Host-quizapp=" if https else "quizapp=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) is https
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_a_get_request_cannot_write(app):
    @app.get("/write")
    def write():
        db.session.execute(sa.update(Person).values(name="changed"))
        return "written"

    with pytest.raises(sa.exc.DBAPIError, match=r"read-?only"):
        app.test_client().get("/write")


def test_what_a_request_did_not_commit_is_gone(client, app):
    @app.post("/forget")
    def forget():
        db.session.execute(sa.update(Person).values(name="changed"))
        return "not committed"

    client.post("/review/begin")
    client.post("/forget")
    with app.app_context():
        assert db.session.scalars(sa.select(Person.name)).all() == [""]
        db.session.rollback()


@pytest.mark.longer
def test_the_gate_is_open_again_after_a_request_that_failed(client, app):
    @app.post("/fail")
    def fail():
        db.session.execute(sa.select(Person))
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError):
        client.post("/fail")
    assert client.post("/review/begin").status_code == 302


@pytest.mark.longer
def test_a_foreign_host_is_refused(client):
    assert client.get("/", base_url="http://evil.example").status_code == 400


@pytest.mark.longer
def test_too_much_at_once_is_refused(client, settings):
    body = {"name": "x" * (settings.max_content_length + 1)}
    assert client.post("/sign-in", data=body).status_code == 413
