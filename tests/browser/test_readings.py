"""A reading is given out by boxes of passages, and its student marks what they opened as read."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from quizapp.accounts.models import Person
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import ReadingSettings
from quizapp.clock import utcnow
from quizapp.db import db
from tests.browser import three_students
from tests.browser.three_students import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
classroom = three_students.classroom


def test_a_passage_that_was_opened_is_marked_with_its_time(app, open_page, site, classroom, stored_seconds):
    with app.app_context():
        given = Given("reading", "The article", ReadingSettings(passages=("ally-2023#p1",)))
        teacher = db.session.scalars(sa.select(Person.id).where(Person.name == "Ms Hakobyan")).one()
        number = create_assignment(db.session(), classroom, given, by_id=teacher, seed=1, now=utcnow()).id
        db.session.commit()
    page = sign_in(open_page(), site, "Ani")
    page.goto(f"{site}/assignments/{number}")
    page.wait_for_load_state()
    page.locator("a[data-passage]").click()
    page.locator("#p1").wait_for()
    page.wait_for_timeout(1_100)
    page.go_back()
    page.wait_for_load_state()
    with page.expect_navigation():
        page.get_by_role("button", name="I have read").click()
    expect(page.get_by_text("✓ read")).to_be_visible()
    assert stored_seconds() >= 1


def test_all_of_an_article_is_ticked_by_one_box_that_keeps_in_step(open_page, site, classroom):
    page = sign_in(open_page(), site, "Ms Hakobyan")
    page.goto(f"{site}/classes/{classroom}/assignments/new?kind=reading")
    page.wait_for_load_state()
    article = page.get_by_role("group", name="Passages to read").first
    whole, *passages = article.get_by_role("checkbox").all()
    whole.press("Space")
    assert all(one.is_checked() for one in passages)
    passages[0].press("Space")
    expect(whole).not_to_be_checked()
    page.get_by_label("Title").fill("The article")
    page.get_by_role("button", name="Give it out").press("Enter")
    expect(page.get_by_text(f"{len(passages) - 1} passages to read")).to_be_attached()


@pytest.fixture
def stored_seconds(app):
    def stored_seconds():
        with app.app_context():
            return db.session.execute(sa.text("SELECT seconds FROM read_passages")).scalar_one()

    return stored_seconds
