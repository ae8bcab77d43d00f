"""The outbox: answers without a network are kept on the device, shown, sent once, and never as somebody else."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a long enough password"
EVENTS = """() => new Promise((done) => {
  const asked = indexedDB.open("quizapp");
  asked.onsuccess = () => {
    const found = asked.result.transaction("events").objectStore("events").getAll();
    found.onsuccess = () => { asked.result.close(); done(found.result); };
  };
})"""


def rows(server, statement: str) -> list[tuple]:
    with closing(sqlite3.connect(server.data_dir / "quizapp.sqlite3")) as connection:
        return connection.execute(statement).fetchall()


def ratings(server) -> list[tuple]:
    return rows(server, "SELECT card_id, rating FROM review_log WHERE source = 'review' ORDER BY id")


def said(page: Page):
    return page.locator("#outbox")


def nothing_waits(page: Page) -> None:
    """Wait until the device has nothing left to send; the next card or page is there by then."""
    until(page, lambda: page.evaluate(EVENTS) == [])


def begin_review(page: Page, url: str) -> None:
    page.goto(f"{url}/review/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Show the answer").wait_for()


def show_answer(page: Page) -> None:
    page.get_by_role("link", name="Show the answer").click()
    page.locator("form.ratings").wait_for()
    page.wait_for_load_state()


def rate(page: Page, name: str = "Good") -> None:
    page.locator("form.ratings").get_by_role("button", name=name).click()


def make_account(page: Page, url: str, name: str) -> None:
    page.goto(f"{url}/sign-up")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name=re.compile("Make|Create|Sign up")).click()
    page.get_by_role("button", name="Sign out").wait_for()


def sign_out(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()


def start_quiz(page: Page, url: str, *, at_end: bool = False) -> None:
    page.goto(f"{url}/practise")
    page.get_by_text("Choose topics and kinds of question").click()
    page.get_by_label("Single choice", exact=True).check()
    page.get_by_label("How many questions").fill("3")
    if at_end:
        page.get_by_label("At the end").check()
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 1")
    page.wait_for_load_state()


def test_a_rating_without_a_network_waits_and_is_sent_when_it_is_back(live_server, page, context: BrowserContext):
    begin_review(page, live_server.url)
    show_answer(page)
    context.set_offline(True)
    rate(page)
    expect(said(page)).to_contain_text("1 waiting")
    assert ratings(live_server) == []
    context.set_offline(False)
    expect(said(page)).to_contain_text("All saved")
    assert [rating for _card, rating in ratings(live_server)] == [3]
    assert page.evaluate(EVENTS) == []


def test_what_waits_survives_a_dead_server_and_a_closed_page(start_server, context: BrowserContext):
    server, page = start_server(), context.new_page()
    begin_review(page, server.url)
    show_answer(page)
    server.kill()
    rate(page, "Easy")
    expect(said(page)).to_contain_text("1 waiting")
    page.close()
    again, page = start_server(server.data_dir, port=server.port), context.new_page()
    page.goto(f"{again.url}/progress")  # whatever page is opened next sends it
    nothing_waits(page)
    assert [rating for _card, rating in ratings(again)] == [4]


def test_an_answer_whose_acknowledgement_was_lost_counts_once(live_server, page):
    begin_review(page, live_server.url)
    show_answer(page)
    lost = []

    def lose(route):
        if len(lost) < 2:
            route.fetch()
            lost.append(route)
            route.abort()
        else:
            route.continue_()

    page.route("**/review/events", lose)
    rate(page)
    page.get_by_role("link", name="Show the answer").wait_for()
    nothing_waits(page)
    assert len(lost) == 2
    assert len(ratings(live_server)) == 1


def test_an_answer_with_feedback_at_once_waits_and_its_feedback_follows(live_server, page, context: BrowserContext):
    start_quiz(page, live_server.url)
    page.locator("input[name=answer]").first.check()
    context.set_offline(True)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#saved")).to_contain_text("Kept on this device")
    expect(said(page)).to_contain_text("1 waiting")
    context.set_offline(False)
    expect(page.locator(".verdict")).to_be_visible()
    assert rows(live_server, "SELECT count(*) FROM responses") == [(1,)]


def test_what_a_strangers_page_answers_is_no_acknowledgement(live_server, page):
    start_quiz(page, live_server.url, at_end=True)
    hotel = "<!doctype html><title>Hotel</title><p>Please accept our terms.</p>"
    page.route("**/questions/1", lambda route: route.fulfill(status=200, content_type="text/html", body=hotel))
    page.locator("input[name=answer]").nth(1).check()
    expect(page.locator("#saved")).to_contain_text("Not saved yet")
    assert rows(live_server, "SELECT count(*) FROM responses") == [(0,)]
    page.unroute("**/questions/1")
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert rows(live_server, "SELECT count(*) FROM responses") == [(1,)]


def test_of_several_changes_that_wait_the_last_one_counts(live_server, page, context: BrowserContext):
    start_quiz(page, live_server.url, at_end=True)
    context.set_offline(True)
    for number in (0, 2, 1):
        page.locator("input[name=answer]").nth(number).check()
    expect(page.locator("#saved")).to_contain_text("Not saved yet")
    expect(said(page)).to_have_attribute("data-waiting", "1")
    context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.reload()
    expect(page.locator("input[name=answer]").nth(1)).to_be_checked()


def test_somebody_else_does_not_send_what_waits(start_server, page):
    server = start_server()
    make_account(page, server.url, "Anahit")
    page.goto(f"{server.url}/review/")
    show_answer(page)
    page.route("**/review/events", lambda route: route.abort())
    rate(page)
    expect(said(page)).to_contain_text("1 waiting")
    page.get_by_role("button", name="Sign out").click()
    expect(said(page)).to_contain_text("1 waiting here from somebody else")
    page.unroute("**/review/events")
    make_account(page, server.url, "Boris")
    expect(said(page)).to_contain_text("1 waiting here from somebody else")
    page.goto(f"{server.url}/review/")
    show_answer(page)
    rate(page, "Again")
    page.get_by_role("link", name="Show the answer").wait_for()
    until(page, lambda: bool(ratings(server)))
    assert [rating for _card, rating in ratings(server)] == [1]
    sign_out(page)
    page.goto(f"{server.url}/sign-in")
    page.get_by_label("Name").fill("Anahit")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    nothing_waits(page)
    owners = "SELECT name, rating FROM review_log JOIN people ON people.id = learner_id ORDER BY name"
    assert rows(server, owners) == [("Anahit", 3), ("Boris", 1)]


def test_a_page_left_open_does_not_send_as_who_signed_in_since(live_server, context: BrowserContext):
    old, page = context.new_page(), context.new_page()
    old.add_init_script("addEventListener('storage', (event) => event.stopImmediatePropagation())")  # nobody tells it
    make_account(old, live_server.url, "Anahit")
    old.goto(f"{live_server.url}/review/")
    show_answer(old)
    page.goto(live_server.url)
    sign_out(page)
    make_account(page, live_server.url, "Boris")
    old.bring_to_front()
    rate(old)
    expect(said(old)).to_contain_text("sent when you sign in again")
    assert ratings(live_server) == []


def test_what_a_guest_left_waiting_is_theirs_who_sign_in(live_server, page):
    make_account(page, live_server.url, "Anahit")
    sign_out(page)
    begin_review(page, live_server.url)
    show_answer(page)
    page.route("**/review/events", lambda route: route.abort())
    rate(page)
    expect(said(page)).to_contain_text("1 waiting")
    page.unroute("**/review/events")
    page.goto(f"{live_server.url}/sign-in")
    page.get_by_label("Name").fill("Anahit")
    page.get_by_label("Password").fill(PASSWORD)
    page.route("**/review/events", lambda route: route.abort())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    page.unroute("**/review/events")
    nothing_waits(page)
    owners = "SELECT name FROM review_log JOIN people ON people.id = learner_id WHERE role = 'student'"
    assert ("Anahit",) in rows(live_server, owners)


def test_what_the_server_refuses_stays_readable_until_it_is_removed(live_server, page):
    begin_review(page, live_server.url)
    show_answer(page)
    front = page.locator(".front").inner_text()
    page.route("**/review/events", lambda route: route.abort())
    rate(page)
    expect(said(page)).to_contain_text("1 waiting")
    with closing(sqlite3.connect(live_server.data_dir / "quizapp.sqlite3")) as connection, connection:
        connection.execute("UPDATE cards SET retired_at = '2026-01-01 00:00:00.000000'")
    page.unroute("**/review/events")
    page.goto(f"{live_server.url}/progress")
    refused = page.locator(".refused")
    refused.get_by_text("1 was not accepted").click()
    expect(refused).to_contain_text(front[:60])
    expect(refused).to_contain_text("This card is not asked any more")
    page.reload()
    page.locator(".refused summary").click()
    page.locator(".refused").get_by_role("button", name="Remove").click()
    expect(page.locator(".refused")).to_have_count(0)
    assert ratings(live_server) == []


def test_a_token_of_an_earlier_session_is_renewed_without_a_word(live_server, context: BrowserContext):
    old, page = context.new_page(), context.new_page()
    make_account(old, live_server.url, "Anahit")
    old.goto(f"{live_server.url}/review/")
    show_answer(old)
    page.goto(f"{live_server.url}/sign-in")
    page.get_by_label("Name").fill("Anahit")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1).wait_for()
    with old.expect_response(lambda answer: answer.url.endswith("/review/events") and answer.status == 400):
        rate(old)
    old.get_by_role("link", name="Show the answer").wait_for()
    nothing_waits(old)
    assert len(ratings(live_server)) == 1


def test_a_page_without_a_token_asks_for_one_before_it_sends_what_waits(site, open_page):
    page = open_page()  # which would tell of a refusal
    begin_review(page, site)
    show_answer(page)
    page.route("**/review/events", lambda route: route.fulfill(status=409))
    rate(page)
    expect(said(page)).to_contain_text("1 waiting")
    page.goto("about:blank")
    page.unroute("**/review/events")
    page.goto(f"{site}/review/study")
    expect(page.locator("[name=csrf_token]")).to_have_count(0)
    nothing_waits(page)
