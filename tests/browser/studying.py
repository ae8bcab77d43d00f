"""Studying flashcards that were fetched ahead, by keys, as tests of pages without a network do it."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from quizapp.clock import utcnow
from tests.browser.keys import press
from tests.browser.patience import until

OWNERS = """() => new Promise((done) => {
  const asked = indexedDB.open("quizapp");
  asked.onsuccess = () => {
    const found = asked.result.transaction("decks").objectStore("decks").getAllKeys();
    found.onsuccess = () => { asked.result.close(); done(found.result); };
  };
})"""


def outbox(page: Page):
    return page.locator("#outbox")


def open_cards(page: Page, site: str) -> None:
    """Open the flashcards and wait until cards were fetched ahead."""
    with page.expect_response(re.compile("/review/ahead")):
        page.goto(f"{site}/review/")
    page.get_by_role("link", name="Show the answer").wait_for()
    page.wait_for_load_state()
    until(page, lambda: page.evaluate(OWNERS) != [])  # kept, too


def begin(page: Page, site: str) -> None:
    page.goto(f"{site}/review/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Show the answer").wait_for()
    open_cards(page, site)


def set_test(page: Page, site: str, minutes: str) -> None:
    """Set a test about the first bank in nine days, with so many minutes a day."""
    page.goto(f"{site}/tests/new")
    page.get_by_label("Name of the test").fill("Unit 1")
    page.get_by_label("Date of the test").fill((utcnow() + timedelta(days=9)).date().isoformat())
    page.get_by_label("Minutes a day").fill(minutes)
    page.locator("[name=banks]").first.check()
    page.get_by_role("button", name="Set the test").click()
    page.get_by_role("heading", name="What to expect on the day").wait_for()


def study(page: Page, *keys: str) -> list[str]:
    """Show and rate cards by their keys, and return what stood on their fronts."""
    fronts = []
    for key in keys:
        page.locator("[data-show]").wait_for()
        fronts.append(page.locator(".front").inner_text())
        press(page, "Space")
        page.locator("form.ratings").wait_for()
        press(page, key)  # either side may be a page of its own, where nothing was fetched ahead
        page.locator("form.ratings").wait_for(state="detached")
    return fronts


def is_sent(page: Page) -> None:
    expect(outbox(page)).to_have_attribute("data-waiting", "0")
    expect(outbox(page)).to_contain_text("All saved")
