"""What is given in a quiz with feedback after each answer, and not sent yet, outlasts a reload and a way around."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from quizapp.db import db
from quizapp.kinds.registry import KINDS
from quizapp.quizzes.models import Response

OF_ANOTHER = """() => {
  const kept = sessionStorage.getItem("quizapp.typed");
  sessionStorage.setItem("quizapp.typed", kept.replace(document.body.dataset.person, "somebody"));
}"""

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def responses(app, site):
    """Count the answers that the server has."""

    def count():
        with app.app_context():
            found = db.session.scalar(sa.select(sa.func.count()).select_from(Response))
            db.session.rollback()
        return found

    return count


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"flashcard"}))
def test_what_is_given_and_not_sent_stands_there_after_a_reload(open_page, start_quiz, asked, fill_in, responses, kind):
    page = open_page()
    start_quiz(page, kind)
    version, given = asked(page)
    fill_in(page, version.content.kind, given)
    page.reload(wait_until="load")
    assert responses() == 0, "nothing is sent by that"
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".verdict")).to_contain_text("Right")
    assert responses() == 1


def test_what_is_given_outlasts_a_way_around_and_goes_once_it_is_sent(open_page, start_quiz, site):
    page = open_page()
    start_quiz(page, "short_answer")
    where = page.url
    page.locator("[name=answer]").fill("half a thought")
    page.goto(f"{site}/progress")
    page.goto(where)
    expect(page.locator("[name=answer]")).to_have_value("half a thought")
    page.get_by_role("button", name="Answer", exact=True).click()
    page.locator(".verdict").wait_for()
    assert "half a thought" not in page.evaluate("() => JSON.stringify(sessionStorage)")


def test_what_somebody_else_typed_in_this_tab_is_not_shown(open_page, start_quiz):
    page = open_page()
    start_quiz(page, "short_answer")
    page.locator("[name=answer]").fill("somebody else's")
    page.evaluate(OF_ANOTHER)
    page.reload(wait_until="load")
    expect(page.locator("[name=answer]")).to_have_value("")
    page.locator("[name=answer]").fill("mine")
    assert "somebody" not in page.evaluate("() => JSON.stringify(sessionStorage)")
