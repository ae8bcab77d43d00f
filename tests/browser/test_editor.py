"""The editor by pointer and by keyboard alone: typed and seen at once, rows moved, answers tried, nothing recorded."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.db import db
from quizapp.kinds.registry import KINDS
from quizapp.quizzes.models import Attempt
from tests.browser.keys import press

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LISTS = {
    "single_choice": "distractors",
    "multiple_choice": "answers",
    "short_answer": "answers",
    "ordering": "items",
    "matching": "pairs",
    "categorize": "categories",
}


@pytest.fixture
def editor(site, open_page, sign_in_at):
    """Return a function that opens the editor of the first question of a kind."""
    page = sign_in_at(open_page(viewport={"width": 1280, "height": 900}))

    def opened(kind: str = "single_choice") -> Page:
        page.goto(f"{site}/questions?kind={kind}")
        page.locator("tbody a").first.click()
        page.get_by_role("link", name="Edit", exact=True).click()
        page.locator("form.editor").wait_for()
        page.wait_for_load_state("load")
        return page

    return opened


def texts(page: Page, name: str) -> list[str]:
    rows = page.locator(f"[data-rows={name}] .row-edit")
    return [rows.nth(place).locator("input, textarea").first.input_value() for place in range(rows.count())]


def expect_texts(page: Page, name: str, wanted: list[str]) -> None:
    """Wait until the rows hold these texts, on a page that may not stand yet."""
    rows = page.locator(f"[data-rows={name}] .row-edit")
    expect(rows).to_have_count(len(wanted))
    for place, text in enumerate(wanted):
        expect(rows.nth(place).locator("input, textarea").first).to_have_value(text)


def test_the_preview_and_the_linter_follow_what_is_typed(editor):
    page = editor()
    page.get_by_label("Question", exact=True).fill("Who is **quite new** here?")
    expect(page.locator("#look-question strong")).to_have_text("quite new")
    page.get_by_label("Explanation").fill("See the article.")
    expect(page.locator("#edit-explanation-remarks")).to_contain_text("only says where to look")
    expect(page.locator("#said")).to_contain_text("could be better")
    page.get_by_label("Topic").fill("Two Words")
    expect(page.locator("#edit-topic-remarks")).to_contain_text("is no id")
    expect(page.get_by_label("Topic")).to_have_attribute("aria-invalid", "true")
    page.locator("#look-first").get_by_role("link", name="Topic").click()
    expect(page.get_by_label("Topic")).to_be_focused()
    page.get_by_label("Topic").fill("two-words")
    expect(page.locator("#edit-topic-remarks")).to_be_empty()
    expect(page.locator("#look-first")).not_to_contain_text("To be done")


@pytest.mark.parametrize("kind", list(LISTS))
def test_rows_are_added_moved_and_removed_by_pointer(editor, kind):
    page, name = editor(kind), LISTS[kind]
    before = texts(page, name)
    rows = page.locator(f"[data-rows={name}] .row-edit")
    page.locator(f"[data-add={name}]").click()
    rows.last.locator("input, textarea").first.fill("Quite new")
    rows.last.get_by_role("button", name="Move up").click()
    expect_texts(page, name, [*before[:-1], "Quite new", before[-1]])
    rows.first.get_by_role("button", name="Remove").click()
    expect_texts(page, name, [*before[:-1], "Quite new", before[-1]][1:])
    page.get_by_role("button", name="Put it back").click()
    expect_texts(page, name, [*before[:-1], "Quite new", before[-1]])
    expect(page.locator("#draft-state[data-state=saved]")).to_contain_text("Draft saved")
    page.reload()
    page.get_by_role("link", name="Go on with it").click()
    expect_texts(page, name, [*before[:-1], "Quite new", before[-1]])


def test_rows_are_edited_by_keyboard_alone(editor):
    page = editor("ordering")
    before = texts(page, "items")
    first = page.locator("[data-rows=items] input").first
    first.focus()
    press(page, "Alt+ArrowDown")
    expect_texts(page, "items", [before[1], before[0], *before[2:]])
    expect(page.locator("[data-rows=items] input").nth(1)).to_be_focused()
    expect(page.locator(".row-foot [role=status]")).to_contain_text("Now in place 2")
    press(page, "Tab")
    press(page, "Enter")  # its button, up: there it moves nothing any more, and the one for down is at hand
    expect_texts(page, "items", before)
    expect(page.locator("[data-rows=items] [data-verb=up]").first).to_be_disabled()
    expect(page.locator("[data-rows=items] [data-verb=down]").first).to_be_focused()
    press(page, "Enter")
    expect(page.locator("[data-rows=items] [data-verb=down]").nth(1)).to_be_focused()
    page.locator("[data-rows=items] input").nth(1).focus()
    for _row in before[1:]:
        press(page, "Enter")
    page.keyboard.type("The newest")
    expect(page.locator("[data-rows=items] input").last).to_have_value("The newest")
    expect(page.locator("[data-rows=items] input").last).to_have_attribute("name", f"items-{len(before)}")
    for _button in ("up", "remove"):  # the last row cannot go down
        press(page, "Tab")
    press(page, "Enter")
    expect_texts(page, "items", [before[1], before[0], *before[2:]])
    press(page, "Control+s")
    page.get_by_text("Saved as a new version.").wait_for()


def test_an_answer_is_tried_by_keyboard_and_nothing_is_recorded(app, editor):
    page = editor("single_choice")
    page.get_by_label("Explanation").fill("A new reason, as typed.")
    page.locator("#look-question input[type=radio]").first.focus()
    press(page, "Space")
    press(page, "Tab")
    press(page, "Enter")
    verdict = page.locator("#look-feedback .verdict")
    expect(page.locator("#look-feedback h2").first).to_have_text("After your answer")
    expect(verdict).to_be_focused()
    expect(page.locator("#look-feedback")).to_contain_text("A new reason, as typed.")
    expect(page.locator("#look-feedback .arithmetic")).to_contain_text("Marking:")
    expect(page.locator("#look-question input[type=radio]").first).to_be_checked()
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 0


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_can_be_tried(editor, fill_in, kind):
    page = editor(kind)
    box = page.locator("#look-question")
    if kind == "flashcard":
        box.get_by_role("button", name="Show the answer").click()
        box.locator("[value=good]").click()
    elif kind in {"ordering", "matching", "categorize", "cloze"}:
        for number, field in enumerate(box.locator("[name^=answer-]").all(), start=1):
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(index=min(number, field.locator("option").count() - 1))
            else:
                field.fill("x")
        box.get_by_role("button", name="Try it").click()
    elif kind == "date":
        box.locator("[name=answer-year]").fill("1900")
        box.get_by_role("button", name="Try it").click()
    else:
        field = box.locator("[name=answer]").first
        field.check() if kind.endswith(("choice", "false")) else field.fill("1")
        box.get_by_role("button", name="Try it").click()
    expect(page.locator("#look-feedback h2").first).to_have_text("After your answer")
    expect(page.locator("#look-feedback .verdict")).to_be_visible()


def test_an_answer_that_cannot_be_marked_leaves_the_focus_at_the_reason(editor):
    page = editor("cloze")
    page.get_by_role("button", name="Try it as a student").press("Enter")
    expect(page.locator("#look-question .problem")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#look-question [name=answer-0]")).to_be_focused()


def test_passages_are_ticked_and_seen_with_their_subjects(editor):
    page = editor()
    page.get_by_text("Choose passages").click()
    reference = page.locator(".choose-passages input:not(:checked)").last.get_attribute("value")
    box = page.locator(f".choose-passages [value='{reference}']")
    box.check()
    expect(page.get_by_label("Passages", exact=True)).to_have_value(re.compile(re.escape(reference)))
    expect(page.locator("#chosen-passages")).to_contain_text(reference)
    box.uncheck()
    expect(page.locator("#chosen-passages")).not_to_contain_text(reference)


def test_the_key_that_saves_can_be_switched_off(editor, site):
    page = editor()
    address = page.url
    page.goto(f"{site}/settings")
    page.locator("[name=shortcuts]").uncheck()
    with page.expect_navigation():
        page.locator("main form button").first.click()
    page.goto(address)
    page.wait_for_load_state("load")
    assert page.evaluate("document.body.dataset.shortcuts") == "off"
    page.get_by_label("Topic").fill("other-topic")
    assert page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', {key: 's', ctrlKey: true, cancelable: true}))"
    ), "the browser's own Ctrl+S is left alone"
    expect(page.locator("form.editor")).to_be_visible()


def test_the_kind_is_changed_and_changed_back_and_nothing_is_lost(editor):
    page = editor("multiple_choice")
    before = texts(page, "answers"), texts(page, "distractors")
    page.get_by_text("Kind: Multiple choice. Change it").click()
    offer = page.locator(".offers li", has=page.get_by_role("button", name="Single choice"))
    expect(offer).to_contain_text("does not fit: Right options (")
    offer.get_by_role("button").click()
    expect(page.locator("h1 + p")).to_contain_text("Single choice")
    expect(page.locator("#edit-stem")).to_be_focused()
    page.get_by_label("Explanation").fill("A reason given meanwhile.")
    page.get_by_text("Kind: Single choice. Change it").click()
    page.locator(".offers").get_by_role("button", name="Multiple choice").click()
    expect(page.locator("h1 + p")).to_contain_text("Multiple choice")
    expect_texts(page, "answers", before[0])
    expect_texts(page, "distractors", before[1])
    expect(page.get_by_label("Explanation")).to_have_value("A reason given meanwhile.")


def test_a_question_is_duplicated_and_the_next_of_the_list_comes_after_a_save(editor):
    page = editor("date")
    first = page.url
    page.get_by_label("Explanation").fill("A better reason, in a whole sentence.")
    page.get_by_role("button", name="Save and next").click()
    page.get_by_text("Saved as a new version.").wait_for()
    assert page.url != first
    expect(page.locator("h1 + p")).to_contain_text("Date")
    page.get_by_role("link", name="Leave without saving").click()
    page.get_by_role("button", name="Duplicate").click()
    expect(page.get_by_label("Id", exact=True)).to_have_value(re.compile(r"-2$"))
    page.get_by_role("button", name="Save as a draft").click()
    page.get_by_text("The question is kept as a draft.").wait_for()


def test_a_question_sent_empty_has_the_focus_at_what_is_to_be_filled_first(site, open_page, sign_in_at):
    page = sign_in_at(open_page(viewport={"width": 390, "height": 844}))
    for kind in KINDS:
        page.goto(f"{site}/banks/dates/new/{kind}")
        page.get_by_role("button", name="Save as a draft").press("Enter")
        expect(page.get_by_label("Id", exact=True)).not_to_be_focused()
        expect(page.locator(":focus")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Id", exact=True).press("Enter")
    expect(page.get_by_label("Front", exact=True)).to_be_focused()
    expect(page.get_by_label("Front", exact=True)).to_be_in_viewport()


def test_after_a_preview_without_scripts_at_hand_the_focus_is_at_what_is_seen(editor):
    page = editor()
    page.get_by_role("button", name="Preview").press("Enter")
    expect(page.get_by_role("region", name="Preview")).to_be_focused()


def test_what_was_done_has_the_focus_after_a_save_and_after_a_version_is_made_current_again(editor):
    page = editor()
    page.get_by_label("Explanation").fill("Another reason.")
    page.get_by_role("button", name="Save as a new version").press("Enter")
    expect(page.get_by_text("Saved as a new version.")).to_be_focused()
    page.goto(page.url.partition("?")[0] + "/compare?from=2&to=1")
    page.get_by_role("button", name="Make version 1 current again").press("Enter")
    expect(page.get_by_text("Version 1 is current again.")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
