"""What is left of today, told from the cards that were fetched ahead while there is no network."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.keys import press
from tests.browser.patience import until
from tests.browser.studying import begin, open_cards, set_test, study

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def left(page: Page) -> dict[str, str]:
    figures = page.locator("[data-count]:visible").all_inner_texts()
    return {name: number for number, name in (figure.split(None, 1) for figure in figures)}


def test_no_more_cards_are_for_a_test_than_are_left_without_a_network(site, page, context: BrowserContext):
    begin(page, site)
    set_test(page, site, "60")
    open_cards(page, site)
    before = int(left(page)["for a test"])
    context.set_offline(True)
    study(page, "4", "4")
    now = left(page)
    assert int(now["for a test"]) == int(now["new"]) + int(now["to review"]) == before - 2


def test_what_comes_again_later_is_counted_and_comes_back_by_itself(site, page, context: BrowserContext, log):
    page.goto(f"{site}/settings")
    page.get_by_label("New cards a day").fill("3")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your settings are saved.").wait_for()
    page.clock.install()
    open_cards(page, site)
    [first] = study(page, "3")
    page.get_by_text("again later").wait_for()
    until(page, lambda: len(log("id")) == 1)
    open_cards(page, site)  # what the server says of it
    assert left(page) == {"learning": "0", "to review": "0", "new": "2", "again later": "1"}
    context.set_offline(True)
    page.clock.fast_forward("11:00")
    study(page, "4")
    expect(page.locator(".front")).to_have_text(first)
    assert left(page) == {"learning": "1", "to review": "0", "new": "1"}
    study(page, "4")
    assert left(page) == {"learning": "0", "to review": "0", "new": "1"}
    [last] = study(page, "3")
    expect(page.locator(".flashcard")).to_contain_text("The next one comes back at")
    assert left(page) == {"learning": "0", "to review": "0", "new": "0", "again later": "1"}
    page.clock.fast_forward("11:00")
    expect(page.locator(".front")).to_have_text(last)
    assert left(page) == {"learning": "1", "to review": "0", "new": "0"}


def test_a_card_that_was_suspended_is_not_counted_as_coming_again_later(site, page, log):
    begin(page, site)
    study(page, "1")
    page.get_by_text("1 again later").wait_for()
    until(page, lambda: len(log("id")) == 1)
    open_cards(page, site)
    press(page, "u")
    page.locator("form.ratings").wait_for()
    page.route("**/review/ahead?*", lambda route: route.abort())
    before = page.url
    press(page, "@")
    page.wait_for_url(lambda url: url != before)
    page.locator("#card[data-alive]").wait_for()
    page.wait_for_timeout(500)  # the time for a deck that was kept before
    assert "again later" not in left(page)
    page.unroute_all(behavior="ignoreErrors")
    open_cards(page, site)
    assert "again later" not in left(page)
