"""What is given in a quiz with feedback after each answer, and not sent yet, outlasts a reload and a way around."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from quizapp.bank.models import QuestionVersion
from quizapp.db import db
from quizapp.kinds.registry import KINDS
from quizapp.quizzes.models import Response
from tests.browser.patience import until

OF_ANOTHER = """() => {
  const kept = sessionStorage.getItem("quizapp.typed");
  sessionStorage.setItem("quizapp.typed", kept.replace(document.body.dataset.person, "somebody"));
}"""

NUMBERS = """() => Object.fromEntries(
  [...document.querySelectorAll(".ordering select")].map((one) => [one.name, one.value])
)"""

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


@pytest.fixture
def typed_cards(app, site):
    """Let recall be typed on every flashcard."""
    with app.app_context():
        for version in db.session.scalars(sa.select(QuestionVersion).where(QuestionVersion.kind == "flashcard")):
            version.content = version.content | {"typed": True}
        db.session.commit()


@pytest.mark.usefixtures("typed_cards")
def test_what_is_recalled_outlasts_a_reload_until_it_is_rated(open_page, start_quiz):
    page = open_page()
    start_quiz(page, "flashcard")
    page.locator("[name=answer]").fill("half a thought")
    page.reload(wait_until="load")
    expect(page.locator("[name=answer]")).to_have_value("half a thought")
    page.get_by_role("button", name="Show the answer").click()
    expect(page.locator("article.question")).to_contain_text("You wrote: half a thought")
    page.reload(wait_until="load")
    page.get_by_role("button", name="Partly").click()
    page.locator(".verdict").wait_for()
    assert "half a thought" not in page.evaluate("() => JSON.stringify(sessionStorage)")


def test_rows_moved_by_their_arrows_stand_in_that_order_after_a_reload(open_page, start_quiz):
    page = open_page()
    start_quiz(page, "ordering")
    page.locator(".moves button:enabled").first.click()
    numbers = page.evaluate(NUMBERS)
    assert all(numbers.values())
    page.reload(wait_until="load")
    assert page.evaluate(NUMBERS) == numbers


def test_what_was_typed_goes_with_whoever_signs_out(open_page, start_quiz, sign_in_at, site):
    page = sign_in_at(open_page())
    start_quiz(page, "short_answer")
    page.locator("[name=answer]").fill("a private thought")
    assert "a private thought" in page.evaluate("() => JSON.stringify(sessionStorage)")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").wait_for()
    page.wait_for_load_state("load")
    until(page, lambda: "a private thought" not in page.evaluate("() => JSON.stringify(sessionStorage)"))


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
