"""Quizzes, flashcards and ordering by keyboard alone, with single keys and without them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keys import press
from tests.browser.studying import begin, open_cards

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus begins with these words, and is seen to have it."""
    for _ in range(60):
        press(page, "Tab")
        if page.evaluate("document.activeElement.innerText || document.activeElement.value || ''").startswith(words):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"The Tab key never came to “{words}”.")


def test_a_quiz_can_be_taken_with_the_keyboard_alone(open_page, site):
    page = open_page()
    page.goto(site)
    press(page, "Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    tab_to(page, "Quiz")
    press(page, "Enter")
    expect(page).to_have_url(f"{site}/practise")
    tab_to(page, "Choose topics")
    press(page, "Enter")
    while page.evaluate("document.activeElement.value") != "single_choice":
        press(page, "Tab")
    press(page, "Space")
    tab_to(page, "Start the quiz")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 1 of")
    while page.evaluate("document.activeElement.type") != "radio":
        press(page, "Tab")
    press(page, "ArrowDown")
    press(page, "Enter")
    expect(page.locator(".verdict")).to_be_focused()
    expect(page).to_have_title(re.compile(r"^(Right|Wrong): Question 1 of"))
    tab_to(page, "Next question")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Question 2 of")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_first_link_of_a_question_leads_past_the_numbers_of_all_the_others(open_page, site, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto(f"{site}/practise")
    page.locator("details > summary").click()
    page.locator("input[name=kinds][value=single_choice]").check()
    page.get_by_role("button", name="Start the quiz").click()
    for key in ("Tab", "Enter", "Tab"):
        press(page, key)
    expect(page.locator("main :focus")).to_have_attribute("name", "answer")


def test_numbers_choose_an_option_and_enter_answers_and_goes_on(open_page, site):
    page = open_page()
    page.goto(f"{site}/practise")
    page.locator("details > summary").click()
    page.locator("input[name=kinds][value=single_choice]").check()
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.locator("h1.place")).to_contain_text("Question 1 of")
    press(page, "2")
    expect(page.locator("[name=answer]").nth(1)).to_be_checked()
    press(page, "Enter")
    expect(page.locator(".verdict")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("h1.place")).to_contain_text("Question 2 of")


def test_a_flashcard_is_shown_rated_and_taken_back_by_single_keys(open_page, site):
    page = open_page()
    page.goto(f"{site}/review/")
    press(page, "Space")
    expect(page.locator("a[data-key=Space]")).to_be_visible()
    press(page, "Space")
    expect(page.locator(".flashcard .back")).to_be_focused()
    waits = [text.strip() for text in page.locator(".ratings small").all_inner_texts()]
    assert len(waits) == 4
    assert all(re.fullmatch(r"[\d.]+ (min|h|days?|months|years)", wait) for wait in waits), waits
    press(page, "3")
    page.locator("[data-show]").wait_for()
    expect(page).to_have_url(f"{site}/review/")
    press(page, "u")
    expect(page.get_by_role("status")).to_contain_text("Undone")


def test_on_a_phone_ratings_stay_in_sight_but_cover_no_answer_where_the_window_is_low(open_page, site):
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site}/review/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Show the answer").wait_for()
    press(page, "Space")
    expect(page.locator("form.ratings")).to_have_css("position", "sticky")
    page.set_viewport_size({"width": 640, "height": 450})  # as a desktop's window is at 200 %
    expect(page.locator("form.ratings")).to_have_css("position", "static")


def test_single_keys_do_nothing_once_they_are_switched_off(open_page, site):
    page = open_page()
    page.goto(f"{site}/settings")
    page.get_by_label("Single-key shortcuts").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("saved")
    page.goto(f"{site}/review/")
    expect(page.locator(".keys")).to_have_count(0)
    expect(page.locator("kbd:visible")).to_have_count(0)
    press(page, "Space")
    page.wait_for_timeout(300)
    expect(page).to_have_url(f"{site}/review/")
    tab_to(page, "Show the answer")
    press(page, "Enter")
    expect(page).to_have_url(re.compile("/review/cards/"))
    tab_to(page, "Good")
    press(page, "Enter")
    expect(page).to_have_url(f"{site}/review/")


