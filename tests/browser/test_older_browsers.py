"""Browsers that lack what came in 2022, such as the Safari of a tablet that gets no newer system."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Page, expect

from quizapp.db import db
from quizapp.memory.models import ReviewEvent
from tests.browser.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OLDER = "delete AbortSignal.timeout; delete HTMLFormElement.prototype.requestSubmit;"


@pytest.fixture
def older_page(browser_problems_allowed, open_page) -> Page:
    page = open_page()
    page.context.add_init_script(OLDER)
    return page


def ratings(app: Flask) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(sa.select(ReviewEvent.rating)))


def test_flashcards_are_rated_and_taken_back(app, older_page, site):
    older_page.goto(f"{site}/review/")
    older_page.get_by_role("button", name="Begin").click()
    for _card in range(2):
        older_page.get_by_role("link", name="Show the answer").click()
        older_page.locator("form.ratings").get_by_role("button", name="Good").click()
        expect(older_page.get_by_role("link", name="Show the answer")).to_be_visible()
    until(older_page, lambda: ratings(app) == [3, 3])
    older_page.get_by_role("button", name="Undo").click()
    expect(older_page.locator(".flashes")).to_contain_text("Undone")


def test_a_quiz_is_answered_and_ended(older_page, site, start_quiz):
    start_quiz(older_page, "short_answer", feedback="at_end")
    older_page.locator("[name=answer]").fill("a word")
    older_page.get_by_role("button", name="Save", exact=True).click()
    expect(older_page.get_by_text("✓ Saved")).to_be_visible()
    older_page.get_by_role("button", name="Finish the quiz").click()
    older_page.wait_for_url("**/attempts/1")
    expect(older_page.locator("main")).to_contain_text("a word")


def test_without_what_it_lacks_a_page_works_as_without_scripts(app, older_page, site):
    older_page.route("**/older.js*", lambda route: route.fulfill(status=503))
    older_page.goto(f"{site}/review/")
    older_page.get_by_role("button", name="Begin").click()
    older_page.get_by_role("link", name="Show the answer").click()
    older_page.locator("form.ratings").get_by_role("button", name="Good").click()
    until(older_page, lambda: ratings(app) == [3])
