"""Requests that another site makes a browser send, and addresses that lead away from here."""

from __future__ import annotations

from itertools import product

import pytest

pytestmark = pytest.mark.slow

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "evil.example",
    "http:evil.example",
    "http:///evil.example",
    "/\r\nSet-Cookie: a=b",
    "",
]


def test_no_form_is_taken_without_the_token_of_its_session(app, act, stored, routes, world, route):
    if route.startswith("GET"):
        assert not routes.ROWS[route].fields
        return
    if route in routes.WITHOUT_A_SESSION:
        assert routes.arguments_of(app, route) == {"stop_key"}
        return
    before = stored()
    for who, token in product(routes.VISITORS, (None, "", "guessed", "IjEi.aaaa.bbbb")):
        fields = dict(routes.ROWS[route].fields) | {"event_id": "event-of-another-site"}
        visitor = act(who)
        visitor.csrf_token()
        sent = fields if token is None else fields | {"csrf_token": token}
        assert visitor.client.post(routes.address(app, route, world, who), data=sent).status_code == 400
    assert stored() == before


def test_a_token_of_another_session_is_refused(act, stored):
    stolen = act("other").csrf_token()
    before = stored()
    mine = act("student")
    mine.csrf_token()
    sent = {"csrf_token": stolen, "size": "1", "feedback": "at_once", "event_id": "event-of-another"}
    assert mine.client.post("/practise", data=sent).status_code == 400
    assert stored() == before


def test_over_https_a_form_sent_from_another_site_is_refused_by_its_referrer(make_app, acting, world):
    visitor = acting(make_app(https=True))
    page = visitor.get("/sign-in", base_url="https://localhost")
    token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    for referrer, status in (("https://evil.example/", 400), ("https://localhost/sign-in", 302)):
        reply = visitor.client.post(
            "/sign-in",
            data={"csrf_token": token, "name": "student", "password": world.password},
            base_url="https://localhost",
            headers={"Referer": referrer},
        )
        assert reply.status_code == status


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_nowhere_else(act, world, target):
    visitor = act("anonymous")
    reply = visitor.sign_in("student", world.password, query_string={"next": target})
    assert reply.status_code == 302
    assert reply.location == "/"
    assert "a=b" not in str(reply.headers)


@pytest.mark.parametrize("target", ["/attempts", "/questions?words=a%26b", "/review/?x=https://evil.example"])
def test_signing_in_leads_back_to_a_page_of_this_site(act, world, target):
    assert act("anonymous").sign_in("student", world.password, query_string={"next": target}).location == target


def test_the_way_to_the_sign_in_page_keeps_what_was_asked_for_as_a_path(act):
    location = act("anonymous").get("/questions?words=x").location
    assert location.startswith("/sign-in?next=/questions?words")


def test_no_redirect_of_any_route_leaves_this_site(app, act, routes, world, route):
    for who in routes.VISITORS:
        address, visitor, row = routes.address(app, route, world, who), act(who), routes.ROWS[route]
        evil = {"query_string": {"next": "//evil.example"}, "headers": {"Referer": "https://evil.example/"}}
        reply = visitor.get(address, **evil) if route.startswith("GET") else visitor.post(address, row.fields, **evil)
        location = reply.location or "/"
        assert location.startswith("/"), location
        assert not location.startswith(("//", "/\\")), location


def test_signing_out_needs_a_form(act):
    visitor = act("student")
    assert visitor.get("/sign-out").status_code == 405
    assert visitor.get("/attempts").status_code == 200
    assert "Sign out student" in visitor.get("/").text
    assert visitor.post("/sign-out").status_code == 302
    assert "Sign out student" not in visitor.get("/").text


def test_no_address_of_another_site_may_read_answers_here(act):
    reply = act("student").get("/", headers={"Origin": "https://evil.example"})
    assert not [name for name in dict(reply.headers) if name.lower().startswith("access-control-")]
