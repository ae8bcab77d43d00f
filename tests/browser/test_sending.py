"""Forms on their way: the button says so and sends once; one whose answer is a file leaves the page as it was."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page

from quizapp.accounts.models import Person
from quizapp.db import db
from tests.browser.patience import hold_back

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GO_HOME = "() => import(document.body.dataset.scripts.trim().split(' ')[0]).then((app) => app.goTo('/'))"


PRESS = """() => {
  const button = document.querySelector("main form button:not([type=button])");
  const said = () => document.querySelector(".flashes").innerText;
  setInterval(() => button.matches("[aria-busy=true]") && sessionStorage.setItem("said", said()), 50);
  setTimeout(() => { for (let time = 0; time < 3; time += 1) button.click(); });
}"""
"""Three times, as an impatient person does; the page notes what it says: it cannot be asked while it is being left."""


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


def test_a_form_on_a_slow_network_says_that_it_is_at_work_and_is_sent_once(open_page, site, sign_in_at):
    page = sign_in_at(open_page())
    page.goto(f"{site}/new-bank")
    page.get_by_label("Title").fill("Water")
    page.wait_for_load_state("load")
    held = hold_back(page, "**/new-bank")
    page.evaluate(PRESS)
    page.wait_for_timeout(2000)
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_url("**/banks/water")
    assert "Sending…" in page.evaluate("() => sessionStorage.getItem('said')")
