from __future__ import annotations

import base64
import gzip
import hashlib
import re

import pytest

from quizapp.web.headers import POLICY
from quizapp.web.modules import digest_of
from quizapp.web.sheets import EVERY_PAGE, sent

NAVIGATION = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "gzip, deflate"}
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def page_of(reply):
    return gzip.decompress(reply.data).decode() if reply.headers.get("Content-Encoding") == "gzip" else reply.text


def test_a_first_visit_has_the_rules_that_its_page_uses_and_a_policy_for_these_alone(client):
    reply = client.get("/practise", headers=NAVIGATION)
    (rules,) = STYLE.findall(page_of(reply))
    assert "main{" in rules
    assert len(rules) < len(sent(EVERY_PAGE)) * 0.6
    digest = base64.b64encode(hashlib.sha256(rules.encode()).digest()).decode()
    assert reply.headers.getlist("Content-Security-Policy") == [f"{POLICY}; style-src 'self' 'sha256-{digest}'"]
    assert re.search(r'href="/static/css/app\.css\?v=\w+" media="print" data-media="all"', page_of(reply))


def test_each_sheet_of_a_page_has_its_place_and_its_part_of_the_policy(client):
    reply = client.get("/timeline", headers=NAVIGATION)
    assert re.findall(r"<style>|/css/[\w-]+\.css", page_of(reply)) == [
        *("<style>", "/css/app.css"),
        *("<style>", "/css/explore.css"),
    ]
    assert reply.headers["Content-Security-Policy"].count("sha256-") == 2


def test_later_pages_link_their_sheets_and_allow_nothing_inline(client):
    first = client.get("/practise", headers=NAVIGATION)
    assert first.headers["Set-Cookie"].startswith(f"sheets={digest_of(sent(EVERY_PAGE))}; ")
    later = client.get("/timeline", headers=NAVIGATION)
    assert STYLE.findall(page_of(later)) == []
    assert re.search(r'<link rel="stylesheet" href="/static/css/app\.css\?v=\w+">', page_of(later))
    assert later.headers["Content-Security-Policy"] == POLICY
    assert "Set-Cookie" not in later.headers


def test_a_browser_with_the_sheets_of_a_former_version_comes_for_the_first_time(client):
    client.set_cookie("sheets", "0123456789ab")
    assert STYLE.findall(page_of(client.get("/practise", headers=NAVIGATION)))


@pytest.mark.parametrize(("path", "headers"), [("/practise", {}), ("/healthz", NAVIGATION), ("/nothing.js", {})])
def test_what_is_no_page_for_a_window_has_no_rules_and_no_cookie(client, path, headers):
    reply = client.get(path, headers=headers)
    assert "<style>" not in page_of(reply)
    assert "Set-Cookie" not in reply.headers
    assert reply.headers["Content-Security-Policy"] == POLICY


def test_a_page_that_is_not_found_has_its_rules_too(client):
    reply = client.get("/nothing", headers=NAVIGATION)
    assert reply.status_code == 404
    assert STYLE.findall(page_of(reply))


@pytest.mark.parametrize(
    ("headers", "base_url"),
    [
        (NAVIGATION, "https://localhost"),
        (NAVIGATION | {"X-Forwarded-Proto": "https"}, "http://localhost"),
        ({"Accept": "text/html"}, "http://localhost"),
    ],
)
def test_a_page_that_goes_out_as_it_is_links_its_sheets(client, headers, base_url):
    reply = client.get("/practise", headers=headers, base_url=base_url)
    assert STYLE.findall(reply.text) == []
    assert "media=" not in reply.text
    assert not reply.headers.get("Set-Cookie", "").startswith("sheets")
