"""The workbench in a browser: choosing questions by pointer and by keyboard, changing them, taking it back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship, create_question, draft_of
from quizapp.clock import utcnow
from quizapp.db import db
from tests.browser.keys import press

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def page(open_page, sign_in_at, site) -> Page:
    page = sign_in_at(open_page())
    page.goto(f"{site}/questions")
    return page


def boxes(page: Page):
    return page.locator("input[name=tick]")


def told(page: Page):
    return page.locator("[data-chosen-count]")


def test_rows_are_chosen_by_pointer_over_pages_and_counted(page):
    expect(told(page)).to_have_text("Nothing is chosen.")
    boxes(page).nth(1).click()
    expect(told(page)).to_have_text("1 question is chosen.")
    boxes(page).nth(5).click(modifiers=["Shift"])
    expect(told(page)).to_have_text("5 questions are chosen.")
    page.get_by_role("button", name="More").click()
    expect(page.locator("#count")).to_contain_text("51 to 100 shown")
    expect(told(page)).to_have_text("5 questions are chosen.")
    page.get_by_label("Choose all on this page").check()
    expect(told(page)).to_have_text("55 questions are chosen.")
    page.get_by_role("button", name="Earlier").click()
    expect(told(page)).to_have_text("55 questions are chosen.")
    expect(page.locator("input[name=tick]:checked")).to_have_count(5)
    page.get_by_role("button", name="Choose none").click()
    expect(told(page)).to_have_text("Nothing is chosen.")


def test_what_is_done_with_chosen_rows_is_offered_while_some_are_chosen(page):
    change, none = (page.get_by_role("button", name=name) for name in ("Change them…", "Choose none"))
    expect(page.get_by_role("button", name="Choose all")).to_be_visible()
    expect(change).to_be_hidden()
    expect(none).to_be_hidden()
    boxes(page).first.check()
    expect(change).to_be_visible()
    none.click()
    expect(told(page)).to_have_text("Nothing is chosen.")
    expect(change).to_be_hidden()
    page.get_by_role("button", name="Choose all").click()
    expect(change).to_be_visible()


def test_by_keyboard_alone_rows_are_chosen_changed_and_changed_back(page):
    boxes(page).nth(2).focus()
    press(page, "Space")
    press(page, "Shift+ArrowDown")
    press(page, "Shift+ArrowDown")
    expect(told(page)).to_have_text("3 questions are chosen.")
    press(page, "Shift+ArrowUp")
    expect(told(page)).to_have_text("2 questions are chosen.")
    press(page, "ArrowDown")
    press(page, "ArrowDown")
    expect(told(page)).to_have_text("2 questions are chosen.")
    press(page, "Enter")
    expect(told(page)).to_have_text("2 questions are chosen.")
    page.get_by_role("button", name="Change them…").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 questions chosen")
    page.get_by_label("Topic", exact=True).fill("csto")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Topic: The CSTO security pact")).to_be_focused()
    page.get_by_role("button", name="Change 2 questions").press("Enter")
    expect(page.locator(".flash")).to_have_text("2 questions are changed.")
    page.get_by_role("button", name="Take it back").press("Enter")
    expect(page.locator(".flash")).to_have_text("2 questions are as they were before.")
    expect(page.get_by_role("listitem").filter(has_text="Topic: The CSTO security pact")).to_contain_text("Taken back")


def test_all_that_a_search_found_go_to_the_trash_and_come_back(page, site):
    page.get_by_role("combobox", name="Search the questions").press_sequentially("kind:matching ")
    expect(page).to_have_url(f"{site}/questions?q=kind%3Amatching+")
    expect(boxes(page).first).to_be_visible()
    page.get_by_role("button", name="Choose all").click()
    expect(page.locator("input[name=tick]:not(:checked)")).to_have_count(0)
    boxes(page).first.uncheck()
    chosen = int(told(page).inner_text().split()[0])
    page.get_by_role("button", name="Change them…").click()
    page.get_by_role("link", name="Move to the trash").click()
    page.get_by_role("button", name=f"Change {chosen} questions").click()
    expect(page.locator("#count")).to_have_text("1 question")
    page.goto(f"{site}/questions?q=is:trashed&all=1")
    expect(told(page)).to_have_text(f"{chosen} questions are chosen.")
    page.get_by_role("button", name="Change them…").click()
    page.get_by_role("link", name="Bring back from the trash").click()
    with page.expect_navigation():
        page.get_by_role("button", name=f"Change {chosen} questions").click()
    page.goto(f"{site}/questions?q=kind:matching")
    expect(boxes(page)).to_have_count(chosen + 1)


def test_choosing_works_without_scripts(open_page, sign_in_at, site):
    page = sign_in_at(open_page(java_script_enabled=False))
    page.goto(f"{site}/questions")
    boxes(page).nth(0).check()
    boxes(page).nth(1).check()
    page.get_by_role("button", name="More").click()
    expect(told(page)).to_have_text("2 questions are chosen.")
    boxes(page).nth(0).check()
    page.get_by_role("button", name="Change them…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 questions chosen")


def test_duplicates_are_compared_side_by_side_and_merged_by_keyboard(app, page, site):
    with app.app_context():
        first = db.session.scalars(sa.select(Question).order_by(Question.id)).first()
        draft = draft_of("a-copy", first.current)
        create_question(db.session(), first.bank, draft, Authorship(Origin.BROWSER), now=utcnow())
        db.session.commit()
    page.goto(f"{site}/duplicates")
    page.get_by_role("button", name="Look for duplicates").press("Enter")
    expect(page.locator(".flash")).to_contain_text("likely pair")
    page.get_by_role("link", name="with a-copy").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Do these ask the same?")
    page.get_by_role("radio").first.focus()
    press(page, "ArrowDown")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    page.get_by_role("button", name="Merge").press("Enter")
    expect(page.locator(".flash")).to_contain_text("“a-copy” stays")
    page.goto(f"{site}/trash")
    expect(page.get_by_role("link", name="merged into a-copy")).to_be_visible()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first.current.title)


def test_a_question_is_thrown_away_and_restored_where_it_stands(page, site):
    with page.expect_navigation():
        page.locator("tbody th a").first.click()
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Move to the trash").press("Enter")
    expect(page.locator(".marked")).to_contain_text("Students are not asked it.")
    button, below = (page.locator(one).bounding_box() for one in (".marked button", ".marked + *"))
    assert below["y"] >= button["y"] + button["height"] + 8, "the button stands apart from what comes next"
    page.goto(f"{site}/trash")
    page.get_by_role("button", name=f"Restore “{title}”").press("Enter")
    expect(page.locator(".flash")).to_have_text("Brought back from the trash")


def test_from_a_question_one_comes_back_to_the_row_one_left(page):
    page.get_by_role("button", name="More").click()
    expect(page.locator("#count")).to_contain_text("51 to 100 shown")
    link = page.locator("tbody th a").nth(7)
    title = link.inner_text()
    link.click()
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator("#count")).to_contain_text("51 to 100 shown")
    expect(page.locator("tbody th a").nth(7)).to_be_focused()
    expect(page.locator("tbody th a").nth(7)).to_have_text(title)
