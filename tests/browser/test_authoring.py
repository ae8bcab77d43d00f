"""A bank made from nothing in the browser and practised by a student, and a copy that follows its original; axe too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.clean import large_faults, violations_in_both_schemes, width_faults
from tests.browser.keys import press
from tests.browser.patience import leave_by

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def look():
    """Return a function that holds a page against axe, at 320 px too."""

    def looking(page: Page) -> None:
        size = page.viewport_size
        assert violations_in_both_schemes(page) + width_faults(page) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert violations_in_both_schemes(page) + width_faults(page) == []
        page.set_viewport_size(size)

    return looking


def describe_a_source(page: Page, site: str, look) -> None:
    page.goto(f"{site}/edit/new-source")
    page.get_by_label("Title").fill("A book of weather")
    page.get_by_label("Passages").fill("c1: Wind\nc 2: Rain")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".problem-text")).to_contain_text("Line 2")
    look(page)
    page.get_by_label("Passages").fill("c1: Wind\nc2: Rain")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("questions can cite its passages").wait_for()
    look(page)


def write_a_question(page: Page, site: str) -> None:
    page.goto(f"{site}/banks/weather/new/true_false")
    typed = {"key": "wind", "stem": "Wind is moving air.", "explanation": "So it is.", "topic": "wind"}
    for name, value in (typed | {"sources": "a-book-of-weather#c1"}).items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=answer][value=true]").check()
    page.locator("[name=facets][value=claim]").check()
    leave_by(page.get_by_role("button", name="Save as ready"))


def test_from_an_empty_list_to_a_student_who_practises(open_page, site, sign_in_at, look):
    page = sign_in_at(open_page(bypass_csp=True))
    page.goto(f"{site}/banks")
    leave_by(page.get_by_role("link", name="Create a bank"))
    look(page)
    page.get_by_label("Title").fill("Weather")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Weather")
    look(page)
    describe_a_source(page, site, look)
    write_a_question(page, site)
    page.goto(f"{site}/banks/weather/topics")
    look(page)
    size = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    assert large_faults(page) == []
    page.set_viewport_size(size)
    page.get_by_label("New name").fill("Moving air")
    leave_by(page.get_by_role("button", name="Rename"))
    look(page)
    page.get_by_role("button", name="Rename").click()
    page.get_by_text("1 question has another topic now.").wait_for()
    page.goto(f"{site}/banks/weather/heading")
    look(page)
    student = open_page()
    student.goto(f"{site}/practise")
    student.locator("details > summary").click()
    student.locator("input[name=topics][value=moving-air]").check()
    student.get_by_role("button", name="Start the quiz").click()
    student.get_by_text("Wind is moving air.").wait_for()


def test_a_copy_is_told_what_changed_in_its_original(open_page, site, sign_in_at, look):
    page = sign_in_at(open_page(bypass_csp=True))
    page.goto(f"{site}/banks/dates")
    look(page)
    leave_by(page.get_by_role("link", name="Copy this bank"))
    look(page)
    page.get_by_label("Short name").fill("my-dates")
    page.get_by_role("button", name="Copy it").click()
    page.get_by_text("a copy of").wait_for()
    for bank, words in (("dates", "Their new words."), ("my-dates", "My new words.")):
        page.goto(f"{site}/questions?q=bank:{bank}")
        page.locator("tbody a").first.click()
        page.locator("a", has_text=re.compile("^Edit$")).click()
        page.locator("[name=explanation]").fill(words)
        page.get_by_role("button", name="Save as a new version").click()
        page.get_by_text("Saved as a new version.").wait_for()
    page.goto(f"{site}/banks/my-dates/upstream")
    look(page)
    leave_by(page.locator("main .lines a").first)
    look(page)
    page.get_by_label("Theirs").check()
    page.get_by_role("button", name="Take it over").click()
    page.get_by_text("Taken over:").wait_for()
    look(page)
