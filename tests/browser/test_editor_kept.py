"""Nothing typed is lost: without a network, over a reload, with the sign-in gone, in two tabs, after a huge paste."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.patience import hold_back, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a long enough password"


@pytest.fixture
def editor(site, open_page, sign_in_at):
    """Open the editor of the first single choice question."""
    page = sign_in_at(open_page())
    page.goto(f"{site}/questions?kind=single_choice")
    page.locator("tbody th a").first.click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.locator("form.editor").wait_for()
    page.wait_for_load_state("load")
    return page


def explanation(page: Page):
    return page.get_by_label("Explanation", exact=True)


def close_at_once(page: Page) -> None:
    """Close a page as a crash does: closing takes its lack of a network away first, and it would send what it has."""
    page.evaluate("() => { window.fetch = () => new Promise(() => {}); }")
    page.close()


def type_on_a_train(editor: Page) -> None:
    """Leave in the browser what never reached the server, and bring the network back."""
    context = editor.context
    context.set_offline(True)
    explanation(editor).fill("Typed on a train.")
    expect(editor.locator("#draft-state")).to_contain_text("no connection")
    close_at_once(editor)
    context.set_offline(False)


def copies(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('quizapp.draft ')).length")


def test_what_is_typed_without_a_network_survives_a_closed_page_and_is_sent_later(browser_problems_allowed, editor):
    context, address = editor.context, editor.url
    context.set_offline(True)
    explanation(editor).fill("Typed on a train.")
    expect(editor.locator("#draft-state")).to_contain_text("no connection, will try again")
    editor.get_by_role("button", name="Save as a new version").click()
    expect(editor.locator("#draft-state")).to_contain_text("it stays in this browser")
    expect(explanation(editor)).to_have_value("Typed on a train.")
    close_at_once(editor)
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    page.wait_for_url(re.compile("draft=go-on"))
    expect(explanation(page)).to_have_value("Typed on a train.")
    assert copies(page) == 0
    page.get_by_role("button", name="Save as a new version").click()
    page.get_by_text("Saved as a new version.").wait_for()
    expect(page.locator("main")).to_contain_text("Typed on a train.")


def test_what_waits_here_never_takes_the_place_of_a_newer_draft_unasked(browser_problems_allowed, editor):
    context, address = editor.context, editor.url
    context.set_offline(True)
    explanation(editor).fill("Typed on a train.")
    expect(editor.locator("#draft-state")).to_contain_text("no connection")
    waiting = editor.evaluate("JSON.stringify({...localStorage})")
    close_at_once(editor)
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"{address.partition('/questions')[0]}/banks")
    page.evaluate("localStorage.clear()")
    page.goto(address)
    page.wait_for_load_state("load")
    explanation(page).fill("Typed at home.")
    expect(page.locator("#draft-state")).to_contain_text("Draft saved")
    page.evaluate("kept => Object.assign(localStorage, JSON.parse(kept))", waiting)
    page.goto(address)
    expect(page.locator(".copy")).to_contain_text("This browser holds something else")
    expect(page.locator("main")).to_contain_text("Typed at home.")
    page.get_by_role("button", name="Go on with that").click()
    expect(explanation(page)).to_have_value("Typed on a train.")


def test_what_is_typed_while_that_which_waited_is_sent_stays_under_the_hands(browser_problems_allowed, editor):
    context, address, held = editor.context, editor.url, []
    type_on_a_train(editor)
    page = context.new_page()
    page.route("**/draft", lambda route: route.continue_() if held else held.append(route))
    page.goto(address)
    until(page, lambda: bool(held))
    explanation(page).fill("Typed at home.")
    held[0].continue_()
    expect(page.locator("#draft-state")).to_contain_text("Another tab or device kept a draft")
    expect(explanation(page)).to_have_value("Typed at home.")
    page.get_by_role("button", name="Keep what stands here instead").click()
    expect(page.locator("#draft-state")).to_contain_text("Draft saved")


def test_what_waited_leads_nobody_back_who_signs_out_meanwhile(browser_problems_allowed, editor):
    context, address = editor.context, editor.url
    type_on_a_train(editor)
    page = context.new_page()
    drafts = hold_back(page, "**/draft")
    page.goto(address)
    until(page, lambda: bool(drafts))
    leaving = hold_back(page, "**/sign-out")
    page.get_by_role("button", name="Sign out").click(no_wait_after=True)
    until(page, lambda: bool(leaving))
    with page.expect_response("**/draft"):
        drafts[0].continue_()
    page.wait_for_timeout(1_000)  # in which a page that leads back would be asked for
    leaving[0].continue_()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_a_sign_in_that_ends_in_the_middle_of_an_edit_loses_no_letter(site, browser_problems_allowed, editor):
    page = editor
    page.context.clear_cookies()
    explanation(page).fill("Typed after the session ended.")
    expect(page.locator("#draft-state")).to_contain_text("You are signed out.")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.locator("form.editor")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again (in a new tab)").click()
    other = opened.value
    other.get_by_label("Name").fill("Ms Petrosyan")
    other.get_by_label("Password").fill(PASSWORD)
    other.locator("main form button:not([type=button])").click()
    other.get_by_role("button", name="Sign out").wait_for()
    other.close()
    expect(page.locator("#draft-state")).to_contain_text("Draft saved")
    page.get_by_role("button", name="Save as a new version").click()
    page.get_by_text("Saved as a new version.").wait_for()
    expect(page.locator("main")).to_contain_text("Typed after the session ended.")


def test_two_tabs_at_one_question_ask_before_one_takes_the_other_s_place(browser_problems_allowed, editor):
    first = editor
    second = first.context.new_page()
    second.goto(first.url)
    second.wait_for_load_state("load")
    explanation(first).fill("From the first tab.")
    expect(first.locator("#draft-state")).to_contain_text("Draft saved")
    explanation(second).fill("From the second tab.")
    expect(second.locator("#draft-state")).to_contain_text("Another tab or device kept a draft")
    expect(explanation(second)).to_have_value("From the second tab.")
    second.get_by_role("button", name="Keep what stands here instead").click()
    expect(second.locator("#draft-state")).to_contain_text("Draft saved")
    explanation(first).fill("More from the first tab.")
    expect(first.locator("#draft-state")).to_contain_text("Another tab or device kept a draft")


def test_a_huge_paste_is_kept_and_said_to_be_too_long(editor):
    page = editor
    explanation(page).fill("Ten letters " * 9_000)
    expect(page.locator("#edit-explanation-remarks")).to_contain_text("shorten it to 4000 characters")
    expect(page.locator("#draft-state")).to_contain_text("Draft saved")
    page.reload()
    page.get_by_role("link", name="Go on with it").click()
    expect(explanation(page)).to_have_value(re.compile("^(Ten letters ?){9000}$"))


def test_without_scripts_too_a_sign_in_that_has_ended_loses_no_letter(site, open_page, sign_in_at):
    page = sign_in_at(open_page(java_script_enabled=False))
    page.goto(f"{site}/questions?kind=single_choice")
    page.locator("tbody th a").first.click()
    page.get_by_role("link", name="Edit", exact=True).click()
    typed = 'Who "asks"?\n\n  And <b>why</b>: 100 % & more'
    page.get_by_label("Note to teachers").fill(typed)
    page.context.clear_cookies()
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.locator("main")).to_contain_text("Nothing of what you typed is lost")
    page.get_by_label("Name").fill("Ms Petrosyan")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Go on where I was").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Edit a question")
    expect(page.get_by_label("Note to teachers")).to_have_value(typed)
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.locator("main")).to_contain_text("Saved as a new version.")
