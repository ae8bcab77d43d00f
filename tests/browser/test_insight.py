"""A teacher looks at what their class is about to forget, and starts the lesson with it on the projector."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from quizapp.accounts.models import Person, Role
from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card, Question
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.models import MemoryState, ReviewEvent
from quizapp.scheduling.day import day_of
from tests.browser.clean import violations, width_faults
from tests.browser.keys import press

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STUDENTS = 8
A4_WIDTH = 718
"""Of a sheet within margins of a centimetre, in pixels of 1/96 inch."""
PAGES = ("", "/topics", "/forecast", "/prediction", "/wrong-ideas", "/time", "/warm-up")


def memories_of(person, cards, rng, now):
    """Return what somebody remembers of cards, and the reviews that it came from."""
    today = day_of(now.date())
    states, events = [], []
    for card in cards:
        last, stability = today - rng.randrange(2, 20), rng.lognormvariate(1.5, 1)
        state = {"learner_id": person, "card_id": card, "phase": "review", "step": 0, "stability": stability}
        state |= {"difficulty": 5.0, "last_at": now, "last_day": last, "due_at": now, "due_day": last + 5}
        states.append(state | {"interval_days": 5, "reps": 3, "lapses": 0, "parameters": "fsrs-6-default"})
        for turn in range(3):
            at = now - timedelta(days=40 - 19 * turn)
            event = {"event_id": f"e{person}-{card}-{turn}", "learner_id": person, "card_id": card, "rating": 3}
            event |= {"source": "review", "at": at, "day": day_of(at.date()), "recorded_at": at}
            events.append(event | {"duration_ms": 9_000, "was_new": turn == 0})
    return states, events


@pytest.fixture
def taught(app, load_banks, sign_in_at):
    """Return a function that signs a teacher in on a page and gives them a class that has studied."""

    def taught(page):
        sign_in_at(page)
        now, rng = utcnow(), Random(1)
        with app.app_context():
            session = db.session()
            teacher = session.scalars(sa.select(Person).where(Person.role == Role.INSTRUCTOR)).first()
            made = create_class(session, teacher.id, ClassSettings("10 b", "UTC", lesson_days=(0, 2)), now=now)
            cards = session.scalars(sa.select(Card.id).join(Question).order_by(Card.id).limit(120)).all()
            for number in range(STUDENTS):
                person = create_guest(session, now=now)
                enrol_student(session, made, person.id, f"Student {number}", now=now)
                if met := cards[: 12 * number]:
                    states, events = memories_of(person.id, met, rng, now)
                    session.execute(sa.insert(MemoryState), states)
                    session.execute(sa.insert(ReviewEvent), events)
            session.commit()
            return made.id

    return taught


def look(page):
    """Return what is wrong with a page: by axe, or wider than the window."""
    return violations(page) + width_faults(page)


def calendar_states(page, start):
    """Return what is wrong with the pages of a class's calendar: a holiday and a test are made on the way."""
    found = {}
    page.goto(f"{start}/calendar")
    page.get_by_label("Name of the holiday").fill("Winter holidays")
    page.get_by_label("First day").fill(utcnow().date().isoformat())
    with page.expect_navigation():
        page.get_by_role("button", name="Add the holiday").click()
    found["the calendar"] = look(page)
    page.get_by_role("link", name="Change Winter holidays").click()
    expect(page.get_by_role("heading", name="Change “Winter holidays”")).to_be_visible()
    found["a holiday"] = look(page)
    page.goto(f"{start}/tests/new")
    found["a new test"] = look(page)
    page.get_by_label("Name of the test").fill("Unit 1")
    page.get_by_label("Date of the test").fill((utcnow() + timedelta(days=9)).date().isoformat())
    page.locator("[name=banks]").first.check()
    page.get_by_role("button", name="Set the test").click()
    expect(page.get_by_role("heading", name="What to expect on the day")).to_be_visible()
    found["a test"] = look(page)
    return found


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_every_page_of_an_insight_is_accessible(site, taught, open_page, scheme, width):
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 700}, bypass_csp=True)
    start, found = f"{site}/classes/{taught(page)}", {}
    for path in PAGES:
        page.goto(f"{start}/insight{path}")
        for summary in page.locator("main summary").all():
            summary.click()
        found[path] = look(page)
    found |= calendar_states(page, start)
    page.goto(f"{start}/insight/topics")
    page.locator("tbody a").nth(3).click()
    expect(page.get_by_role("heading", name="Student 3")).to_be_visible()
    found["a student"] = look(page)
    page.goto(f"{site}/banks/dates/classes")
    found["of a bank"] = look(page)
    page.goto(f"{start}/warm-up/begin")
    found["a question on the wall"] = look(page)
    page.locator("[data-key~=Space]").click()
    expect(page.locator(".answer")).to_be_visible()
    found["its answer"] = look(page)
    assert not any(found.values()), found


def test_a_warm_up_goes_on_by_keys_alone(site, taught, open_page):
    page = open_page()
    page.goto(f"{site}/classes/{taught(page)}/insight")
    with page.expect_navigation():
        page.get_by_role("link", name="Start a five-minute warm-up").click()
    expect(page.get_by_role("navigation")).to_have_count(0)  # nothing but the question is on the wall
    for number in range(1, 6):
        expect(page.get_by_role("heading", name=f"Warm-up, question {number} of 5")).to_be_visible()
        expect(page.locator(".answer")).to_have_count(0)
        press(page, "Space")
        expect(page.locator(".answer")).to_be_visible()
        press(page, "ArrowRight")
    expect(page.get_by_role("heading", name="The warm-up is over")).to_be_visible()
    press(page, "ArrowLeft")
    expect(page.locator(".answer")).to_be_visible()
    press(page, "ArrowLeft")
    expect(page.get_by_role("link", name=re.compile("Show the answer"))).to_be_visible()


def test_on_a_phone_each_row_of_tabs_is_one_line_with_the_place_in_sight(site, taught, open_page):
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site}/classes/{taught(page)}/insight/warm-up")
    for current, row in (("Insight", "This class"), ("Warm-up", "Insight")):
        tabs = page.get_by_role("navigation", name=row, exact=True)
        expect(tabs.get_by_role("link", name=current, exact=True)).to_be_in_viewport(ratio=0.95)
        assert tabs.bounding_box()["height"] < 48
    assert width_faults(page) == []


def test_the_table_fits_a_printed_sheet_with_all_its_topics(site, taught, open_page):
    page = open_page(viewport={"width": A4_WIDTH, "height": 1000}, java_script_enabled=False)
    page.goto(f"{site}/classes/{taught(page)}/insight/topics")
    expect(page.locator("thead th")).not_to_have_count(0)
    page.emulate_media(media="print")
    assert width_faults(page) == []
    region = page.get_by_role("region", name="Students and topics")
    expect(region.locator("thead th").last).to_be_in_viewport(ratio=0.95)


def test_the_table_scrolls_by_keyboard_and_keeps_its_heads(site, taught, open_page):
    page = open_page(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    page.goto(f"{site}/classes/{taught(page)}/insight/topics")
    region = page.get_by_role("region", name="Students and topics")
    region.focus()
    before = region.locator("tbody th").first.bounding_box()["x"]
    for _turn in range(30):
        page.keyboard.press("ArrowRight")
    expect(region.locator("thead th").last).to_be_in_viewport()
    assert region.locator("tbody th").first.bounding_box()["x"] == before
