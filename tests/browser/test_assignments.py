"""A teacher gives out a timed quiz; three students do it, each in their own way; a server dies in the middle."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from playwright.sync_api import Page, expect

from quizapp.accounts.models import Person, Role
from quizapp.app import create_app
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import CardsSettings, DrawnBy, QuizSettings, ReadingSettings
from quizapp.classroom.models import Enrolment
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from tests.application import settings_for
from tests.browser.test_accessibility import listed, narrow_faults, violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "a long enough password"
STUDENTS = ("Ani", "Babken", "Carine")


def sign_in(page: Page, site: str, name: str) -> Page:
    page.goto(f"{site}/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    return page


def make_class(session, teacher_id, person_ids):
    made = create_class(session, teacher_id, ClassSettings("10 b", "UTC"), now=utcnow())
    for name, person_id in zip(STUDENTS, person_ids, strict=True):
        enrol_student(session, made, person_id, name, now=utcnow())
    of_carine = sa.update(Enrolment).where(Enrolment.person_id == person_ids[2])
    session.execute(of_carine.values(extra_time_percent=100))
    return made


@pytest.fixture
def classroom(app, site, make_person):
    """Make a class of three students, of whom the last has twice the time."""
    ids = [make_person(Role.INSTRUCTOR, "Ms Hakobyan"), *(make_person(name=name) for name in STUDENTS)]
    with app.app_context():
        made = make_class(db.session(), ids[0], ids[1:])
        db.session.commit()
        return made.id


def begin(page: Page, title: str, password: str) -> None:
    page.get_by_role("link", name=title).click()
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Start").click()


def answer(page: Page, asked, fill_in) -> None:
    """Answer the question on the page rightly, and wait until it is saved."""
    page.wait_for_load_state()
    version, given = asked(page)
    fill_in(page, version.content.kind, given)
    expect(page.locator("#saved")).to_contain_text("Saved")


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go on").click()
    page.wait_for_load_state()


def give_out_by_form(teacher: Page, site: str, classroom: int) -> None:
    teacher.goto(f"{site}/classes/{classroom}/assignments")
    teacher.get_by_role("link", name="Give out a quiz").click()
    teacher.get_by_label("Title").fill("The first week")
    teacher.get_by_label("Drawn for each student by rules").check()
    teacher.get_by_label("Rules, one a line").fill("2 × kind:true_false, none seen in 14 days")
    teacher.get_by_label("Time limit in minutes").fill("30")
    teacher.get_by_text("Attempts, late work, password").click()
    teacher.get_by_label("Password").fill("wren")
    with teacher.expect_navigation():
        teacher.get_by_role("button", name="Give it out").click()
    expect(teacher.get_by_role("status").first).to_contain_text("It is given out")


def finish(page: Page, score: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Finish the quiz").click()
    expect(page.locator(".score")).to_contain_text(score)


def more_time(teacher: Page, student: Page, name: str, said: str) -> None:
    """Give ten more minutes, and see that the student's page learns of it."""
    teacher.get_by_role("link", name=name).click()
    teacher.get_by_label("More minutes, now").fill("10")
    with teacher.expect_navigation():
        teacher.get_by_role("button", name="Give more time").click()
    student.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # it asks by itself, too, now and then
    expect(student.locator("[data-announced]")).to_contain_text(said)


def test_a_timed_quiz_from_giving_out_to_who_has_done_it(open_page, site, classroom, asked, fill_in):
    teacher = sign_in(open_page(), site, "Ms Hakobyan")
    give_out_by_form(teacher, site, classroom)
    pages = [sign_in(open_page(), site, name) for name in STUDENTS]
    ani, babken, carine = pages
    for page in pages:
        page.goto(f"{site}/classes/{classroom}/tasks")

    begin(ani, "The first week", "owl")
    expect(ani.get_by_text("That is not the password")).to_be_visible()
    ani.goto(f"{site}/classes/{classroom}/tasks")
    for page, password in ((ani, "Wren "), (babken, "wren"), (carine, "wren")):
        begin(page, "The first week", password)
        expect(page.locator("[data-left]")).to_contain_text("Time left: ")
        answer(page, asked, fill_in)
    go_on(ani)
    answer(ani, asked, fill_in)
    finish(ani, "2 / 2")
    expect(carine.get_by_text("60 min, extended from 30")).to_be_visible()
    more_time(teacher, carine, "Carine", "70 min, extended from 30")

    with time_machine.travel(utcnow() + timedelta(minutes=32)):
        babken.reload()
        expect(babken.locator(".verdict")).to_contain_text("Right")
        babken.get_by_role("link", name="To the result").click()
        expect(babken.locator(".score")).to_contain_text("1 / 2")
        go_on(carine)
        answer(carine, asked, fill_in)
        finish(carine, "2 / 2")
        teacher.get_by_role("link", name="The first week").click()
        for name, share in zip(STUDENTS, ("100 %", "50 %", "100 %"), strict=True):
            expect(teacher.get_by_role("row", name=name)).to_contain_text(share)


