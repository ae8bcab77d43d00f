"""Pages whose clicks, fillings and looks wait for the scripts, which come after the text on a slow machine."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Error, Locator, Page, Route

NOTE_LOADED = "addEventListener('load', () => document.documentElement.setAttribute('data-loaded', ''))"


def be_patient(context: BrowserContext) -> BrowserContext:
    """Let the pages of a context wait for their scripts before each click, filling and look."""
    new_page = context.new_page

    def opened() -> Page:
        page = new_page()
        page.add_locator_handler(_not_loaded(page), lambda _: page.wait_for_load_state())
        return page

    context.add_init_script(NOTE_LOADED)
    context.new_page = opened  # type: ignore[method-assign]  # of this context alone
    return context


def act_at_once(page: Page) -> None:
    """Let a page be used as soon as its text is there, as an impatient person does."""
    page.remove_locator_handler(_not_loaded(page))


def leave_by(thing: Locator) -> None:
    """Click on what leads to another page, and come to it: a script may have something to send before."""
    with thing.page.expect_navigation():
        thing.click()


def until(page: Page, so: Callable[[], bool]) -> None:
    """Wait until something is so, for a minute at most, whatever page comes meanwhile."""
    for _ in range(600):
        try:
            if so():
                return
        except Error:  # what was asked of a page that went
            pass
        page.wait_for_timeout(100)
    assert so(), "It did not come about."


def hold_back(page: Page, pattern: str) -> list[Route]:
    """Hold back what a page asks for from here on, and return the list in which it waits."""
    held = list[Route]()

    def wait(route: Route) -> None:
        held.append(route)

    page.route(pattern, wait)
    return held


def _not_loaded(page: Page):
    return page.locator("html:not([data-loaded])")