def test_a_key_that_is_chosen_away_leaves_no_empty_frame(open_page, site):
    page = open_page()
    begin(page, site)
    page.goto(f"{site}/review/habits")
    page.get_by_label("Show the answer").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    open_cards(page, site)
    expect(page.locator("a[data-show] kbd")).to_be_hidden()


def test_the_buttons_of_an_ordering_question_keep_in_step_with_its_numbers(open_page, start_quiz):
    page = open_page()
    start_quiz(page, "ordering")
    page.wait_for_load_state()
    numbers = page.locator("[data-ordering] select")
    first = page.locator("[data-ordering] .row span").first.inner_text()
    page.get_by_role("button", name=f"Move down: {first}").press("Enter")
    for place, number in enumerate(numbers.all(), start=1):
        expect(number).to_have_value(str(place))
    expect(page.locator("[data-ordering] .row span").nth(1)).to_have_text(first)
    expect(page.get_by_role("button", name=f"Move down: {first}")).to_be_focused()
    expect(page.locator(".moved")).to_contain_text("2")
    for _place in range(numbers.count() - 2):
        press(page, "Enter")
    expect(page.get_by_role("button", name=f"Move down: {first}")).to_be_disabled()  # it has become the last
    expect(page.get_by_role("button", name=f"Move up: {first}")).to_be_focused()
    ups = page.locator("[data-ordering] .moves button:first-child")
    assert [button.is_disabled() for button in ups.all()] == [True] + [False] * (numbers.count() - 1)
    numbers.first.select_option(str(numbers.count()))  # by its number, too
    numbers.last.select_option("1")
    expect(ups.last).to_be_disabled()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".verdict")).not_to_contain_text("Not answered")


def test_the_answer_of_a_flashcard_in_a_quiz_has_the_focus_once_it_is_shown(open_page, start_quiz):
    page = open_page()
    start_quiz(page, "flashcard")
    tab_to(page, "Show the answer")
    press(page, "Enter")
    expect(page.locator(".back")).to_be_focused()
    expect(page).to_have_title(re.compile(r"^The answer: Question 1 of 1"))
    tab_to(page, "Well")
    press(page, "Enter")
    expect(page.locator(".verdict")).to_be_focused()


def test_the_key_that_writes_a_note_leads_into_its_field(open_page, site):
    page = open_page()
    page.goto(f"{site}/review/")
    press(page, "Space")
    page.locator("a[data-key=Space]").wait_for()
    press(page, "e")
    expect(page.get_by_label("Your note")).to_be_focused()


def test_what_is_wrong_with_an_answer_is_said_where_it_is_typed(open_page, start_quiz):
    page = open_page()
    for kind, field, typed in (("numeric", "answer", "many"), ("date", "answer-year", "soon"), ("ordering", "", "")):
        start_quiz(page, kind)
        if field:
            page.locator(f"[name={field}]").fill(typed)
        else:
            page.locator("[name=answer-0]").select_option("1")
        page.get_by_role("button", name="Answer", exact=True).click()
        expect(page.locator(".problem")).to_be_focused()
        told = page.locator(".question :is(fieldset, input[name=answer])").first
        assert "problem" in (told.get_attribute("aria-describedby") or "").split(), kind


def test_the_focus_is_seen_at_the_calendar_of_a_date_field_too(open_page, site):
    page = open_page()
    page.goto(f"{site}/review/")
    page.get_by_role("button", name="Begin").click()
    page.goto(f"{site}/tests/new")
    day = page.get_by_label("Date of the test")
    day.focus()
    for _ in range(3):  # month, year, and what opens the calendar
        press(page, "Tab")
    assert day.evaluate("it => it === document.activeElement && !it.matches(':focus')")
    expect(day).to_have_css("outline-style", "solid")
