from __future__ import annotations

import pytest
from flask import Flask, g, session
from flask_wtf.csrf import CSRFError, generate_csrf
from itsdangerous import URLSafeTimedSerializer

from quizapp.forgery import Protection

KEY, HELD = "a key of this server", "what the session holds"


@pytest.fixture(scope="module")
def app():
    app = Flask(__name__)
    app.config.update(SECRET_KEY=KEY, WTF_CSRF_TIME_LIMIT=None)
    protection = Protection(app)

    @app.post("/form")
    def form():
        return ""

    @app.post("/open")
    @protection.exempt
    def open_to_all():
        return ""

    return app


def signed(held, key=KEY, salt="wtf-csrf-token"):
    return URLSafeTimedSerializer(key, salt=salt).dumps(held)


def passes(app, held=HELD, path="/form", **sent):
    """Say whether a request passes, and whether its token was found good."""
    with app.test_request_context(path, **{"method": "POST", **sent}):
        session.update({"csrf_token": held} if held else {})
        try:
            app.extensions["csrf"].protect(apply_exemptions=True)
        except CSRFError:
            return False, g.get("csrf_valid", False)
        return True, g.get("csrf_valid", False)


def test_a_form_brings_the_token_of_its_session_in_a_field_or_a_header(app):
    good = signed(HELD)
    ways = {"data": {"csrf_token": good}}, {"data": {"part-csrf_token": good}}, {"headers": {"X-CSRFToken": good}}
    assert [passes(app, **way) for way in ways] == [(True, True)] * 3


def test_any_other_token_is_refused(app):
    for token in ("", "guessed", signed("another"), signed(HELD, key="other"), signed(HELD, salt="session")):
        assert passes(app, data={"csrf_token": token}) == (False, False), token


def test_a_session_without_a_token_is_given_none_by_a_form(app):
    assert passes(app, held="", data={"csrf_token": signed("")}) == (False, False)


def test_what_changes_nothing_or_is_nowhere_or_exempt_needs_none(app):
    assert passes(app, method="GET") == (True, False)
    assert passes(app, path="/nowhere") == (True, False)
    assert passes(app, path="/open") == (True, False)


def test_over_https_a_form_comes_from_a_page_of_this_site(app):
    sent = {"data": {"csrf_token": signed(HELD)}, "base_url": "https://quiz.example"}
    assert passes(app, **sent) == (False, False)
    assert passes(app, **sent, headers={"Referer": "https://evil.example/"}) == (False, False)
    assert passes(app, **sent, headers={"Referer": "https://quiz.example/page"}) == (True, True)


def test_a_token_of_flask_wtf_is_one_of_ours(app):
    with app.test_request_context():
        token, held = generate_csrf(), session["csrf_token"]
    assert passes(app, held=held, data={"csrf_token": token}) == (True, True)
