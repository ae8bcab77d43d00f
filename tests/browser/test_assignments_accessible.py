"""Every page where work is given out and done: by axe, at 320 px, and a student's without JavaScript."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quizapp.accounts.models import Person
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import CardsSettings, DrawnBy, QuizSettings, ReadingSettings
from quizapp.clock import utcnow
from quizapp.db import db
from tests.browser import three_students
from tests.browser.clean import listed, narrow_faults, violations_in_both_schemes
from tests.browser.three_students import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
classroom = three_students.classroom


@pytest.fixture
def three_kinds(app, classroom):
    """Give out one assignment of each kind, and return their ids."""
    with app.app_context():
        teacher = db.session.scalars(sa.select(Person.id).where(Person.name == "Ms Hakobyan")).one()
        quiz = QuizSettings(
            rules=(DrawnBy(count=2, query="kind:true_false"),),
            minutes=30,
            certainty=True,
            attempts=2,
            password="wren",
            key="after_closing",
            explanation="after_closing",
        )
        reading = ReadingSettings(passages=("ally-2023#p1", "ally-2023#p2"))
        closes = {"closes_at": utcnow() + timedelta(days=3)}
        made = [
            create_assignment(
                db.session(), classroom, Given(kind, kind, settings, **closes), by_id=teacher, seed=1, now=utcnow()
            )
            for kind, settings in (("quiz", quiz), ("cards", CardsSettings(target=5)), ("reading", reading))
        ]
        db.session.commit()
        return [one.id for one in made]


REPEATS = "head => { const style = getComputedStyle(head); return [style.display, style.breakInside]; }"


def states_of_teacher(page: Page, site: str, classroom: int, ids: list[int]):
    quiz = ids[0]
    for path in (f"/classes/{classroom}/assignments", *(f"/assignments/{one}/students" for one in ids)):
        page.goto(site + path)
        yield path
    for path in ("preview", "copy", "edit", "students/2"):
        page.goto(f"{site}/assignments/{quiz}/{path}")
        yield path
    page.goto(f"{site}/assignments/{quiz}/students")
    with page.expect_navigation():
        page.get_by_role("button", name="Make them to be printed").click()
    yield "sheets of paper"
    page.goto(f"{page.url}/key")
    yield "their key"
    for kind in ("quiz", "cards", "reading"):
        page.goto(f"{site}/classes/{classroom}/assignments/new?kind={kind}")
        for summary in page.locator("main summary").all():
            summary.click()
        yield f"a new {kind}"
    page.goto(f"{site}/classes/{classroom}/assignments/new")
    page.get_by_label("Mixed by a table").check()
    yield "a blueprint"
    page.get_by_label("The same questions for all").check()
    page.get_by_label("Find questions to add").fill("topic:csto")
    with page.expect_navigation():
        page.get_by_role("button", name="Find, and add what is ticked").click()
    yield "questions found"
    page.locator("form.giving").evaluate("form => { form.noValidate = true; }")
    with page.expect_navigation():
        page.get_by_role("button", name="Give it out").click()
    yield "mistakes"


def states_of_student(page: Page, site: str, classroom: int, ids: list[int]):
    for path in (f"/classes/{classroom}/tasks", *(f"/assignments/{one}" for one in ids)):
        page.goto(site + path)
        yield path
    page.goto(f"{site}/assignments/{ids[0]}")
    page.get_by_label("Password").fill("wren")
    with page.expect_navigation():
        page.get_by_role("button", name="Start").click()
    yield "a timed question with certainty"
    page.locator("input[name=answer]").first.check()
    page.locator("input[name=certainty]").last.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go on").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Finish the quiz").click()
    yield "a result without keys"
    with page.expect_navigation():
        page.locator("article.question a").first.click()
    yield "an answer that stands"
    page.goto(f"{site}/assignments/{ids[0]}")
    yield "an assignment that was done"


def test_each_printed_page_of_a_sheet_begins_with_its_version_and_a_name(open_page, site, classroom, three_kinds):
    page = sign_in(open_page(), site, "Ms Hakobyan")
    page.goto(f"{site}/assignments/{three_kinds[0]}/students")
    page.get_by_role("button", name="Make them to be printed").click()
    page.get_by_role("heading", name="On paper", exact=True).wait_for()
    page.emulate_media(media="print")
    heads = page.locator(".sheet > :first-child")
    assert all("Version" in text and "Name" in text for text in heads.all_inner_texts())
    assert heads.first.evaluate(REPEATS) == ["table-header-group", "avoid"], "browsers repeat it only so"


def test_each_printed_page_of_a_key_says_of_which_quiz_and_version_it_is(open_page, site, classroom, three_kinds):
    page = sign_in(open_page(), site, "Ms Hakobyan")
    page.goto(f"{site}/assignments/{three_kinds[0]}/students")
    page.get_by_role("button", name="Make them to be printed").click()
    page.get_by_role("link", name="To the key").click()
    head = page.locator(".key > :first-child").first
    assert head.inner_text() == "Version A", "the quiz stands above it"
    page.emulate_media(media="print")
    assert head.inner_text().split() == ["quiz:", "key", "Version", "A"]
    assert head.evaluate(REPEATS) == ["table-header-group", "avoid"]
    expect(page.get_by_role("heading", level=1)).to_be_hidden()


def test_on_a_phone_a_sheets_version_keeps_away_from_its_title(open_page, site, classroom, three_kinds):
    page = sign_in(open_page(viewport={"width": 390, "height": 844}), site, "Ms Hakobyan")
    page.goto(f"{site}/assignments/{three_kinds[0]}/students")
    page.get_by_role("button", name="Make them to be printed").click()
    title, box = page.locator(".sheet h2 bdi").first, page.locator(".sheet .letter").first
    title.evaluate("it => { it.textContent = 'The end of the autumn term'; }")
    title, box = title.bounding_box(), box.bounding_box()
    assert box["y"] >= title["y"] + title["height"] + 4


def test_axe_finds_nothing_where_quizzes_are_given_out_and_done(open_page, site, classroom, three_kinds):
    found = {}
    for name, states in (("Ms Hakobyan", states_of_teacher), ("Ani", states_of_student)):
        page = sign_in(open_page(bypass_csp=True), site, name)
        found |= {state: violations_in_both_schemes(page) for state in states(page, site, classroom, three_kinds)}
    assert not any(found.values()), listed(found)


def test_at_320_px_and_without_javascript_all_of_it_works(open_page, site, classroom, three_kinds):
    found = {}
    for name, states in (("Ms Hakobyan", states_of_teacher), ("Ani", states_of_student)):
        narrow = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": name != "Ani"}
        page = sign_in(open_page(**narrow), site, name)
        found |= {state: narrow_faults(page) for state in states(page, site, classroom, three_kinds)}
    assert not any(found.values()), listed(found)
