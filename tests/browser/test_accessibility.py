"""Every page by axe, by keyboard, at 320 px and without JavaScript; no page logs an error or asks another host."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quizapp.clock import utcnow
from quizapp.kinds.registry import KINDS
from tests.browser.clean import large_faults, listed, narrow_faults, violations_in_both_schemes
from tests.browser.patience import leave_by

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LOOKED_THROUGH = ("/timeline", "/sources", "/sources/huang-2023", "/actors")
OWN_PROGRESS = ("/progress", "/progress/forecast", "/progress/prediction")
OWN_DATA = ("/settings/data", "/settings/data/erase", "/privacy")
LOOKED_AT_BY_ALL = ("/", "/review/", "/practise", "/attempts", "/settings", "/sign-in", "/sign-up", "/not-there")


def _student_states(page: Page, site: str, start_quiz, asked, fill_in) -> Iterator[str]:
    """Yield the name of each state that a student comes through, with the page standing at it."""
    for path in (*LOOKED_AT_BY_ALL, *LOOKED_THROUGH):
        page.goto(site + path)
        yield path
    yield from _card_states(page, site)
    for kind in KINDS:
        start_quiz(page, kind)
        yield f"{kind} asked"
        version, given = asked(page)
        if kind == "flashcard":
            page.get_by_role("button", name="Show the answer").click()
            page.locator("[value=good]").wait_for()
            yield "flashcard to be rated"
            page.locator("[value=good]").click()
        else:
            fill_in(page, version.content.kind, given)
            page.get_by_role("button", name="Answer", exact=True).click()
        page.locator(".verdict").wait_for()
        yield f"{kind} answered"
    page.get_by_role("button", name="Finish the quiz").click()
    page.locator(".score").wait_for()
    yield "a result"
    start_quiz(page, "matching", feedback="at_end")
    yield "matching with feedback at the end"
    yield from _states_after_work(page, site)


def _card_states(page: Page, site: str) -> Iterator[str]:
    """Yield the name of each state of a flashcard, until it was rated and tells its story."""
    page.goto(f"{site}/review/")
    page.get_by_role("button", name="Begin").click()
    page.locator("a[data-key=Space]").wait_for()
    yield "the front of a card"
    page.locator("a[data-key=Space]").click()
    page.locator("form.ratings").wait_for()
    yield "the back of a card"
    story = page.url.replace("/review/", "/progress/")
    page.locator("form.ratings .rating-3").click()
    page.locator("a[data-key=Space]").wait_for()
    expect(page.locator("#outbox[data-state=waiting]")).to_have_count(0)
    page.goto(story)
    page.locator("summary").click()
    yield "why a card is due"
    page.goto(f"{site}/tests/new")
    page.get_by_label("Name of the test").fill("Unit 1")
    page.get_by_label("Date of the test").fill((utcnow() + timedelta(days=21)).date().isoformat())
    page.locator("[name=banks]").first.check()
    page.get_by_role("button", name="Set the test").click()
    page.locator(".outlook").wait_for()
    yield "the forecast of a test"
    for path in (*OWN_PROGRESS, *OWN_DATA, "/settings/calendar", "/tests", "/tests/new", "/", "/review/"):
        page.goto(site + path)
        yield path


def _states_after_work(page: Page, site: str) -> Iterator[str]:
    """Yield the name of each page that shows what a student has done and met."""
    for path in ("/", "/attempts", *LOOKED_THROUGH):
        page.goto(site + path)
        yield f"{path} after some work"
    page.locator("summary").first.click()
    yield "cards about an actor"
    page.goto(f"{site}/timeline?actor=nobody")
    yield "a timeline of nobody"
    page.goto(f"{site}/practise?passage=ally-2023%23p2")
    yield "a passage to practise"
    page.goto(f"{site}/practise")
    page.get_by_role("button", name="Start: Ten-minute diagnostic").click()
    page.locator("h1.place").wait_for()
    yield "a ready-made quiz begun"


def _instructor_states(page: Page, site: str) -> Iterator[str]:
    """Yield the name of each state of the instructor's pages; the page is signed in."""
    for path in (
        "/banks",
        "/questions",
        "/questions?bank=dates",
        "/questions?words=nothingfitsthis",
        "/questions?passage=ally-2023%23p2&level=1",
        "/questions?q=topik:csto+level:9+-%22the&sort=level",
        "/questions?chosen=1-3",
        "/questions/bulk?all=1",
        "/questions/bulk?all=1&action=move&value=dates",
        "/questions/changes",
        "/questions/keys",
        "/questions/1/regrades/new/drop",
        "/trash",
        "/duplicates",
        "/settings/password",
        "/settings/sign-ins",
        "/settings/second-factor",
        "/settings/second-factor/new",
        "/settings/confirm",
        *LOOKED_THROUGH,
        "/actors?actor=Armenia",
        "/coverage",
        "/coverage?bank=dates",
        "/statistics",
        "/statistics/banks/dates",
        "/banks/upload",
        "/banks/upload?bank=dates",
        "/conflicts",
        "/anki",
        "/progress/everyone",
    ):
        page.goto(site + path)
        yield path
    yield from _search_states(page, site)
    yield from _picture_states(page, site)
    for kind in KINDS:
        page.goto(f"{site}/questions?kind={kind}")
        page.locator("tbody a").first.click()
        page.locator(".previews").wait_for()
        yield f"{kind} shown"
        address = page.url.partition("?")[0]
        page.goto(f"{address}/edit")
        yield f"{kind} in the editor"
        page.goto(f"{site}/banks/dates/new/{kind}")
        with page.expect_navigation():  # the remarks made while typing look the same
            page.locator("button[name=save]").first.click()
        page.locator(".problem-text").first.wait_for()
        yield f"{kind} sent empty"
    page.goto(f"{address}/versions/1")
    yield "a version"
    page.goto(f"{address}/edit")
    leave_by(page.get_by_role("button", name="Preview"))
    for summary in page.locator("main summary").all():
        summary.click()
    yield "a preview, and everything opened"
    page.locator("#look-question form button").last.click()
    page.locator("#look-question .problem, #look-feedback .verdict, #look-question [value=good]").first.wait_for()
    yield "a row added and an answer tried"
    yield from _states_of_edits(page, address)


