"""A first visit looks as all later ones do, before its style sheets are there and after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATHS = ("/", "/practise", "/review/", "/timeline", "/sources", "/progress", "/sign-in", "/nothing")
SHEETS = "**/*.css?*"


@pytest.fixture(params=["light", "dark"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    window = {"width": 390, "height": 844}
    context = browser.new_context(viewport=window, color_scheme=request.param, java_script_enabled=False)
    yield context
    context.close()


def test_the_rules_within_a_page_are_all_that_it_uses(phone, site):
    page = phone.new_page()
    page.goto(f"{site}/")
    later = {path: _seen(page, site + path) for path in PATHS}
    page.route(SHEETS, lambda route: route.abort())
    for path in PATHS:
        phone.clear_cookies(name="sheets")
        assert _seen(page, site + path) == later[path], path


def _seen(page: Page, address: str) -> bytes:
    page.goto(address)
    return page.screenshot(full_page=True, animations="disabled")


def test_once_they_are_there_sheets_count_as_a_whole_for_what_scripts_add(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/practise", wait_until="networkidle")
    assert page.locator("style").count() == 1
    assert page.locator("link[rel=stylesheet]").evaluate_all("(all) => all.map(({ media }) => media)") == ["all"]
    added = "<table><tr><td>1</td></tr></table>"
    page.locator("#main").evaluate("(main, added) => main.insertAdjacentHTML('beforeend', added)", added)
    assert page.locator("table").evaluate("(table) => getComputedStyle(table).borderCollapse") == "collapse"
    page.goto(f"{site}/practise", wait_until="networkidle")
    assert page.locator("style").count() == 0
    context.close()
