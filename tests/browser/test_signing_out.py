"""A browser that several share: who signs out leaves no page of theirs in it, and nothing that could have been sent."""

from __future__ import annotations

import re
import time

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.db import db
from quizapp.quizzes.models import Response
from tests.browser.patience import hold_back, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a long enough password"
WAITING = """() => new Promise((done) => {
  const opening = indexedDB.open("quizapp", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("events").objectStore("events").count();
    asked.onsuccess = () => done(asked.result);
  };
})"""


def enter(page: Page, site: str, way: str, button: str) -> None:
    page.goto(f"{site}/{way}")
    page.get_by_label("Name").fill("Anahit")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name=re.compile(button)).click()
    page.get_by_role("button", name="Sign out").wait_for()


def sign_out(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_no_page_of_who_signed_out_comes_back_and_one_left_open_is_put_away(open_page, site):
    page = open_page()
    enter(page, site, "sign-up", "Make|Create|Sign up")
    page.goto(f"{site}/settings")
    beside = page.context.new_page()
    beside.goto(f"{site}/settings")
    beside.get_by_label("New cards a day").fill("7")
    sign_out(page)
    expect(beside.get_by_text("signed out in another tab")).to_be_visible()
    expect(beside.get_by_role("button", name="Sign out Anahit")).to_be_hidden()
    page.go_back()
    expect(page.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    expect(page.get_by_text("Anahit")).to_have_count(0)
    enter(page, site, "sign-in", "^Sign in")
    expect(beside.get_by_role("button", name="Sign out Anahit")).to_be_visible()
    expect(beside.get_by_label("New cards a day")).to_have_value("7")
    page.goto(f"{site}/settings")
    page.evaluate("localStorage.setItem('quizapp.person', '')")
    with page.expect_navigation():  # as a browser shows a page again that it kept whole
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.get_by_role("button", name="Sign out Anahit")).to_be_visible()


def test_what_waits_is_sent_before_somebody_signs_out(open_page, site):
    page = open_page()
    enter(page, site, "sign-up", "Make|Create|Sign up")
    page.goto(f"{site}/review/")
    page.get_by_role("link", name="Show the answer").click()
    page.locator("form.ratings").wait_for()
    page.wait_for_load_state()
    page.route("**/review/events", lambda route: route.fulfill(status=409))
    page.locator("form.ratings").get_by_role("button", name="Good").click()
    expect(page.locator("#outbox")).to_contain_text("1 waiting")
    page.unroute("**/review/events")
    sign_out(page)
    assert page.evaluate(WAITING) == 0


def test_a_page_that_goes_on_by_itself_keeps_nobody_from_signing_out(open_page, site):
    page = open_page()
    enter(page, site, "sign-up", "Make|Create|Sign up")
    hold_back(page, "**/review/ahead?*")  # so that the next card is asked for by a page
    page.goto(f"{site}/review/")
    page.get_by_role("link", name="Show the answer").click()
    page.locator("form.ratings").wait_for()
    page.wait_for_load_state()
    held = hold_back(page, "**/review/events")
    page.locator("form.ratings").get_by_role("button", name="Good").click()
    until(page, lambda: bool(held))
    sign_out(page)


@pytest.fixture(params=["before it is saved", "after it is saved"])
def answers_take_long(app, request):
    """Let the server take longer for each answer than somebody who signs out waits; return what came of each."""
    inner, statuses = app.wsgi_app, []

    def slow(environ, start_response):
        if environ["REQUEST_METHOD"] != "POST" or "/questions/" not in environ["PATH_INFO"]:
            return inner(environ, start_response)

        def noting(status, *more):
            statuses.append(status)
            return start_response(status, *more)

        if request.param == "before it is saved":
            time.sleep(6)
        body = list(inner(environ, noting))
        if request.param == "after it is saved":
            time.sleep(6)
        return body

    app.wsgi_app = slow
    yield statuses
    app.wsgi_app = inner


def test_an_answer_that_takes_longer_than_signing_out_waits_is_saved_once(
    app, open_page, site, start_quiz, answers_take_long, browser_problems_allowed
):
    page = open_page()
    enter(page, site, "sign-up", "Make|Create|Sign up")
    start_quiz(page, "single_choice", "at_end")
    address = page.url
    chosen = page.locator("input[name=answer]").nth(1)
    value = chosen.get_attribute("value")
    chosen.check()
    expect(page.locator("#saved")).to_contain_text("Not saved yet")
    sign_out(page)
    assert page.evaluate(WAITING) == 1
    expect(page.locator("#outbox")).not_to_contain_text("All saved")
    until(page, lambda: bool(answers_take_long))
    enter(page, site, "sign-in", "^Sign in")
    until(page, lambda: page.evaluate(WAITING) == 0)
    page.goto(address)
    expect(page.locator("input[name=answer]:checked")).to_have_value(value)
    with app.app_context():
        assert len(db.session.scalars(sa.select(Response.id)).all()) == 1
        db.session.rollback()