def _states_of_edits(page: Page, address: str) -> Iterator[str]:
    """Yield the name of each state of drafts, of edits that meet, and of a question's history."""
    page.goto(f"{address}/edit")
    fields = {name: page.locator(f"[name={name}]").input_value() for name in ("topic", "event")}
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(f"{value or 'something'}-else")
    page.locator("[name=base_number]").evaluate("field => { field.value = '0'; }")
    page.get_by_role("button", name="Preview").click()
    page.locator(".clash").first.wait_for()
    yield "edits that meet"
    page.goto(f"{address}/edit")
    page.get_by_role("button", name="Throw it away").wait_for()
    yield "a draft offered"
    page.goto(page.url.partition("/questions/")[0] + "/banks")
    page.get_by_text("1 unsaved draft").wait_for()
    yield "banks with a draft"
    page.goto(f"{address}/edit?draft=go-on")
    page.get_by_role("button", name="Save as a new version").click()
    page.get_by_text("Saved as a new version.").wait_for()
    for path in ("", "/compare", "/compare?from=2&to=1", "/blame"):
        page.goto(f"{address}{path}")
        yield f"a question with a history {path}"


def _picture_states(page: Page, site: str) -> Iterator[str]:
    """Yield the name of each state in which a picture is added."""
    page.goto(f"{site}/questions?kind=ordering")
    page.locator("tbody a").first.click()
    page.locator("a", has_text=re.compile("^Edit$")).click()
    page.wait_for_load_state()
    page.locator("[data-add-picture]").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Put it into the text").click()
    yield "a picture to be chosen"
    page.goto(f"{site}/pictures/new")
    page.get_by_label("Picture").set_input_files(Path(__file__).parents[2] / "docs/screenshots/home-desktop-light.png")
    page.get_by_label("What does it show?").fill("The start page")
    page.get_by_role("button", name="Add it").click()
    page.get_by_label("Copy this into the text").wait_for()
    yield "a picture"
    page.goto(f"{site}/pictures")
    yield "pictures"
    page.goto(f"{site}/pictures/new")
    page.get_by_label("Picture").set_input_files(__file__)
    page.get_by_label("What does it show?").fill("No picture")
    page.get_by_role("button", name="Add it").click()
    page.locator(".problem-text").wait_for()
    expect(page.locator("main [aria-invalid=true]").first).to_be_focused()
    yield "a picture refused"


def _search_states(page: Page, site: str) -> Iterator[str]:
    """Yield the name of each state of the search box and of what stands folded below it."""
    page.goto(f"{site}/questions?q=kind:matching")
    for summary in page.locator("summary").all():
        summary.click()
    page.get_by_label("Keep this search as").fill("Pairs")
    leave_by(page.get_by_role("button", name="Keep"))
    for summary in page.locator("summary").all():
        summary.click()
    yield "a kept search and all conditions"
    page.locator("#q").fill("kind:")
    page.locator("#q").press("ArrowDown")
    page.get_by_role("option").first.wait_for()
    page.locator("#q").press("ArrowDown")
    expect(page).to_have_url(re.compile(r"[?&]q=kind%3A(&|$)"))  # the list was found anew; until then it is paler
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")
    yield "completions in the search box"


@pytest.fixture
def student_states(site, start_quiz, asked, fill_in) -> Callable[[Page], Iterator[str]]:
    """Walk through every state that a student comes to; each is named while the page stands at it."""
    return lambda page: _student_states(page, site, start_quiz, asked, fill_in)


@pytest.fixture
def instructor_states(site, sign_in_at) -> Callable[[Page], Iterator[str]]:
    """Walk through every state of the instructor's pages."""
    return lambda page: _instructor_states(sign_in_at(page), site)


def test_axe_finds_nothing_on_any_page_of_a_student(open_page, student_states):
    page = open_page(bypass_csp=True)  # axe writes styles of its own
    found = {name: violations_in_both_schemes(page) for name in student_states(page)}
    assert not any(found.values()), listed(found)


def test_axe_finds_nothing_on_any_page_of_an_instructor(open_page, instructor_states):
    page = open_page(bypass_csp=True)  # axe writes styles of its own
    found = {name: violations_in_both_schemes(page) for name in instructor_states(page)}
    assert not any(found.values()), listed(found)


def test_at_320_px_nothing_scrolls_sideways_and_every_target_has_24_px(open_page, student_states, instructor_states):
    narrow = {"width": 320, "height": 640}
    page = open_page(viewport=narrow)
    found = {name: [*narrow_faults(page), *large_faults(page)] for name in student_states(page)}
    page = open_page(viewport=narrow)
    found |= {name: narrow_faults(page) for name in instructor_states(page)}
    assert not any(found.values()), listed(found)


def test_everything_works_without_javascript(open_page, site, student_states):
    page = open_page(java_script_enabled=False)
    names = list(student_states(page))
    assert "a result" in names
    page.goto(f"{site}/review/")
    page.locator("a[data-key=Space]").click()
    page.get_by_role("button", name="Good").click()
    expect(page).to_have_url(f"{site}/review/")
