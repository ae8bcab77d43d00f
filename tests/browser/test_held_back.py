"""Flashcards without a network while an open quiz asks some of them: their answers are not on the device."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.keys import press
from tests.browser.patience import until
from tests.browser.studying import is_sent, open_cards, outbox, study
from tests.browser.three_students import give_out, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CARDS = """() => new Promise((done) => {
  const asked = indexedDB.open("quizapp");
  asked.onsuccess = () => {
    const found = asked.result.transaction("cards").objectStore("cards").count();
    found.onsuccess = () => { asked.result.close(); done(found.result); };
  };
})"""


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


def test_cards_that_were_fetched_before_an_attempt_are_not_on_the_device_while_it_is_open(
    browser_problems_allowed, open_page, site, app, log
):
    with app.app_context():
        assignment, name = give_out(app)
    cards = open_page()
    sign_in(cards, site, name)
    open_cards(cards, site)
    until(cards, lambda: cards.evaluate(CARDS) > 0)
    cards.context.route("**/review/events", lambda route: route.abort())
    study(cards, "4")
    expect(outbox(cards)).to_contain_text("1 waiting")
    quiz = cards.context.new_page()
    quiz.goto(f"{site}/assignments/{assignment}")
    quiz.get_by_role("button", name="Start").click()
    until(quiz, lambda: quiz.evaluate(CARDS) == 0)
    cards.context.set_offline(True)
    press(cards, "Space")
    expect(cards.get_by_text("This needs the network.")).to_be_visible()
    expect(cards.locator(".back")).to_have_count(0)
    cards.context.set_offline(False)
    cards.context.unroute_all(behavior="ignoreErrors")
    open_cards(cards, site)
    is_sent(cards)
    until(cards, lambda: cards.evaluate(CARDS) > 0)
    assert log("rating") == [(4,)]
