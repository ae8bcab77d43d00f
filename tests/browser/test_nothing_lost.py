"""What a student answered is kept: through reloads, a second tab, a double click, the back button, a killed server."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.browser.patience import act_at_once, hold_back, leave_by, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def start_quiz(
    page: Page, url: str, *, kind: str = "Single choice", size: int = 3, at_end: bool = False, scripts: bool = True
) -> None:
    page.goto(f"{url}/practise")
    page.get_by_text("Choose topics and kinds of question").click()
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("How many questions").fill(str(size))
    if at_end:
        page.get_by_label("At the end").check()
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 1")
    if scripts:
        page.wait_for_load_state("load")


def count(database, table: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names


def test_a_killed_server_keeps_every_answer_it_called_saved(start_server, page):
    server = start_server()
    start_quiz(page, server.url, at_end=True)
    page.locator("input[name=answer]").nth(1).check()
    expect(page.locator("#saved")).to_contain_text("Saved")
    server.kill()
    again = start_server(server.data_dir)
    page.goto(page.url.replace(server.url, again.url))
    expect(page.locator("input[name=answer]").nth(1)).to_be_checked()
    expect(page.locator("#saved")).to_contain_text("Saved")


def test_an_answer_given_while_the_server_is_away_is_saved_when_it_is_back(start_server, page):
    server = start_server()
    start_quiz(page, server.url, at_end=True)
    server.kill()
    page.locator("input[name=answer]").nth(0).check()
    expect(page.locator("#saved")).to_contain_text("Not saved yet")
    start_server(server.data_dir, port=server.port)
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.reload()
    expect(page.locator("input[name=answer]").nth(0)).to_be_checked()


def test_an_answer_given_before_the_scripts_are_there_is_saved_when_they_come(live_server, page):
    act_at_once(page)
    held = hold_back(page, "**/js/quiz.js*")
    start_quiz(page, live_server.url, at_end=True, scripts=False)
    page.locator("input[name=answer]").nth(0).check()
    until(page, lambda: bool(held))
    held[0].continue_()
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert count(live_server.data_dir / "quizapp.sqlite3", "responses") == 1


def test_a_double_click_counts_once(live_server, page):
    start_quiz(page, live_server.url)
    page.locator("input[name=answer]").first.check()
    page.get_by_role("button", name="Answer", exact=True).dblclick()
    expect(page.locator(".verdict")).to_be_visible()
    assert count(live_server.data_dir / "quizapp.sqlite3", "responses") == 1


def test_two_tabs_give_one_answer(live_server, context):
    first, second = context.new_page(), context.new_page()
    start_quiz(first, live_server.url)
    second.goto(first.url)
    for number, page in enumerate((first, second)):
        page.locator("input[name=answer]").nth(number).check()
    first.get_by_role("button", name="Answer", exact=True).click()
    expect(first.locator(".verdict")).to_be_visible()
    second.get_by_role("button", name="Answer", exact=True).click()
    expect(second.get_by_text("that answer counts")).to_be_visible()
    assert count(live_server.data_dir / "quizapp.sqlite3", "responses") == 1


def test_the_back_button_after_an_answer_changes_nothing(live_server, page):
    start_quiz(page, live_server.url)
    page.locator("input[name=answer]").first.check()
    leave_by(page.get_by_role("button", name="Answer", exact=True))
    verdict = page.locator(".verdict").inner_text()
    leave_by(page.locator("a", has_text="Next question"))
    page.go_back()
    expect(page.locator(".verdict")).to_have_text(verdict)


def test_the_order_of_options_stays_through_reloads(live_server, page):
    start_quiz(page, live_server.url)
    order = page.locator(".options label").all_inner_texts()
    for _ in range(3):
        page.reload()
        assert page.locator(".options label").all_inner_texts() == order


def test_answers_to_be_seen_at_the_end_can_be_changed_until_then(live_server, page):
    start_quiz(page, live_server.url, size=1, at_end=True)
    expect(page.locator("#unanswered")).to_have_text("1 question is not answered.")
    page.locator("input[name=answer]").nth(0).check()
    expect(page.locator("#saved")).to_contain_text("Saved")
    expect(page.get_by_role("link", name="Question 1, answered", exact=True)).to_have_text("1●")
    expect(page.locator("#unanswered")).to_be_hidden()
    page.locator("input[name=answer]").nth(1).check()
    expect(page.locator("#saved")).to_contain_text("Saved")
    expect(page.locator(".verdict")).to_have_count(0)
    leave_by(page.get_by_role("button", name="Save", exact=True))  # both pages have the button that finishes
    page.get_by_role("button", name="Finish the quiz").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Result"))


def test_what_is_being_typed_is_saved_before_its_field_is_left(live_server, page):
    start_quiz(page, live_server.url, kind="Short answer", size=1, at_end=True)
    field = page.locator("input[name=answer]")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    field.press_sequentially("Nikol")
    expect(page.locator("#saved")).to_contain_text("Saved")
    expect(field).to_be_focused()
    field.blur()
    page.reload()
    expect(field).to_have_value("Nikol")
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert sent == [page.url]


def test_a_tick_that_is_taken_away_after_a_reload_is_taken_away(live_server, page):
    start_quiz(page, live_server.url, kind="Multiple choice", size=1, at_end=True)
    first = page.locator("input[name=answer]").first
    first.check()
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.reload()
    first.uncheck()
    expect(page.locator("#saved")).to_contain_text("Not answered yet")
    page.reload()
    expect(first).not_to_be_checked()


TOLD = """() => {
  const place = document.getElementById("saved");
  window.told = [];
  new MutationObserver(() => window.told.push(place.innerText)).observe(place, { childList: true });
}"""


def test_half_a_number_is_no_fault_until_its_field_is_left(live_server, page):
    start_quiz(page, live_server.url, kind="Number", size=1, at_end=True)
    page.evaluate(TOLD)
    field = page.locator("input[name=answer]")
    with page.expect_response(lambda reply: reply.request.method == "POST"):
        field.press_sequentially("-")
    field.press_sequentially("5")
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert not any("not understood" in one for one in page.evaluate("window.told"))
    with page.expect_response(lambda reply: reply.request.method == "POST"):
        field.press_sequentially("x")
    field.blur()
    expect(page.locator("#saved")).to_contain_text("“-5x” is not understood as a number")


def test_a_page_that_comes_back_knows_of_the_answer_that_waits_for_it(live_server, page):
    start_quiz(page, live_server.url)
    page.route("**/questions/1", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.locator("input[name=answer]").first.check()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#outbox")).to_contain_text("1 waiting")
    page.reload()
    expect(page.locator("#saved")).to_contain_text("Kept on this device")
    page.unroute("**/questions/1")
    expect(page.locator(".verdict")).to_be_visible()
    assert count(live_server.data_dir / "quizapp.sqlite3", "responses") == 1


@pytest.mark.parametrize(
    ("at_end", "button", "said"), [(False, "Answer", "answered before"), (True, "Save and go on", "Saved")]
)
def test_an_answer_that_waited_is_sent_without_taking_away_what_is_typed_meanwhile(
    live_server, context, at_end, button, said
):
    page = context.new_page()
    start_quiz(page, live_server.url, kind="Short answer", at_end=at_end)
    question = page.url
    context.set_offline(True)
    page.get_by_label("Your answer").fill("Wien")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#outbox")).to_contain_text("1 waiting")
    page.close()  # with nothing on its way
    context.set_offline(False)
    page = context.new_page()
    page.route("**/questions/1", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.goto(question)
    page.wait_for_load_state()
    page.get_by_label("Your answer").press_sequentially("Vienna, as it")  # no change yet: the field has the focus
    page.evaluate("() => { window.isThisPage = true; }")
    page.unroute("**/questions/1")
    until(page, lambda: count(live_server.data_dir / "quizapp.sqlite3", "responses") == 1)
    expect(page.locator("#saved")).to_contain_text(said)
    page.wait_for_timeout(500)  # nothing is to happen
    assert page.evaluate("() => window.isThisPage === true")
    expect(page.get_by_label("Your answer")).to_have_value("Vienna, as it")


def test_without_a_network_a_link_and_the_end_stay_on_the_page_and_say_so(live_server, page, context):
    start_quiz(page, live_server.url, size=1)
    where = page.url
    context.set_offline(True)
    for leave in (page.get_by_role("link", name="Progress"), page.get_by_role("button", name="Finish the quiz")):
        leave.click()
        expect(page.locator(".flash")).to_contain_text("needs the network")
        assert page.url == where
    context.set_offline(False)
    page.get_by_role("button", name="Finish the quiz").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Result"))


NOTE_WORK = """(link) => new MutationObserver(() => { window.wasAtWork = true; })
  .observe(link, { attributeFilter: ["aria-busy"] })"""


def test_on_a_phone_a_pressed_link_is_at_work_until_it_says_in_sight_that_there_is_no_network(
    live_server, page, context
):
    page.set_viewport_size({"width": 390, "height": 844})
    start_quiz(page, live_server.url)
    page.evaluate("() => document.querySelector('.stem').append(' and so on'.repeat(400))")
    link = page.get_by_role("link", name="Skip for now")
    link.evaluate(NOTE_WORK)
    context.set_offline(True)
    link.click()
    expect(page.locator(".flash")).to_contain_text("needs the network")
    expect(page.locator(".flash")).to_be_in_viewport()
    assert page.evaluate("() => window.wasAtWork === true")
    expect(link).not_to_have_attribute("aria-busy", "true")


SENT_ONCE = """() => addEventListener("submit", (event) => {
  if (event.defaultPrevented || window.isSent) return;
  window.isSent = true;
  event.preventDefault();
})"""
"""The first form that would be sent stays, as if the page were left and came back: this browser keeps no page so."""


def test_the_end_of_a_quiz_that_came_back_by_the_back_button_says_again_that_there_is_no_network(
    live_server, page, context
):
    start_quiz(page, live_server.url, size=1)
    where = page.url
    finish = page.get_by_role("button", name="Finish the quiz")
    context.set_offline(True)
    finish.click()
    expect(page.locator(".flash")).to_contain_text("needs the network")
    context.set_offline(False)
    page.evaluate(SENT_ONCE)
    finish.click()
    until(page, lambda: page.evaluate("() => window.isSent === true"))
    page.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.evaluate("() => document.querySelector('.flash').remove()")
    context.set_offline(True)
    finish.click()
    expect(page.locator(".flash")).to_contain_text("needs the network")
    assert page.url == where
