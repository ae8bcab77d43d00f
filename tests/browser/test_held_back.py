"""Flashcards without a network while an open quiz asks some of them: their answers are not on the device."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.keys import press
from tests.browser.studying import is_sent, open_cards, outbox, study

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_card_whose_answer_is_not_here_does_not_keep_from_the_others(browser_problems_allowed, open_page, site, log):
    def without_the_first_answer(route):
        response = route.fetch()
        ahead = response.json()
        for card in ahead["cards"]:
            if card["id"] == ahead["order"][0]["id"]:
                card["back"] = None  # as where a quiz that is open asks it
        route.fulfill(response=response, json=ahead)

    page = open_page()
    page.goto(f"{site}/review/")
    page.route("**/review/ahead?*", without_the_first_answer)
    page.get_by_role("button", name="Begin").click()
    open_cards(page, site)
    first = page.locator(".front").inner_text()
    page.context.set_offline(True)
    expect(outbox(page)).to_contain_text("cards are ready")
    press(page, "Space")
    expect(page.get_by_text("The answer to that card needs the network: here is another one.")).to_be_visible()
    expect(page.locator(".front")).to_be_focused()
    assert first not in study(page, "3", "3")
    page.context.set_offline(False)
    is_sent(page)
    assert log("rating") == [(3,), (3,)]
    page.unroute_all(behavior="ignoreErrors")
