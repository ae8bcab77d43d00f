"""A key is corrected in the editor: what it touches is shown, answers are graded again, cards come back, and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.clean import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def student(site, open_page, asked):
    """Have a student answer a single choice question wrongly, and know its card; return their page and the question."""
    page = open_page()
    page.goto(f"{site}/practise?bank=actors")
    page.locator("details > summary").click()
    page.locator("input[name=kinds][value=single_choice]").check()
    page.locator("#size").fill("1")
    page.get_by_role("button", name="Start the quiz").click()
    page.locator("h1.place").wait_for()
    version, given = asked(page)
    wrong = next(value for value in "0123" if value not in given)
    page.locator(f"input[name=answer][value='{wrong}']").check()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".verdict")).to_contain_text("Wrong")
    chosen = page.locator("dl.answers dd").first.inner_text()
    page.get_by_role("button", name="Finish the quiz").click()
    page.locator(".score").wait_for()
    return page, version.question_id, chosen


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_corrected_key_is_followed_by_a_regrade_that_can_be_taken_back(site, open_page, sign_in_at, student, scripts):
    seen, question_id, chosen = student
    page = sign_in_at(open_page(java_script_enabled=scripts, bypass_csp=scripts))  # axe brings styles along
    page.goto(f"{site}/questions/{question_id}/edit")
    right = page.locator("[name='answer-text']").input_value()
    wrong = page.locator("[name^='distractors-'][name$='-text']")
    place = next(number for number in range(wrong.count()) if wrong.nth(number).input_value() == chosen)
    page.locator("[name='answer-text']").fill(chosen)
    wrong.nth(place).fill(right)
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What this change touches")
    expect(page.locator("main")).to_contain_text("By the new one 1 score rises and 0 fall")
    if scripts:
        check(page)
    page.get_by_label("Why, for the students").fill("The source names another.")
    page.get_by_role("button", name="Grade again").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Answers graded again")
    expect(page.locator("tbody")).to_contain_text("0 → 1")
    if scripts:
        check(page)
    seen.reload()
    expect(seen.locator("main")).to_contain_text("The source names another.")
    expect(seen.locator(".verdict")).to_contain_text("Right")
    page.get_by_role("button", name=re.compile("Take this back")).press("Enter")
    expect(page.locator("main")).to_contain_text("Taken back: all scores are as before.")
    seen.reload()
    expect(seen.locator(".verdict")).to_contain_text("Wrong")


def test_before_saving_the_editor_says_that_the_key_changes_and_does_what_is_chosen(
    site, open_page, sign_in_at, student
):
    seen, question_id, chosen = student
    page = sign_in_at(open_page(bypass_csp=True))
    page.goto(f"{site}/questions/{question_id}/edit")
    page.wait_for_load_state()
    expect(page.locator(".save-bar")).to_contain_text("Used in 1 quiz, 1 answer of 1 student")
    choice = page.get_by_role("group", name="If the key changes")
    expect(choice).to_be_hidden()
    right = page.locator("[name='answer-text']").input_value()
    wrong = page.locator("[name^='distractors-'][name$='-text']")
    place = next(number for number in range(wrong.count()) if wrong.nth(number).input_value() == chosen)
    wrong.nth(place).fill(right)
    page.locator("[name='answer-text']").fill(chosen)
    expect(page.get_by_role("status").filter(has_text="The key changes.")).to_be_visible()
    page.get_by_role("link", name="Choose what follows").press("Enter")
    expect(choice).to_be_focused()
    check(page)
    choice.get_by_label("Show me first").focus()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.locator("main")).to_contain_text("Graded again: 1 score changed.")
    seen.reload()
    expect(seen.locator(".verdict")).to_contain_text("Right")
