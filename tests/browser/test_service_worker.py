"""Where the page is trusted (https, or this computer) it opens without a network, and shows nobody another's cards."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.patience import leave_by, until
from tests.browser.test_nothing_lost import start_quiz
from tests.browser.test_offline import OWNERS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a long enough password"
IN_CHARGE = "() => navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) kept.push(one.url);
  return kept;
}"""


@pytest.fixture
def context(browser):
    context = browser.new_context(service_workers="allow")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def begin(page: Page, site: str) -> None:
    page.goto(f"{site}/sign-up")
    page.get_by_label("Name").fill("Anahit")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button:not([type=button])").click()
    page.get_by_role("button", name="Sign out").wait_for()
    with page.expect_response(re.compile("/review/ahead")):
        page.goto(f"{site}/review/")
    until(page, lambda: page.evaluate(IN_CHARGE))
    until(page, lambda: page.evaluate(OWNERS) != [])


def test_the_flashcards_open_without_a_network_and_ratings_are_sent_later(site, page, context: BrowserContext):
    begin(page, site)
    front = page.locator(".front").inner_text()
    context.set_offline(True)
    page.close()
    page = context.new_page()
    page.goto(f"{site}/")
    expect(page.locator(".front")).to_have_text(front)
    expect(page.locator("#outbox")).to_contain_text("cards are ready")
    page.keyboard.press("Space")
    page.locator("form.ratings").wait_for()
    page.keyboard.press("3")
    page.locator("[data-show]").wait_for()
    expect(page.locator(".front")).not_to_have_text(front)
    expect(page.locator("#outbox")).to_contain_text("1 waiting")
    page.reload()
    expect(page.locator("#outbox")).to_contain_text("1 waiting")
    expect(page.locator(".front")).not_to_have_text(front)
    context.set_offline(False)
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto(f"{site}/progress")
    expect(page.locator("main")).to_contain_text("1")


def test_without_a_network_a_quiz_leads_to_the_flashcards_by_their_own_link_alone(site, page, context: BrowserContext):
    begin(page, site)
    start_quiz(page, site)
    where = page.url
    context.set_offline(True)
    page.get_by_role("link", name="Skip for now").click()
    expect(page.locator(".flash")).to_contain_text("needs the network")
    assert page.url == where
    page.get_by_role("link", name="Flashcards").click()
    expect(page.locator("#outbox")).to_contain_text("cards are ready")


def test_without_a_network_other_pages_below_the_flashcards_do_not_show_cards(site, page, context: BrowserContext):
    begin(page, site)
    page.evaluate("() => localStorage.setItem('quizapp.outbox', '1')")  # then every page minds the network
    page.goto(f"{site}/settings")
    page.wait_for_load_state()
    context.set_offline(True)
    page.get_by_role("link", name="Flashcards: order and keys").click()
    expect(page.locator(".flash")).to_contain_text("needs the network")
    assert page.url == f"{site}/settings"


def test_nothing_of_a_person_is_kept_and_nobody_sees_it_after_they_signed_out(site, page, context: BrowserContext):
    begin(page, site)
    kept = page.evaluate(KEPT)
    assert f"{site}/review/offline" in kept
    assert all("/static/" in url or url.endswith("/review/offline") for url in kept)
    assert (
        page.evaluate(
            "async (url) => (await (await caches.match(url)).text()).includes('Anahit')", f"{site}/review/offline"
        )
        is False
    )
    leave_by(page.get_by_role("button", name="Sign out"))
    page.get_by_text("You are signed out.").wait_for()
    until(page, lambda: page.evaluate(OWNERS) == [])
    context.set_offline(True)
    page.goto(f"{site}/review/")
    expect(page.get_by_text("No cards are kept on this device.")).to_be_visible()
    expect(page.locator(".front")).to_have_count(0)
