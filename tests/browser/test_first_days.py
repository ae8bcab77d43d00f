"""Day one, day two and the instructor's correction, in a real browser. Leaves a trace of all of it in test-results/."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from quizapp.accounts.models import Role
from tests.browser.keys import press

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DAY_ONE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TRACES = Path("test-results")
PASSWORD = "a long enough password"
QUESTIONS = 6


@pytest.fixture
def clock():
    """The clock of server and test, which ticks on from day one and can be moved."""
    with time_machine.travel(DAY_ONE, tick=True) as traveller:
        yield traveller


@pytest.fixture
def recorded(browser: Browser, request):
    """A browser context that keeps a trace with pictures: `playwright show-trace` plays it."""
    context = browser.new_context(service_workers="block")
    context.tracing.start(screenshots=True, snapshots=True)
    yield context
    context.tracing.stop(path=TRACES / f"{request.node.originalname}.zip")
    context.close()


def test_a_student_comes_back_the_next_day_and_an_instructor_corrects_a_question(
    site, recorded, clock, asked, fill_in, make_person, app
):
    make_person(Role.INSTRUCTOR, "Ms Petrosyan")
    page = recorded.new_page()

    take_a_quiz(page, site, asked, fill_in)
    review_some_cards(page, site)
    page.goto(f"{site}/sign-up")
    page.get_by_label("Name").fill("Anahit")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_text("Welcome, Anahit")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()

    clock.move_to(DAY_ONE + timedelta(days=3))
    sign_in(page, site, "anahit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today, Anahit")
    assert int(page.locator(".figures strong").first.inner_text()) > 0, "nothing came back after three days"
    page.goto(f"{site}/attempts")
    expect(page.get_by_text("Best 100 %, latest 100 %")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()

    sign_in(page, site, "Ms Petrosyan")
    correct_a_question(page, site)


def take_a_quiz(page: Page, site: str, asked, fill_in) -> None:
    page.goto(site)
    page.get_by_role("link", name="Quiz", exact=True).click()
    page.get_by_text("Choose topics and kinds of question").click()
    kinds = page.get_by_role("group", name="Kinds of question")  # a question may ask about a date, too
    for kind in ("Single choice", "Matching", "Date"):
        kinds.get_by_label(kind, exact=True).check()
    page.get_by_label("How many questions").fill(str(QUESTIONS))
    page.get_by_role("button", name="Start the quiz").click()
    for position in range(1, QUESTIONS + 1):
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Question {position} of {QUESTIONS}")
        version, given = asked(page)
        fill_in(page, version.content.kind, given)
        page.get_by_role("button", name="Answer", exact=True).click()
        expect(page.locator(".verdict")).to_contain_text("Right")
        page.reload()
        expect(page.locator(".verdict")).to_contain_text("Right")
        if position < QUESTIONS:
            page.locator("a", has_text="Next question").click()
    page.get_by_role("button", name="Finish the quiz").click()
    expect(page.locator(".score")).to_contain_text("100 %")


def review_some_cards(page: Page, site: str) -> None:
    page.goto(f"{site}/review/")
    for key in "3413":
        press(page, " ")
        expect(page.get_by_role("button", name=re.compile("Good"))).to_be_visible()
        press(page, key)
        page.locator("[data-show]").wait_for()  # the address is that of the next card before the card is there
    expect(page).to_have_url(f"{site}/review/")
    press(page, "u")
    expect(page.get_by_text("Undone: rate this card again.")).to_be_visible()
    press(page, "3")
    page.locator("[data-show]").wait_for()  # by a page of its own, perhaps, which must not be on its way any more
    expect(page).to_have_url(f"{site}/review/")


def sign_in(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def correct_a_question(page: Page, site: str) -> None:
    page.goto(f"{site}/questions?kind=single_choice")
    with page.expect_navigation():
        page.locator("tbody a").first.click()
    before = page.get_by_role("heading", level=1).inner_text()
    page.locator("a", has_text=re.compile("^Edit$")).click()
    page.get_by_label("Question", exact=True).fill("Which of these is **right**?")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview .stem strong").first).to_have_text("right")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which of these is right?")
    page.locator("ol[reversed] li").nth(1).get_by_role("link").click()
    page.get_by_role("link", name="Make this version current again").click()
    expect(page.locator("del").first).to_contain_text("removed:")
    page.get_by_role("button", name="Make version 1 current again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(before)
    expect(page.locator("ol[reversed] li")).to_have_count(3)
