"""Forms on their way: one whose answer is a file leaves the page as it was."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page

from quizapp.accounts.models import Person
from quizapp.db import db

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GO_HOME = "() => import(document.body.dataset.scripts.trim().split(' ')[0]).then((app) => app.goTo('/'))"


def download_by(page: Page, name: str) -> None:
    with page.expect_download() as sent:
        page.get_by_role("button", name=name).click()
    sent.value.path()


def test_after_a_file_was_sent_the_page_s_scripts_lead_on_as_before(app, open_page, site, sign_in_at, make_person):
    page, ben = sign_in_at(open_page()), make_person(name="Ben")
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.id != ben).values(is_admin=True))
        db.session.commit()
    for address, name in ((f"/people/{ben}", "Download all data about this person"), ("/anki", "Download the package")):
        page.goto(f"{site}{address}")
        page.wait_for_load_state("load")
        download_by(page, name)
        download_by(page, name)
        page.evaluate(GO_HOME)
        page.wait_for_url(f"{site}/", timeout=15_000)
