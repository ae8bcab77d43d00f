"""Studying without a network on a page that is open: both sides of the cards are there, ratings keep their own time."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.clean import check
from tests.browser.keys import press
from tests.browser.patience import hold_back, until
from tests.browser.studying import OWNERS, begin, is_sent, open_cards, outbox, study

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a long enough password"


@pytest.fixture
def browser_context_args(browser_context_args):
    """Let axe be put into pages."""
    return browser_context_args | {"bypass_csp": True, "service_workers": "block"}


def test_cards_are_studied_without_a_network_and_sent_afterwards(site, page, context: BrowserContext, log):
    begin(page, site)
    context.set_offline(True)
    expect(outbox(page)).to_have_text(re.compile(r"No network\. \d+ cards are ready\."))
    fronts = study(page, "3", "4", "2", "4", "3")
    assert len(set(fronts)) == 5
    expect(outbox(page)).to_contain_text("5 waiting")
    expect(page.get_by_text("again later")).to_have_text("3 again later")  # those rated 3 or 2: minutes
    expect(page).to_have_url(f"{site}/review/")
    check(page)
    page.keyboard.press("u")
    expect(page.get_by_text("Undone: rate this card again.")).to_be_visible()
    expect(page.locator(".front")).to_have_text(fronts[-1])
    page.keyboard.press("1")
    page.locator("[data-show]").wait_for()
    page.get_by_text("Flag, bury, suspend, note").click()
    page.get_by_role("button", name="Suspend").click()
    expect(page.get_by_text("This needs the network.")).to_be_visible()
    context.set_offline(False)
    is_sent(page)
    assert [rating for (rating,) in log("rating")] == [3, 4, 2, 4, 3, 0, 1]
    moments = [at for at, source in log("at", "source") if source == "review"]
    assert moments == sorted(moments)
    assert len(set(moments)) == 6


def test_what_was_typed_is_shown_beside_the_answer_without_a_network(site, page, context: BrowserContext):
    begin(page, site)
    for _ in range(20):
        page.locator("[data-show]").wait_for()
        if page.locator(".typing").count():
            break
        study(page, "4")
    context.set_offline(True)
    expect(outbox(page)).to_contain_text("cards are ready")
    typing = page.locator(".typing")
    if typing.get_attribute("open") is None:
        typing.locator("summary").click()
    page.get_by_label("What do you recall?").fill("my guess")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("You typed: my guess")).to_be_visible()
    expect(page.locator(".back")).to_be_visible()


def test_a_card_that_waits_is_not_asked_again_after_a_reload(site, page, log):
    begin(page, site)
    page.route("**/review/events", lambda route: route.abort())
    (first,) = study(page, "4")
    expect(outbox(page)).to_contain_text("1 waiting")
    page.reload()
    expect(page.locator(".front")).not_to_have_text(first)
    page.unroute("**/review/events")
    study(page, "3")
    is_sent(page)
    assert log("rating") == [(4,), (3,)]


def test_a_page_that_is_loaded_again_while_a_rating_is_on_its_way_does_not_ask_to_rate_again(site, page, log):
    begin(page, site)
    page.goto("about:blank")
    for asked in ("**/review/ahead?*", "**/review/events"):  # nothing is here ahead
        hold_back(page, asked)
    page.goto(f"{site}/review/")
    press(page, "Space")
    page.locator("form.ratings").wait_for()
    press(page, "3")
    page.locator("form.ratings").wait_for(state="detached")
    assert page.url == f"{site}/review/"
    page.unroute_all(behavior="ignoreErrors")
    page.reload()
    expect(outbox(page)).to_have_attribute("data-waiting", "0")
    expect(page.locator("form.ratings")).to_have_count(0)
    assert log("rating") == [(3,)]


def test_when_all_cards_are_done_the_page_says_so_and_goes_on_by_itself(site, page, context: BrowserContext, log):
    page.goto(f"{site}/settings")
    page.get_by_label("New cards a day").fill("3")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your settings are saved.").wait_for()
    open_cards(page, site)
    context.set_offline(True)
    study(page, "4", "4", "3")
    expect(page.locator(".flashcard")).to_contain_text("All cards that are on this device are done.")
    expect(page.locator(".flashcard")).to_contain_text("The next one comes back at")
    check(page)
    context.set_offline(False)
    expect(page.get_by_role("heading", name="What today changed")).to_be_visible()
    assert len(log("id")) == 3


def test_two_devices_without_a_network_rate_the_same_card(site, browser, log):
    phone, laptop = (browser.new_context(service_workers="block") for _ in range(2))
    pages = []
    for number, device in enumerate((phone, laptop)):
        page = device.new_page()
        page.goto(f"{site}/{'sign-in' if number else 'sign-up'}")
        page.get_by_label("Name").fill("Anahit")
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main form button:not([type=button])").click()
        page.get_by_role("button", name="Sign out").wait_for()
        open_cards(page, site)
        device.set_offline(True)
        pages.append(page)
    on_phone = study(pages[0], "3", "3")
    on_laptop = study(pages[1], "1", "4")
    assert on_phone == on_laptop
    laptop.set_offline(False)
    is_sent(pages[1])
    phone.set_offline(False)
    is_sent(pages[0])
    assert [rating for (rating,) in log("rating")] == [1, 4, 3, 3]
    by_time = sorted(log("at", "rating"))
    assert [rating for _at, rating in by_time] == [3, 3, 1, 4]
    phone.close()
    laptop.close()


def test_a_card_that_is_open_in_two_tabs_counts_once_and_the_second_tab_says_so(site, page, log):
    begin(page, site)
    second = page.context.new_page()
    open_cards(second, site)
    asked = study(page, "3")
    expect(outbox(page)).to_have_attribute("data-waiting", "0")
    assert study(second, "3") == asked
    expect(second.locator(".refused summary")).to_have_text("1 was not accepted")
    expect(second.locator("[role=status] .told")).to_have_text("1 was not accepted")
    expect(second.locator(".refused")).to_contain_text("You rated this card elsewhere while it was open here")
    expect(second.locator(".refused button")).to_have_text(["Remove"])  # sent again it would count after all
    expect(second.locator(".front")).to_be_visible()  # the next one
    assert log("rating") == [(3,)]


def test_a_card_that_was_rated_elsewhere_does_not_come_back_by_the_rating_that_was_not_taken(site, page, log):
    begin(page, site)
    second = page.context.new_page()
    second.clock.install()
    open_cards(second, site)
    asked = study(page, "4")
    expect(outbox(page)).to_have_attribute("data-waiting", "0")
    assert study(second, "1") == asked
    expect(second.locator(".refused summary")).to_have_text("1 was not accepted")
    second.clock.fast_forward("01:05")  # its step would be over
    others = study(second, "3", "3")
    assert asked[0] not in others
    expect(outbox(second)).to_have_attribute("data-waiting", "0")
    assert log("rating") == [(4,), (3,), (3,)]


def test_cards_of_one_person_are_not_there_for_the_next(site, page):
    begin(page, site)
    assert page.evaluate(OWNERS) == [page.locator("body").get_attribute("data-person")]
    page.goto(f"{site}/sign-up")
    page.get_by_label("Name").fill("Anahit")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button:not([type=button])").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You are signed out.").wait_for()
    until(page, lambda: page.evaluate(OWNERS) == [])


@pytest.mark.parametrize("status", [409, 410])
def test_what_was_refused_is_shown_with_its_reason(site, page, status):
    begin(page, site)

    def refuse(route):
        (event,) = route.request.post_data_json["events"]
        receipt = {"event_id": event["event_id"], "refused": status, "sentence": "This card is not asked any more."}
        route.fulfill(json={"receipts": [receipt]})

    page.route("**/review/events", refuse)
    (front,) = study(page, "3")
    page.locator(".refused summary").get_by_text("1 was not accepted").click()
    expect(page.locator(".refused")).to_contain_text(front[:40])
    expect(page.locator(".refused")).to_contain_text("This card is not asked any more.")
    check(page)
    page.unroute("**/review/events")
    page.get_by_role("button", name="Send again").click()
    expect(page.locator(".refused")).to_have_count(0)


def test_an_old_word_of_the_server_does_not_bring_back_what_was_rated_since(open_page, site, log):
    page, held, acknowledged = open_page(), [], []
    begin(page, site)
    page.goto("about:blank")  # whatever that page still asks for is not held
    page.route("**/review/ahead?*", lambda route: held.append((route, route.fetch())))
    page.goto(f"{site}/review/")
    until(page, lambda: bool(held))  # asked for once the deck is open, so that cards are rated without another page
    page.route("**/review/events", lambda route: acknowledged.append((route, route.fetch())))
    (first,) = study(page, "3")
    until(page, lambda: bool(acknowledged))  # the server has it, and this page is yet to hear of that
    for replies, address in ((held, "/review/ahead"), (acknowledged, "/review/events")):
        route, response = replies[0]
        with page.expect_response(re.compile(address)):
            route.fulfill(response=response)
    page.unroute("**/review/events")
    page.wait_for_timeout(300)  # nothing is to happen
    assert first not in study(page, "3", "3", "3")
    until(page, lambda: len(log("card_id")) == 4)  # the last one is on its way
    assert len({card for (card,) in log("card_id")}) == 4
    page.unroute_all(behavior="ignoreErrors")  # more is asked for ahead meanwhile


def test_a_step_back_in_the_same_moment_as_a_rating_takes_that_one_back(site, page, log):
    begin(page, site)
    study(page, "3")
    until(page, lambda: log("rating") == [(3,)])
    second = page.locator(".front").inner_text()
    press(page, "Space")
    page.locator("form.ratings").wait_for()
    pressed = "(key) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))"
    page.evaluate(f"() => ['4', 'u'].forEach({pressed})")
    expect(page.get_by_text("Undone: rate this card again.")).to_be_visible()
    expect(page.locator(".front")).to_have_text(second)
    assert log("rating") == [(3,), (4,), (0,)]


def test_a_card_whose_rating_is_slow_to_arrive_is_not_asked_again(open_page, site, log):
    page = open_page()
    begin(page, site)
    page.goto("about:blank")
    page.clock.install()
    held, sent = hold_back(page, "**/review/ahead?*"), hold_back(page, "**/review/events")
    page.goto(f"{site}/review/")
    first = page.locator(".front").inner_text()
    press(page, "Space")
    page.locator("form.ratings").wait_for()
    page.wait_for_load_state()
    with page.expect_navigation():
        page.keyboard.press("3")
        until(page, lambda: bool(sent))
        page.clock.run_for(4_000)  # so long is an answer of the server waited for
    expect(page.locator(".front")).to_have_text(first)  # the server has not heard of it yet
    until(page, lambda: len(sent) > 1)
    sent[-1].continue_()
    until(page, lambda: len(held) > 1)  # now that it has, it is asked what comes
    held[-1].continue_()
    expect(page.locator(".front")).not_to_have_text(first)
    assert log("rating") == [(3,)]
    page.unroute_all(behavior="ignoreErrors")
