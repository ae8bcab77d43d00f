"""What every reply carries: a policy and its one exception, and a cookie that scripts and strangers cannot use."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re

import pytest

from quizapp.db import db

pytestmark = pytest.mark.slow
OPENED = {"Accept": "text/html", "Accept-Encoding": "gzip"}
"""As a browser asks for a page that somebody opens."""


def _policy(reply):
    parts = (part.split() for part in reply.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in parts}


def _assert_strict(reply):
    policy = _policy(reply)
    assert policy["default-src"] == ["'self'"]
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    also = {"img-src": {"data:"}, "style-src": _rules_within(reply)}
    for name, sources in policy.items():
        assert set(sources) <= {"'self'", "'none'"} | also.get(name, set()), name
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["X-Frame-Options"] == "DENY"
    assert reply.headers["Referrer-Policy"] == "same-origin"


def _rules_within(reply):
    """Return by which sources a policy may let the rules stand that a first visit has within its page."""
    packed = reply.headers.get("Content-Encoding") == "gzip"
    page = (gzip.decompress(reply.data) if packed else reply.data).decode(errors="replace")
    digests = (
        hashlib.sha256(rules.encode()).digest() for rules in re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    )
    return {f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}


def test_every_page_of_every_visitor_has_the_policy(app, act, routes, world, route):
    if route == "GET static":
        assert act("student").get("/static/css/app.css").headers["X-Content-Type-Options"] == "nosniff"
        return
    for who in routes.VISITORS:
        address, visitor = routes.address(app, route, world, who), act(who)
        row = routes.ROWS[route]
        is_read = route.startswith("GET")
        _assert_strict(visitor.get(address, headers=OPENED) if is_read else visitor.post(address, row.fields))


def test_every_error_has_the_policy(make_app, acting, world):
    throttled = make_app(rate_limits=True)

    @throttled.get("/breaks")
    def breaks():
        raise RuntimeError("a fault of ours")

    student, stranger = acting(throttled, world.tokens["student"]), acting(throttled)
    for _try in range(10):
        stranger.sign_in("nobody", "not this one")
    replies = {
        400: student.client.post("/practise"),
        401: student.sign_in("student", "not this one"),
        403: student.get("/banks"),
        404: student.get("/nothing-here", headers=OPENED),
        405: student.get("/sign-out"),
        413: student.client.post("/practise", data={"size": "x" * 3_000_000}),
        422: student.post("/practise", {"size": "0"}),
        429: stranger.sign_in("nobody", "not this one"),
        500: stranger.get("/breaks"),
    }
    for status, reply in replies.items():
        assert reply.status_code == status
        _assert_strict(reply)
        assert reply.content_type == "text/html; charset=utf-8"
        assert b"a fault of ours" not in reply.data


def test_what_the_browser_shall_not_keep_is_not_kept(act):
    for path in ("/classes", "/server/backups"):
        assert act("admin").get(path).headers["Cache-Control"] == "no-store", path
    assert act("anonymous").client.open("/", method="TRACE").status_code == 405


def test_no_page_says_what_the_server_is_made_of(act):
    for path in ("/", "/nothing-here", "/practise"):
        names = act("student").get(path).headers.keys()
        assert not {name.lower() for name in names} & {"server", "x-powered-by", "x-aspnet-version"}


def test_pages_with_somebodys_work_are_kept_out_of_shared_caches(act):
    for path in ("/", "/attempts", "/review/", "/settings"):
        assert act("student").get(path).headers["Cache-Control"] in {"private, no-cache", "no-store"}


@pytest.mark.parametrize("https", [True, False])
def test_the_session_cookie_is_out_of_reach(make_app, acting, https):
    visitor = acting(make_app(https=https))
    scheme = "https" if https else "http"
    reply = visitor.get("/sign-in", base_url=f"{scheme}://localhost")
    (cookie,) = reply.headers.getlist("Set-Cookie")
    flags = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= flags
    assert ("secure" in flags) is https
    assert cookie.startswith("__Host-quizapp=" if https else "quizapp=")
    assert not any(flag.startswith("domain") for flag in flags)
    assert ("Strict-Transport-Security" in reply.headers) is https


@pytest.mark.parametrize("path", ["/", "/nothing-here", "/sign-in", "/banks", "/healthz"])
@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "evil.example:8000", "127.0.0.1.evil.example"]
)
def test_a_strange_host_is_refused(app, act, path, host):
    reply = act("anonymous").get(path, headers={"Host": host})
    assert reply.status_code == 400
    assert "evil.example" not in reply.text
    assert "Set-Cookie" not in reply.headers
    _assert_strict(reply)


@pytest.mark.parametrize("host", ["localhost", "localhost:8123", "127.0.0.1:8000"])
def test_the_own_host_is_taken_at_any_port(act, host):
    assert act("anonymous").get("/", headers={"Host": host}).status_code == 200


def test_a_forwarded_host_changes_no_address(act):
    reply = act("anonymous").get(
        "/banks", headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    )
    assert reply.location.startswith("/sign-in")
    assert "evil.example" not in reply.text


def test_a_body_too_large_is_refused_before_it_is_read(act, stored):
    before = stored()
    reply = act("student").client.post("/practise", data=b"x" * (2 * 1024 * 1024 + 1), content_type="text/plain")
    assert reply.status_code in {400, 413}
    reply = act("student").client.post("/practise", data={"csrf_token": "x" * (2 * 1024 * 1024)})
    assert reply.status_code == 413
    assert stored() == before


def test_a_form_of_too_many_parts_is_refused(act, stored):
    before = stored()
    many = {f"answer-{number}": "1" for number in range(2_001)}
    assert act("student").post("/practise", many, content_type="multipart/form-data").status_code == 413
    assert stored() == before


def test_a_write_within_a_get_request_fails(make_app, acting, world):
    app = make_app()

    @app.get("/writes")
    def writes():
        db.session.connection().exec_driver_sql("UPDATE people SET name = 'overwritten'")
        db.session.commit()
        return "written"

    @app.get("/complains")
    def complains():
        try:
            writes()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is shown to the test
            return str(error)
        return "written"

    assert acting(app, world.tokens["student"]).get("/writes").status_code == 500
    assert "readonly" in acting(app, world.tokens["student"]).get("/complains").text
    assert "overwritten" not in acting(app, world.tokens["student"]).get("/").text
