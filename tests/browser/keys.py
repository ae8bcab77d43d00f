"""Keys pressed as a person presses them: once the page is there with its scripts, which come after its text."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def press(page: Page, key: str) -> None:
    """Press a key, or keys together, on a page that has loaded."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def follow(thing: Locator) -> None:
    """Press Enter on a link or a button that leads to another page, and come to it."""
    with thing.page.expect_navigation():
        thing.press("Enter")
