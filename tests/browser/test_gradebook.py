"""A gradebook in a browser: by keys, decisions with reasons, files, what students and strangers see; by axe, narrow."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.accounts.models import Person
from quizapp.assignments.outcomes import outcomes_of
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import DrawnBy, QuizSettings
from quizapp.assignments.sitting import Beginning, plan_sitting, start_sitting
from quizapp.bank.asked import asked_version
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.quizzes.models import Attempt, Slot
from tests.browser import three_students
from tests.browser.clean import listed, narrow_faults, violations_in_both_schemes
from tests.browser.keys import press
from tests.browser.three_students import STUDENTS, sign_in
from tests.tokens import without_tokens

pytestmark = [pytest.mark.browser, pytest.mark.slow]
classroom = three_students.classroom


@pytest.fixture
def two_quizzes(app, classroom):
    """Give two quizzes out, and let Ani have two of three right and Babken all; return the quizzes' ids."""
    with app.app_context():
        session, now = db.session(), utcnow()
        teacher = session.scalars(sa.select(Person.id).where(Person.name == "Ms Hakobyan")).one()
        settings = QuizSettings(rules=(DrawnBy(count=3, query="kind:true_false"),))
        made = []
        for title in ("=Week one", "Week two"):
            given = Given("quiz", title, settings, closes_at=now + timedelta(days=2))
            made.append(create_assignment(session, classroom, given, by_id=teacher, seed=1, now=now))
            for name, right in (("Ani", 2), ("Babken", 3)):
                _take(session, made[-1], name, right, rules_of_app(app))
        session.commit()
        return [one.id for one in made]


def _take(session, assignment, name, right, rules):
    now = utcnow()
    person_id = session.scalars(sa.select(Person.id).where(Person.name == name)).one()
    outcome = outcomes_of(session, [assignment], {person_id: 0}, rules, now=now)[assignment.id, person_id]
    planned = plan_sitting(session, assignment, outcome, Beginning(f"{name}-{assignment.id}"), now=now)
    attempt_id = start_sitting(session, assignment, planned, now=now)
    for place, slot in enumerate(session.scalars(sa.select(Slot).where(Slot.attempt_id == attempt_id))):
        key = asked_version(session, slot.version_id).content.key()
        other = "false" if key[0] == "true" else "true"
        slot.answers, slot.answered_at = list(key) if place < right else [other], now
        slot.score = float(place < right)
    attempt = session.get_one(Attempt, attempt_id)
    attempt.score, attempt.finished_at = float(right), now
    session.flush()


def test_a_teacher_goes_by_keys_and_decides_with_a_reason(open_page, site, classroom, two_quizzes):
    page = sign_in(open_page(), site, "Ms Hakobyan")
    page.goto(f"{site}/classes/{classroom}/gradebook")
    page.locator("tbody a[tabindex='0']").focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowUp"):
        press(page, key)
    expect(page.locator("a:focus")).to_contain_text("6.67")
    press(page, "End")
    press(page, "ArrowLeft")
    assert page.locator("table[data-grid] a[tabindex='0']").count() == 1, "the table is one stop for Tab"
    with page.expect_navigation():
        press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ani: =Week one")
    page.locator("summary", has_text="Give points by hand").click()
    page.locator("#override-value").fill("9")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep these points").click()
    expect(page.get_by_role("alert")).to_contain_text("Please give the reason")
    page.locator("#override-text").fill("Explained it at the board.")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep these points").click()
    expect(page.locator(".came-about")).to_contain_text("9 points stand in its place, decided by Ms Hakobyan")


