"""An instructor looks at what a class has answered: figures, sorting without scripts, a question and its options."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from quizapp.accounts.models import Person, Role
from quizapp.analysis.running import Wanted, begin_run, work_run_out
from quizapp.analysis.sittings import Counted
from quizapp.bank.asked import asked_version
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Slot
from quizapp.quizzes.ready import ready_quiz_by_key, start_ready_quiz
from tests.browser.clean import violations, width_faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STUDENTS = 30


@pytest.fixture
def taken(app, load_banks):
    """Let a class finish the diagnostic: the better half gives the right answers, the others leave them out."""
    with app.app_context():
        session, now = db.session(), utcnow()
        quiz = ready_quiz_by_key(session, "diagnostic")
        for number in range(STUDENTS):
            person = Person(role=Role.STUDENT, name=f"Student {number}", session_stamp="s", created_at=now)
            session.add(person)
            session.flush()
            rng = Random(number)
            attempt = start_ready_quiz(session, person.id, quiz, event_id=f"event-{number}", rng=rng, now=now)
            slots = session.scalars(sa.select(Slot).where(Slot.attempt_id == attempt.id)).all()
            for slot in slots[: 2 + number // 4]:
                slot.answers = list(asked_version(session, slot.version_id).content.key())
                slot.score, slot.answered_at = 1.0, now
            attempt.score, attempt.finished_at = float(2 + number // 4), now + timedelta(minutes=9)
        session.commit()


def look(page):
    assert violations(page) + width_faults(page) == []


def test_figures_are_read_sorted_and_followed_without_scripts(site, taken, open_page, sign_in_at):
    page = open_page(java_script_enabled=False)
    sign_in_at(page)
    page.goto(f"{site}/practise")
    page.get_by_role("link", name="Statistics: Ten-minute diagnostic").click()
    expect(page.get_by_text(f"By {STUDENTS} students.")).to_be_visible()
    page.get_by_role("link", name="Facility").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Facility")
    page.locator("tbody th a").first.click()
    expect(page.get_by_role("heading", name="Its versions")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_pages_with_figures_are_accessible_and_fit_a_phone(site, taken, open_page, sign_in_at, width, scheme):
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    sign_in_at(page)
    for path in ("/statistics", "/statistics/quizzes/diagnostic?sort=students&down=1"):
        page.goto(site + path)
        look(page)
    page.locator("summary").click()
    expect(page.get_by_text("The standard deviation of that share")).to_be_visible()
    page.goto(site + page.locator("tbody th a").first.get_attribute("href"))
    look(page)


def test_an_analysis_in_the_background_tells_how_far_it_is_and_comes_by_itself(app, site, taken, open_page, sign_in_at):
    page = open_page(viewport={"width": 320, "height": 800}, bypass_csp=True)
    sign_in_at(page)
    with app.app_context():
        session, now = db.session(), utcnow()
        by_id = session.scalars(sa.select(Person.id).where(Person.role == Role.INSTRUCTOR)).one()
        wanted = Wanted(by_id, "quiz", "diagnostic", "Ten-minute diagnostic", None, Counted.FIRST)
        run = begin_run(session, wanted, now=now)
        run.done, run.total = 12_000, 100_000
        run_id = run.id
        session.commit()
    page.goto(f"{site}/statistics/runs/{run_id}")
    expect(page.get_by_text("12,000 of 100,000 attempts are read.")).to_be_visible()
    look(page)
    with app.app_context():
        work_run_out(db.session(), run_id, sa.true(), utcnow)
    expect(page.get_by_text(f"{STUDENTS} attempts were read")).to_be_visible()
    look(page)
