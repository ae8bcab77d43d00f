from __future__ import annotations

import dataclasses

import pytest

from quizapp.app import create_app
from quizapp.db import db
from quizapp.web.headers import HEADERS, POLICY


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


@pytest.mark.parametrize(("https", "scheme", "promised"), [(1, "https", True), (1, "http", False), (0, "https", False)])
def test_https_is_promised_only_where_it_is_spoken_and_wanted(settings, https, scheme, promised):
    app = create_app(dataclasses.replace(settings, https=bool(https)))
    reply = app.test_client().get("/healthz", base_url=f"{scheme}://localhost")
    assert ("Strict-Transport-Security" in reply.headers) is promised
    with app.app_context():
        db.engine.dispose()