def test_a_teacher_excuses_and_takes_the_marks_along(open_page, site, classroom, two_quizzes):
    page = sign_in(open_page(), site, "Ms Hakobyan")
    page.goto(f"{site}/classes/{classroom}/gradebook")
    page.get_by_role("row", name="Carine").get_by_role("link").last.click()
    page.locator("summary", has_text="Excuse").click()
    page.locator("#excuse-text").fill("Ill")
    with page.expect_navigation():
        page.get_by_role("button", name="Excuse from this assignment").click()
    page.goto(f"{site}/classes/{classroom}/gradebook")
    expect(page.get_by_role("row", name="Carine")).to_contain_text("excused")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    with open(download.value.path(), encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - a download's own path
        lines = list(csv.reader(file))
    assert lines[0][3] == "'=Week one (points)"
    assert [line[3] for line in lines[1:3]] == ["6.67", "10"]


def test_a_student_opens_their_own_arithmetic_and_nobody_elses(open_page, site, classroom, two_quizzes):
    ani = sign_in(open_page(viewport={"width": 360, "height": 740}), site, "Ani")
    ani.goto(f"{site}/classes/{classroom}/mine")
    ani.get_by_role("link", name="My marks").click()
    ani.get_by_role("link", name="=Week one").click()
    expect(ani.locator(".came-about")).to_contain_text("66.67 % of 10 points: 6.67.")
    ani.get_by_role("link", name="Attempt 1: each answer").click()
    expect(ani.locator(".score")).to_contain_text("2 / 3")
    attempt = ani.url
    babken = sign_in(open_page(), site, "Babken")
    assert babken.request.get(attempt).status == 404
    assert babken.request.get(f"{site}/classes/{classroom}/gradebook").status == 403
    carine = sign_in(open_page(), site, "Carine")
    carine.goto(f"{site}/classes/{classroom}/marks")
    expect(carine.locator("#due + ul, #due ~ ul").first).to_contain_text("=Week one")
    assert "6.67" not in without_tokens(carine.content())


def states_of_teacher(page: Page, site: str, classroom: int, ids: list[int]):
    base = f"{site}/classes/{classroom}/gradebook"
    for path in ("", "/rules", "/regrades", "/students/2", f"/assignments/{ids[0]}"):
        page.goto(base + path)
        yield f"gradebook{path}"
    page.goto(f"{site}/statistics/assignments/{ids[0]}")
    yield "statistics of an assignment"
    page.goto(f"{base}/students/2")
    page.get_by_text("Set the grade by hand").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this grade").click()
    yield "a grade without a reason"
    page.goto(f"{base}/students/2/assignments/{ids[0]}")
    for summary in page.locator("main summary").all():
        summary.click()
    yield "a mark with all of it open"
    with page.expect_navigation():
        page.get_by_role("button", name="Keep these points").click()
    yield "a decision without a reason"
    page.goto(f"{base}/students/2/assignments/{ids[0]}")
    page.locator(".answers summary").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Drop it for the class").first.click()
    yield "a question to be dropped"


def states_of_student(page: Page, site: str, classroom: int, ids: list[int]):
    for path in (f"/classes/{classroom}/marks", f"/classes/{classroom}/marks/{ids[0]}", "/calendar"):
        page.goto(site + path)
        yield path
    with page.expect_navigation():
        page.get_by_role("button", name="Make my address").click()
    yield "a calendar address"


def test_axe_finds_nothing_where_marks_are(open_page, site, classroom, two_quizzes):
    found = {}
    for name, states in (("Ms Hakobyan", states_of_teacher), (STUDENTS[0], states_of_student)):
        page = sign_in(open_page(bypass_csp=True), site, name)
        found |= {state: violations_in_both_schemes(page) for state in states(page, site, classroom, two_quizzes)}
    assert not any(found.values()), listed(found)


def test_at_320_px_and_for_students_without_javascript_all_of_it_works(open_page, site, classroom, two_quizzes):
    found = {}
    for name, states in (("Ms Hakobyan", states_of_teacher), (STUDENTS[0], states_of_student)):
        narrow = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": name != STUDENTS[0]}
        page = sign_in(open_page(**narrow), site, name)
        found |= {state: narrow_faults(page) for state in states(page, site, classroom, two_quizzes)}
    assert not any(found.values()), listed(found)
