"""Seven days of flashcards in a real browser: each morning as many cards are due as the model says, by evening none."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from playwright.sync_api import Page, expect

from quizapp.accounts.models import Person
from quizapp.bank.models import Card
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.models import MemoryState
from quizapp.memory.rebuild import rebuild_memories
from tests.browser.keys import press

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DAY_ONE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "a long enough password"
NEW = 2
DUE = (0, 0, NEW, NEW + 1, NEW, NEW)
"""On the first six days: a card answered Good twice comes back after two days, then after nine to thirteen.

One is forgotten on the third day, and so comes back on the fourth. When after that is for the fuzz to say.
"""
FORGOTTEN_ON = 2


@pytest.fixture
def clock():
    """The clock of server and test, which ticks on from day one and can be moved."""
    with time_machine.travel(DAY_ONE, tick=True) as traveller:
        yield traveller


@pytest.fixture
def student(app, site, clock, make_person, open_page) -> tuple[int, Page]:
    """A student who learns two new cards a day, signed in."""
    person_id, page = make_person(name="Ani"), open_page()
    with app.app_context():
        db.session.get_one(Person, person_id).new_per_day = NEW
        db.session.commit()
    page.goto(f"{site}/sign-in")
    page.get_by_label("Name").fill("Ani")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    return person_id, page


def due_by_the_memories(app, person_id, now) -> int:
    """Return of how many questions a memory is due on the learner-day of a moment: siblings are asked on other days."""
    with app.app_context():
        count = (
            sa.select(sa.func.count(Card.question_id.distinct()))
            .join(MemoryState, MemoryState.card_id == Card.id)
            .where(MemoryState.learner_id == person_id, MemoryState.due_day <= rules_of_app(app).day(now))
        )
        found = db.session.scalar(count)
        db.session.rollback()
    return found


def study(page: Page, site: str, clock, now: datetime, *, forget: bool) -> int:
    """Rate all cards of a day by keys, the first one Again if it is to be forgotten, and return how many ratings."""
    page.goto(f"{site}/review/")
    ratings = 0
    while True:
        front = page.get_by_role("link", name="Show the answer")
        expect(front.or_(page.get_by_text("That is all for now."))).to_be_visible()
        if front.is_visible():
            press(page, " ")
            expect(page.get_by_role("button", name=re.compile("Good"))).to_be_visible()
            page.wait_for_load_state()
            with page.expect_navigation(url=f"{site}/review/"):
                page.keyboard.press("1" if forget and not ratings else "3")
            ratings += 1
        elif page.get_by_text("A card you are learning comes back").is_visible():
            now += timedelta(minutes=11)
            clock.move_to(now)
            page.reload()
        else:
            return ratings


def test_a_student_studies_seven_days_and_each_has_as_many_cards_as_expected(app, site, clock, student):
    person_id, page = student
    for number in range(7):
        now = DAY_ONE + timedelta(days=number, minutes=5)  # never before the sign-in: its cookie would be of the future
        clock.move_to(now)
        expected = due_by_the_memories(app, person_id, now)
        assert number == len(DUE) or expected == DUE[number]
        page.goto(site)
        due, new = (int(it) for it in page.locator(".due .figures strong").all_inner_texts())
        assert (due, new) == (expected, NEW), f"on day {number + 1}"
        forget = number == FORGOTTEN_ON
        assert study(page, site, clock, now, forget=forget) == expected + 2 * NEW + forget
        page.goto(site)
        assert page.locator(".due .figures strong").all_inner_texts() == ["0", "0"]
    page.goto(f"{site}/progress")
    expect(page.locator(".figures li").first).to_have_text("7 days in a row")
    with app.app_context():
        total, differing = rebuild_memories(db.session(), rules_of_app(app))
        db.session.rollback()
    assert (total, differing) == (7 * NEW, [])
