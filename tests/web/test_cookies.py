from __future__ import annotations

import hashlib

import pytest
from flask import Flask
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf, validate_csrf
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from quizapp.web.cookies import KEPT_COOKIES, CookieSessions, RememberingSerializer

AGE = 3600


@pytest.fixture
def serializer() -> RememberingSerializer:
    app = Flask("test")
    app.secret_key = "first"
    return CookieSessions().get_signing_serializer(app)


def test_what_was_signed_is_read_again_and_again_as_a_fresh_object(serializer):
    text = serializer.dumps({"_user_id": "7:abc", "_flashes": [("message", "kept")]})
    first = serializer.loads(text, AGE)
    first["_user_id"] = "changed by a request"
    assert serializer.loads(text, AGE) == {"_user_id": "7:abc", "_flashes": [("message", "kept")]}


def test_a_cookie_that_begins_with_a_dot_is_read_again_too(serializer):
    text = serializer.dumps({"long": "x" * 5_000})
    assert text.startswith(".")
    assert serializer.loads(text, AGE) == serializer.loads(text, AGE) == {"long": "x" * 5_000}


def test_a_flat_cookie_is_a_fresh_object_too(serializer):
    text = serializer.dumps({"_user_id": "7:abc", "_permanent": True})
    serializer.loads(text, AGE)
    serializer.loads(text, AGE)["_user_id"] = "changed by a request"
    assert serializer.loads(text, AGE) == {"_user_id": "7:abc", "_permanent": True}


@pytest.mark.parametrize("spoilt", ["", "x", "a.b.c"])
def test_what_was_not_signed_is_refused_each_time(serializer, spoilt):
    for _time in range(2):
        with pytest.raises(BadSignature):
            serializer.loads(spoilt, AGE)


def test_one_changed_letter_is_another_cookie(serializer):
    text = serializer.dumps({"_user_id": "7:abc"})
    serializer.loads(text, AGE)
    for place in (0, len(text) // 2, len(text) - 2):
        other = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        with pytest.raises(BadSignature):
            serializer.loads(other, AGE)


def test_tokens_of_forms_are_signed_by_sha_256_and_those_of_former_versions_are_read(app):
    with app.test_request_context():
        token = generate_csrf()
        value = cookie["csrf_token"]
        made = [
            URLSafeTimedSerializer(app.secret_key, "wtf-csrf-token", signer_kwargs={"digest_method": one}).dumps(value)
            for one in (hashlib.sha256, hashlib.sha1)
        ]
        assert [len(one.rpartition(".")[2]) for one in (token, *made)] == [43, 43, 27]
        for one in made:
            validate_csrf(one)


def test_a_remembered_cookie_expires_too(serializer, time_machine):
    time_machine.move_to("2026-03-02T10:00:00Z", tick=False)
    text = serializer.dumps({"_user_id": "7:abc"})
    assert serializer.loads(text, AGE)
    time_machine.move_to("2026-03-02T11:00:01Z", tick=False)
    with pytest.raises(SignatureExpired):
        serializer.loads(text, AGE)


def test_a_cookie_of_a_moment_to_come_is_read_as_the_clock_went_back(serializer, time_machine):
    time_machine.move_to("2026-03-03T10:00:00Z", tick=False)
    text = serializer.dumps({"_user_id": "7:abc"})
    time_machine.move_to("2026-03-02T10:00:00Z", tick=False)
    assert serializer.loads(text, AGE) == {"_user_id": "7:abc"}


def test_another_key_reads_none_of_the_cookies_of_the_first():
    app = Flask("test")
    app.secret_key = "first"
    sessions = CookieSessions()
    text = sessions.get_signing_serializer(app).dumps({"a": 1})
    assert sessions.get_signing_serializer(app) is sessions.get_signing_serializer(app)
    app.secret_key = "second"
    with pytest.raises(BadSignature):
        sessions.get_signing_serializer(app).loads(text, AGE)
    app.config["SECRET_KEY_FALLBACKS"] = ["first"]
    assert sessions.get_signing_serializer(app).loads(text, AGE) == {"a": 1}


def test_cookies_are_signed_by_sha_256_and_those_of_former_versions_are_still_read(serializer):
    text = serializer.dumps({"a": 1})
    assert len(text.rsplit(".", 1)[1]) == 43  # 32 bytes in base64
    app = Flask("test")
    app.secret_key = "first"
    former = SecureCookieSessionInterface().get_signing_serializer(app).dumps({"a": 1})
    assert len(former.rsplit(".", 1)[1]) == 27
    assert serializer.loads(former, AGE) == {"a": 1}


@pytest.mark.longer
def test_no_more_than_so_many_are_kept(serializer):
    texts = [serializer.dumps({"number": number}) for number in range(KEPT_COOKIES + 10)]
    for text in texts:
        serializer.loads(text, AGE)
    assert len(serializer._found) == 10
    assert serializer.loads(texts[0], AGE) == {"number": 0}


def test_an_application_keeps_its_sessions_so(app, client):
    assert isinstance(app.session_interface, CookieSessions)
    app.add_url_rule("/count", view_func=lambda: str(cookie.setdefault("count", 0)), endpoint="count")
    assert client.get("/count").text == client.get("/count").text == "0"


@pytest.mark.longer
def test_what_was_only_read_is_not_sent_again_but_varies_by_cookie(app, client):
    app.add_url_rule("/count", view_func=lambda: str(cookie.setdefault("count", 0)), endpoint="count")
    first, second = client.get("/count"), client.get("/count")
    assert "Set-Cookie" in first.headers
    assert "Set-Cookie" not in second.headers
    assert first.headers["Vary"] == second.headers["Vary"] == "Accept-Encoding, Cookie"
