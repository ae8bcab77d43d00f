"""A learner's session by keyboard alone: flags, notes, burying, suspending, typing, taking back, the end; with axe."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.accounts.models import Person
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.models import MemoryState
from tests.browser import studying
from tests.browser.clean import check
from tests.browser.keys import follow, press
from tests.browser.patience import leave_by
from tests.browser.test_outbox import nothing_waits

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def begin(page: Page, site: str) -> None:
    page.goto(f"{site}/review/")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Show the answer").wait_for()


def front(page: Page) -> str:
    return page.locator(".front").inner_text()


def test_a_session_goes_by_keys_as_in_anki(open_page, site):
    page = open_page(bypass_csp=True)
    begin(page, site)
    first = front(page)
    press(page, "Control+2")
    expect(page.locator(".flag")).to_contain_text("orange")
    check(page)
    press(page, "-")
    expect(page.locator("main")).not_to_contain_text(first)
    second = front(page)
    press(page, "@")
    expect(page.get_by_text("Suspended: the card is not asked any more.")).to_be_visible()
    third = front(page)
    press(page, "Space")
    page.locator(".ratings").wait_for()
    press(page, "e")
    page.get_by_label("Your note").fill("A rhyme")
    check(page)
    page.get_by_role("button", name="Save the note").press("Enter")
    expect(page.locator(".note")).to_contain_text("A rhyme")
    check(page)
    press(page, "3")
    page.get_by_role("link", name="Show the answer").wait_for()
    for shown in (third, third, second, first, first):
        with page.expect_navigation():  # the same card may come twice
            press(page, "Control+z")
        expect(page.locator(".front")).to_have_text(re.compile(re.escape(shown[:30])))
    press(page, "u")
    expect(page.get_by_text("There is nothing of today to take back.")).to_be_visible()


def test_what_was_said_of_a_card_goes_when_the_next_one_is_rated(open_page, site):
    page = open_page(bypass_csp=True)
    studying.begin(page, site)
    with page.expect_response(re.compile("/review/ahead")):
        press(page, "@")
    said = page.get_by_text("Suspended: the card is not asked any more.")
    expect(said).to_be_visible()
    press(page, "Space")
    page.locator(".ratings").wait_for()
    press(page, "3")
    page.get_by_role("link", name="Show the answer").wait_for()
    expect(said).to_have_count(0)


def test_keys_are_remapped_and_switched_off(open_page, site):
    page = open_page(bypass_csp=True)
    begin(page, site)
    page.goto(f"{site}/review/habits")
    check(page)
    page.get_by_label("Show the answer").fill("k")
    follow(page.get_by_role("button", name="Save", exact=True))
    page.goto(f"{site}/review/")
    press(page, "k")
    page.locator(".ratings").wait_for()
    page.goto(f"{site}/settings")
    page.get_by_label("Single-key shortcuts").uncheck()
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    page.goto(f"{site}/review/")
    press(page, "k")
    expect(page.locator(".ratings")).to_have_count(0)


def test_a_session_goes_without_scripts_and_ends_with_what_changed(open_page, site):
    page = open_page(java_script_enabled=False)
    begin(page, site)
    page.goto(f"{site}/settings")
    page.get_by_label("New cards a day").fill("2")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    page.goto(f"{site}/review/")
    page.get_by_text("Flag, bury, suspend, note").click()
    leave_by(page.get_by_role("button", name="Bury until tomorrow"))
    for _ in range(2):
        leave_by(page.get_by_role("link", name="Show the answer"))
        leave_by(page.get_by_role("button", name=re.compile("Easy")))
    expect(page.get_by_role("heading", name="What today changed")).to_be_visible()
    expect(page.locator("main")).to_contain_text("2 cards, 2 of them new")
    page.get_by_role("link", name="My marked and hard cards").click()
    page.get_by_role("button", name="Ask it again").click()
    expect(page.get_by_text("The card is asked again.")).to_be_visible()


def test_the_list_and_the_end_are_clean(open_page, site):
    page = open_page(bypass_csp=True)
    begin(page, site)
    press(page, "Control+1")
    page.locator(".flag").wait_for()
    page.goto(f"{site}/settings")
    page.get_by_label("New cards a day").fill("1")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    page.goto(f"{site}/review/")
    press(page, "Space")
    page.locator(".ratings").wait_for()
    press(page, "4")
    page.get_by_role("heading", name="What today changed").wait_for()
    check(page)
    page.goto(f"{site}/review/marked")
    check(page)


def test_cards_are_crammed_by_keyboard_and_a_plan_is_seen(open_page, site):
    page = open_page(bypass_csp=True)
    begin(page, site)
    press(page, "Space")
    page.locator(".ratings").wait_for()
    press(page, "4")
    page.get_by_role("link", name="Show the answer").wait_for()
    nothing_waits(page)
    page.goto(f"{site}/review/study")
    check(page)
    follow(page.get_by_role("button", name="Begin"))
    check(page)
    press(page, "Space")
    page.locator(".ratings").wait_for()
    check(page)
    press(page, "3")
    expect(page.get_by_text("All of them were known once.")).to_be_visible()
    page.goto(f"{site}/review/backlog")
    expect(page.get_by_text("Nothing is overdue.")).to_be_visible()
    check(page)


def test_how_many_cards_are_for_a_test_is_told_anew_with_each_rating(open_page, site):
    page = open_page()
    begin(page, site)
    studying.set_test(page, site, "2")
    studying.open_cards(page, site)
    planned = page.locator("[data-count=planned] strong")
    before = int(planned.inner_text())
    page.evaluate("() => document.querySelector('[data-count=planned] strong').textContent = '?'")
    studying.study(page, "3")
    expect(planned).to_have_text(re.compile(rf"^({'|'.join(map(str, range(before + 1)))})$"))


def test_at_the_end_a_card_in_its_steps_comes_by_itself_once_its_minute_is_over(open_page, site, app):
    page = open_page()
    begin(page, site)
    with app.app_context():
        db.session.execute(sa.update(Person).values(new_per_day=1))
        db.session.commit()
    with page.expect_response("**/review/ahead?*"):  # what was fetched ahead before knows of more cards
        page.reload()
    first = front(page)
    press(page, "Space")
    page.locator("form.ratings").wait_for()
    press(page, "1")
    page.get_by_text("A card you are learning comes back").wait_for()
    with app.app_context():
        db.session.execute(sa.update(MemoryState).values(due_at=utcnow() + timedelta(seconds=5)))
        db.session.commit()
    page.reload(wait_until="load")
    expect(page.locator("main")).to_contain_text("A card you are learning comes back")
    page.get_by_role("link", name="Show the answer").wait_for(timeout=20_000)
    assert front(page) == first
