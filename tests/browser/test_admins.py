"""An admin's pages by keyboard, and in large letters on the smallest phone: who is here, and a second factor."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect
from pyotp import TOTP

from quizapp.accounts.models import Person, Role
from quizapp.db import db
from tests.browser.clean import PHONE, check, large_faults
from tests.browser.keys import follow

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a long enough password"
LONG = "Bartholomäa Konstantinopoulou-Papadimitrakopoulou"


@pytest.fixture
def admin(app, open_page, sign_in_at, make_person):
    """A page of an admin, on the smallest phone."""
    page = sign_in_at(open_page(viewport=PHONE, bypass_csp=True))
    make_person(Role.STUDENT, LONG)
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.role == Role.INSTRUCTOR).values(is_admin=True))
        db.session.commit()
    return page


def test_reading_goes_on_at_who_was_found_and_at_the_page_that_was_asked_for(admin, site, make_person):
    for number in range(50):
        make_person(Role.STUDENT, f"Ani {number:02}")
    admin.goto(f"{site}/people")
    admin.get_by_label("Name").fill("papa")
    follow(admin.get_by_label("Name"))
    expect(admin.get_by_role("heading", name="Found for “papa”")).to_be_focused()
    expect(admin).to_have_title("People, found for “papa” · quizapp")
    admin.keyboard.press("Tab")
    expect(admin.get_by_role("link", name=LONG)).to_be_focused()
    check(admin)
    admin.goto(f"{site}/people")
    follow(admin.get_by_role("button", name="More"))
    expect(admin.get_by_role("heading", name="All people, page 2")).to_be_focused()
    expect(admin).to_have_title("All people, page 2 · quizapp")
    check(admin)


def test_large_letters_push_nothing_out_of_the_smallest_phone(admin, site):
    admin.goto(f"{site}/people")
    assert large_faults(admin) == []
    admin.goto(f"{site}/settings/second-factor/new")
    admin.get_by_label("Code").fill(TOTP(admin.locator("code").inner_text().replace(" ", "")).now())
    admin.get_by_label("Password").fill(PASSWORD)
    admin.get_by_role("button", name="Turn it on").click()
    admin.get_by_role("heading", name="Recovery codes").wait_for()
    assert large_faults(admin) == []
