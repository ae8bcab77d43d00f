"""No address of somebody else's choosing: neither kept nor mailed from a Host header, nor gone to by a redirect."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

import pytest

pytestmark = pytest.mark.slow

CHOSEN = "localhost:6666"
"""A trusted name with a port that nobody serves at: the most that a Host header can say without being refused."""
ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/%09/evil.example\n",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "@evil.example",
    ".evil.example",
    "/@evil.example/../..//evil.example\\",
    "\u2044\u2044evil.example",
    "／／evil.example",
)


def is_here(location):
    """Say whether a browser that follows this stays: it begins with one slash, and no browser takes it for a host."""
    parts = urlsplit(location)
    return not parts.scheme and not parts.netloc and re.match(r"/(?![/\\])", location) is not None


@pytest.mark.parametrize("target", ELSEWHERE)
@pytest.mark.parametrize("encoded", [1, 2], ids=["once", "twice"])
def test_signing_in_goes_on_at_no_other_site(act, world, target, encoded):
    for _time in range(encoded):
        target = quote(target, safe="")
    reply = act("anonymous").post(f"/sign-in?next={target}", {"name": "student", "password": world.password})
    assert reply.status_code == 302
    assert is_here(reply.location), reply.location


def test_no_redirect_leaves_this_site_whatever_a_request_says_of_where_it_comes_from(app, act, routes, world):
    lies = {"Referer": "https://evil.example/x", "Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"}
    went = 0
    for route, row in routes.ROWS.items():
        address = f"{routes.address(app, route, world, 'instructor')}?next=//evil.example&url=https://evil.example"
        visitor = act("instructor")
        if route.startswith("GET"):
            reply = visitor.get(address, headers=lies)
        else:
            reply = visitor.post(address, row.fields, headers={"X-Forwarded-Host": "evil.example"})
        if reply.location:
            went += 1
            assert is_here(reply.location), (route, reply.location)
    assert went > 50


@pytest.mark.parametrize(
    "path", ["//evil.example/review", "//evil.example/%2f..", "/\\evil.example/review", "//evil.example"]
)
def test_a_path_that_looks_like_a_host_is_no_way_out(act, path):
    location = act("anonymous").get(path, base_url="http://localhost").location
    assert location is None or is_here(location) or urlsplit(location).netloc == "localhost"


def test_nothing_that_is_kept_names_the_host_that_a_request_chose(app, act, stored, routes, world):
    student, instructor = act("student"), act("instructor")
    for route, row in routes.ROWS.items():
        if route.startswith("POST"):
            visitor = instructor if row.student in {403, 404, routes.SIGN_IN} else student
            address = routes.address(app, route, world, "instructor" if visitor is instructor else "student")
            visitor.post(address, row.fields, headers={"Host": CHOSEN})
    tables = stored()
    assert tables["staff_actions"]  # they came to something
    assert [name for name, rows in tables.items() if CHOSEN in str(rows) or ":6666" in str(rows)] == []
