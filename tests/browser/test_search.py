"""Searching questions in a browser: results while typing, completions by keyboard, the way back to the same place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.patience import hold_back, leave_by, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(open_page, sign_in_at, site) -> Page:
    page = sign_in_at(open_page())
    page.goto(f"{site}/questions")
    return page


def box(page: Page):
    return page.get_by_role("combobox", name="Search the questions")


def options(page: Page):
    return page.get_by_role("listbox").get_by_role("option")


def write(field: Locator, text: str) -> None:
    """Type a text so fast that nothing is asked for between its letters."""
    field.focus()
    field.page.keyboard.insert_text(text)


def number(page: Page) -> int:
    return int(page.locator("#count").inner_text().split()[0].replace(",", ""))


def test_typing_narrows_the_list_without_a_new_page_and_the_address_follows(page, site):
    everything = number(page)
    page.evaluate("window.isSamePage = true")
    box(page).press_sequentially("pashinyan -treaty")
    expect(page).to_have_url(f"{site}/questions?q=pashinyan+-treaty")
    expect(page.locator("#count")).not_to_contain_text(str(everything))
    assert 0 < number(page) < everything
    assert page.evaluate("window.isSamePage")
    expect(box(page)).to_be_focused()
    box(page).fill("xyzzy")
    expect(page.locator("#count")).to_have_text("0 questions")
    expect(page.locator("#results")).to_contain_text("No question fits.")
    box(page).fill("")
    expect(page).to_have_url(f"{site}/questions")
    expect(page.locator("#count")).to_contain_text(f"{everything} questions")


def test_words_taken_back_while_their_results_are_under_way_leave_the_list_as_it_is(page, site):
    everything = number(page)
    held = hold_back(page, "**/questions/results?*")
    write(box(page), "pashinyan")
    until(page, lambda: len(held) == 1)
    with page.expect_event("requestfailed", lambda asked: "/questions/results" in asked.url):  # so it never comes
        box(page).fill("")
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")
    page.unroute_all()
    assert number(page) == everything
    expect(page).to_have_url(f"{site}/questions")


def test_what_was_offered_for_fewer_letters_is_not_put_between_more(page):
    box(page).press_sequentially("top")
    options(page).first.wait_for()
    box(page).press("ArrowDown")
    held = hold_back(page, "**/questions/complete*")
    write(box(page), "i")
    until(page, lambda: len(held) == 1)
    options(page).first.click()
    expect(box(page)).to_have_value("topi")
    box(page).press("ArrowDown")
    write(box(page), "c")
    box(page).press("Enter")
    expect(box(page)).to_have_value("topic")
    page.unroute_all()


def test_mistakes_are_explained_under_the_box_and_mended_by_a_click(page):
    box(page).press_sequentially("topik:csto level:1 ")
    expect(page.locator(".finding")).to_contain_text("Did you mean topic:?")
    page.get_by_role("link", name="Correct it").click()
    expect(box(page)).to_have_value("topic:csto level:1 ")
    expect(page.locator(".finding")).to_have_count(0)
    box(page).fill("level:7 war")
    expect(page.locator(".finding")).to_contain_text("It can be one of these: 1, 2, 3.")


def test_a_query_is_completed_by_keyboard_alone(page):
    field = box(page)
    write(field, "ki")
    expect(options(page)).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", "completions-0")
    field.press("Enter")
    expect(field).to_have_value("kind:")
    expect(options(page).nth(1)).to_be_visible()
    write(field, "mat")
    expect(options(page)).to_have_count(1)
    field.press("ArrowUp")
    field.press("Enter")
    expect(field).to_have_value("kind:matching ")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("tbody td[data-label=Kind]").first).to_have_text("Matching")
    field.press("ArrowDown")
    expect(options(page).first).to_contain_text("bank:")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("kind:matching ")
    field.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    field.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_completion_is_taken_with_the_mouse_in_the_midst_of_a_query(page):
    field = box(page)
    field.fill("😀 to war")
    field.evaluate("box => box.setSelectionRange(5, 5)")
    field.press("ArrowDown")
    options(page).first.click()
    expect(field).to_have_value("😀 topic: war")
    expect(field).to_be_focused()


def test_the_back_button_returns_to_the_same_results_sorted_and_paged_alike(page, site):
    box(page).press_sequentially("because* -zzz ")
    box(page).fill("level:1,2")
    expect(page).to_have_url(f"{site}/questions?q=level%3A1%2C2")
    page.get_by_label("Sorted").select_option("id")
    expect(page).to_have_url(f"{site}/questions?q=level%3A1%2C2&sort=id")
    page.get_by_role("button", name="More").click()
    expect(page.locator("#count")).to_contain_text("51 to")
    last = page.locator("tbody a").last
    words = last.inner_text()
    leave_by(last)
    page.go_back()
    expect(page).to_have_url(re.compile("sort=id&page=2$"))
    expect(box(page)).to_have_value("level:1,2")
    expect(page.locator("tbody a").last).to_have_text(words)
    page.wait_for_function("window.scrollY > 0")
    page.go_back()
    expect(page.get_by_label("Sorted")).to_have_value("id")
    expect(page.locator("#count")).to_contain_text("1 to 50")


def test_somebody_signed_out_meanwhile_is_asked_to_sign_in_by_enter(page, site):
    page.context.clear_cookies()
    with page.expect_response(re.compile("/questions/results")):
        box(page).press_sequentially("war")
    page.locator("#results:not([aria-busy])").wait_for()
    box(page).press("Enter")
    expect(page).to_have_url(re.compile("/sign-in"))


def test_a_search_is_kept_as_it_stands_opened_and_deleted(page):
    box(page).press_sequentially("kind:matching level:1 ")
    expect(page).to_have_url(re.compile(r"level%3A1\+$"))
    page.locator(".saved-searches summary").click()
    page.get_by_label("Keep this search as").fill("Easy pairs")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("status").first).to_contain_text("kept as “Easy pairs”")
    box(page).fill("")
    page.locator(".saved-searches summary").click()
    page.get_by_role("link", name="Easy pairs").click()
    expect(box(page)).to_have_value("kind:matching level:1")
    page.locator(".saved-searches summary").click()
    page.get_by_role("button", name="Delete the kept search “Easy pairs”").click()
    expect(page.get_by_role("link", name="Easy pairs")).to_have_count(0)


def test_without_scripts_enter_searches(open_page, sign_in_at, site):
    page = sign_in_at(open_page(java_script_enabled=False))
    page.goto(f"{site}/questions")
    page.get_by_label("Search the questions").fill("kind:matching level:1")
    page.get_by_label("Search the questions").press("Enter")
    expect(page).to_have_url(re.compile("q=kind%3Amatching"))
    expect(page.locator("tbody td[data-label=Kind]").first).to_have_text("Matching")
    expect(page.get_by_role("listbox")).to_have_count(0)