def test_the_time_is_told_and_hidden_and_its_end_leads_to_the_result(app, open_page, site, classroom, asked, fill_in):
    with app.app_context():
        given = Given("quiz", "Short", QuizSettings(rules=(DrawnBy(count=1, query="kind:true_false"),), minutes=30))
        teacher = db.session.scalars(sa.select(Person.id).where(Person.name == "Ms Hakobyan")).one()
        create_assignment(db.session(), classroom, given, by_id=teacher, seed=1, now=utcnow())
        db.session.commit()
    page = sign_in(open_page(), site, "Ani")
    page.goto(f"{site}/classes/{classroom}/tasks")
    page.get_by_role("link", name="Short").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Start").click()
    answer(page, asked, fill_in)
    page.get_by_role("button", name="Hide the time").click()
    expect(page.locator("[data-left]")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Show the time")).to_be_visible()
    expect(page.locator("[data-left]")).to_be_hidden()
    with app.app_context():
        db.session.execute(
            sa.text("UPDATE attempts SET closes_at = :at"), {"at": f"{utcnow() + timedelta(seconds=3):%F %T.%f}"}
        )
        db.session.commit()
    page.reload()
    expect(page.get_by_text("The time is over")).to_be_visible(timeout=30_000)
    with page.expect_navigation():
        page.get_by_role("button", name="Finish, and go to the result").click()
    expect(page.locator(".score")).to_contain_text("1 / 1")


def test_an_attempt_whose_time_ends_while_the_server_is_dead_keeps_all_that_was_saved(start_server, page, migrated):
    server = start_server()
    app = create_app(settings_for(server.data_dir))
    with app.app_context():
        session = db.session()
        session.execute(sa.text("SELECT 1"))
        session.rollback()
        assignment, person = _give_out(app)
        db.engine.dispose()
    sign_in(page, server.url, person)
    page.goto(f"{server.url}/assignments/{assignment}")
    with page.expect_navigation():
        page.get_by_role("button", name="Start").click()
    page.wait_for_load_state()
    page.locator("input[name=answer]").first.check()
    expect(page.locator("#saved")).to_contain_text("Saved")
    attempt = re.search(r"/attempts/\d+", page.url)[0]
    server.kill()
    database = server.data_dir / "quizapp.sqlite3"
    ended = f"{utcnow() - timedelta(minutes=5):%F %T.%f}"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE attempts SET closes_at = ?", (ended,))
    connection.close()
    again = start_server(server.data_dir)
    with sqlite3.connect(database) as connection:
        [(finished, score)] = connection.execute("SELECT finished_at, score FROM attempts").fetchall()
    connection.close()
    assert finished == ended
    page.goto(again.url + attempt)
    expect(page.locator(".score")).to_contain_text(f"{score:g} / 1")
    assert score in {0, 1}


def _give_out(app) -> tuple[int, str]:
    """Make a class in a served database, and give a quiz of one question out; return it with a student's name."""
    from quizapp.accounts.passwords import hash_password  # noqa: PLC0415 - needed here alone
    from quizapp.accounts.services import Credentials, create_account  # noqa: PLC0415 - as above

    session, hashed = db.session(), hash_password(PASSWORD)
    roles = (Role.INSTRUCTOR, *(Role.STUDENT for _ in STUDENTS))
    names = ("Ms Hakobyan", *STUDENTS)
    ids = [
        create_account(session, Credentials(name, hashed), role, now=utcnow()).id
        for name, role in zip(names, roles, strict=True)
    ]
    made = make_class(session, ids[0], ids[1:])
    settings = QuizSettings(rules=(DrawnBy(count=1, query="kind:true_false"),), minutes=30)
    given = Given("quiz", "Short", settings)
    assignment = create_assignment(session, made.id, given, by_id=ids[0], seed=1, now=utcnow())
    session.commit()
    return assignment.id, STUDENTS[0]


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


def states_of_teacher(page: Page, site: str, classroom: int, ids: list[int]):
    quiz = ids[0]
    for path in (f"/classes/{classroom}/assignments", *(f"/assignments/{one}/students" for one in ids)):
        page.goto(site + path)
        yield path
    for path in ("preview", "copy", "edit", "students/2"):
        page.goto(f"{site}/assignments/{quiz}/{path}")
        yield path
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
    go_on(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Finish the quiz").click()
    yield "a result without keys"
    with page.expect_navigation():
        page.locator("article.question a").first.click()
    yield "an answer that stands"
    page.goto(f"{site}/assignments/{ids[0]}")
    yield "an assignment that was done"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_quizzes_are_given_out_and_done(scheme, open_page, site, classroom, three_kinds):
    options = {"color_scheme": scheme, "bypass_csp": True}  # axe writes styles of its own
    found = {}
    for name, states in (("Ms Hakobyan", states_of_teacher), ("Ani", states_of_student)):
        page = sign_in(open_page(**options), site, name)
        found |= {state: violations(page) for state in states(page, site, classroom, three_kinds)}
    assert not any(found.values()), listed(found)


def test_at_320_px_and_without_javascript_all_of_it_works(open_page, site, classroom, three_kinds):
    found = {}
    for name, states in (("Ms Hakobyan", states_of_teacher), ("Ani", states_of_student)):
        narrow = {"viewport": {"width": 320, "height": 640}, "java_script_enabled": name != "Ani"}
        page = sign_in(open_page(**narrow), site, name)
        found |= {state: narrow_faults(page) for state in states(page, site, classroom, three_kinds)}
    assert not any(found.values()), listed(found)
