"""A password can be shown while it is typed, and is told in words how its length serves; nothing stands in its way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_new_password_is_shown_on_demand_and_advised_but_not_hindered(page: Page, site):
    page.goto(f"{site}/sign-up")
    page.wait_for_load_state()
    field, show = page.locator("[name=password]"), page.get_by_role("button", name="Show the password")
    page.get_by_label("Name").fill("Newcomer")
    field.fill("blue fish")
    expect(page.get_by_text("Long enough. Three or four words")).to_be_visible()
    field.fill("blue fish under a bridge")
    expect(page.get_by_text("A good length.")).to_be_visible()
    show.click()
    expect(field).to_have_attribute("type", "text")
    expect(show).to_have_attribute("aria-pressed", "true")
    expect(field).to_be_focused()
    show.click()
    expect(field).to_have_attribute("type", "password")
    show.click()
    page.get_by_role("button", name="Make an account").click()
    page.get_by_role("button", name="Sign out").wait_for()
