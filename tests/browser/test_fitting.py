"""An instructor fits the weights to a generated class, reads how well it is predicted, takes them back; with axe."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import LOG
from quizapp.web import background
from tests import generated
from tests.browser.clean import check

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def klass(app, site) -> int:
    """A class that forgets sooner than the model says, with all that it answered; returns how many its learners are."""
    answers = generated.forgetful()
    with app.app_context():
        session = db.session()
        cards = list(session.scalars(sa.select(Card.id).order_by(Card.id)))
        people = [create_guest(session, now=answers[0].at).id for _ in range(generated.USUAL.learners)]
        session.connection().execute(sa.insert(LOG), generated.classes.log_rows(answers, people, cards))
        rebuild_memories(session, rules_of_app(app))
        session.commit()
    return len(people)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_weights_are_fitted_adopted_and_taken_back_in_the_browser(app, site, klass, open_page, sign_in_at):
    page = sign_in_at(open_page(bypass_csp=True))
    page.goto(f"{site}/progress")
    page.get_by_role("link", name="Everyone", exact=True).click()
    expect(page.get_by_text("In force: the weights that the model comes with.")).to_be_visible()
    expect(page.get_by_text("The model does not predict better than both")).to_be_visible()
    check(page)
    press(page, "Fit the weights")
    expect(page.get_by_text("The fit has begun.")).to_be_visible()
    check(page)
    background.wait(app)
    page.goto(f"{site}/progress/everyone")
    expect(page.get_by_text("In force: weights fitted to this site's answers")).to_be_visible()
    expect(page.locator(".fits li")).to_have_count(1)
    expect(page.locator(".fits li")).to_contain_text(f"drawing from {klass} learners")
    page.locator(".fits summary").press("Enter")
    expect(page.get_by_text("0.212, 1.2931, 2.3065")).to_be_visible()
    check(page)
    press(page, "Take the fitted weights back")
    background.wait(app)
    page.goto(f"{site}/progress/everyone")
    expect(page.get_by_text("In force: the weights that the model comes with.")).to_be_visible()
    expect(page.locator(".fits li")).to_contain_text("Adopted, and taken back on")
