"""A teacher gives out a timed quiz; three students do it, each in their own way; a server dies in the middle."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from playwright.sync_api import Page, expect

from quizapp.accounts.models import Person
from quizapp.app import create_app
from quizapp.assignments.services import Given, create_assignment
from quizapp.assignments.settings import DrawnBy, QuizSettings
from quizapp.clock import utcnow
from quizapp.db import db
from tests.application import settings_for
from tests.browser import three_students
from tests.browser.three_students import STUDENTS, give_out, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOVES = """() => new Promise((done) => {
  const told = new PerformanceObserver((list) => done(list.getEntries().map((one) => one.value)));
  told.observe({ type: "layout-shift", buffered: true });
  setTimeout(done, 1500, []); // after the first second
})"""

classroom = three_students.classroom


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


@pytest.fixture
def at_a_short_quiz(app, open_page, site, classroom, asked, fill_in):
    """A student's page in the middle of a quiz of one question, which is answered; and what ends its time soon."""
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

    def end_in(seconds):
        at = f"{utcnow() + timedelta(seconds=seconds):%F %T.%f}"
        with app.app_context():
            db.session.execute(sa.text("UPDATE attempts SET closes_at = :at"), {"at": at})
            db.session.commit()

    return page, end_in


def finish_after_the_end(page):
    """Come to the result, by the button within the grace or by the link on a slower machine."""
    button, link = page.get_by_role("button", name="Finish, and go to"), page.get_by_role("link", name="To the result")
    there = button.or_(link)
    expect(there).to_be_visible()
    with page.expect_navigation():
        there.click()
    expect(page.locator(".score")).to_contain_text("1 / 1")


def test_the_time_is_told_and_hidden_and_its_end_leads_to_the_result(at_a_short_quiz):
    page, end_in = at_a_short_quiz
    page.get_by_role("button", name="Hide the time").click()
    expect(page.locator("[data-left]")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Show the time")).to_be_visible()
    expect(page.locator("[data-left]")).to_be_hidden()
    end_in(3)
    page.reload()
    expect(
        page.get_by_role("button", name="Finish, and go to").or_(page.get_by_role("link", name="To the result"))
    ).to_be_visible()
    page.evaluate("() => { window.isThisPage = true; }")
    page.wait_for_timeout(3_000)  # within the grace the page stays as it is, for whoever presses its button
    assert page.evaluate("() => window.isThisPage === true")
    finish_after_the_end(page)


def test_the_time_moves_nothing_on_a_small_phone_as_its_seconds_begin_to_run(at_a_short_quiz):
    page, _ = at_a_short_quiz
    page.set_viewport_size({"width": 320, "height": 640})
    page.reload(wait_until="load")
    expect(page.get_by_role("button", name="Hide the time")).to_be_visible()
    assert page.evaluate(MOVES) == []


def test_the_end_of_the_time_keeps_nobody_from_signing_out(at_a_short_quiz):
    page, _ = at_a_short_quiz
    page.clock.install()
    page.reload()
    expect(page.locator("[data-left]")).to_contain_text("Time left: ")
    page.route("**/questions/*", lambda route: None if route.request.method == "POST" else route.continue_())
    page.locator("input[name=answer]:not(:checked)").first.check()
    expect(page.locator("#outbox")).to_have_attribute("data-waiting", "1")
    page.clock.fast_forward("31:00")
    expect(page.locator("[data-announced]")).to_contain_text("The time is over")
    page.clock.run_for(2_500)
    page.get_by_role("button", name="Sign out").click()  # which waits for what waits, for three seconds
    for _ in range(20):  # the page asks in between whether there is a network, before it asks for itself
        page.clock.run_for(150)
        page.wait_for_timeout(50)
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_an_end_in_some_days_is_told_in_days_and_no_seconds_run(at_a_short_quiz):
    page, end_in = at_a_short_quiz
    end_in(3 * 86400 - 60)
    page.clock.install()
    page.reload()
    left = page.locator("[data-left]")
    expect(left).to_contain_text("2 days left")
    expect(page.get_by_role("button", name="Hide the time")).to_be_visible()
    page.clock.run_for(5_000)
    expect(left).to_contain_text("2 days left")
    expect(page.locator(".timer")).to_have_css("position", "static")
    end_in(6 * 86400)
    page.clock.run_for(21_000)
    expect(left).to_contain_text("Your time was changed: ")
    expect(page.locator(".timer")).to_have_css("position", "static")
    end_in(600)
    page.clock.run_for(21_000)
    expect(left).to_contain_text("Time left: ")
    expect(page.locator(".timer")).to_have_css("position", "sticky")  # from now on it stays in sight


def test_an_end_without_a_network_is_told_and_waits_for_it(browser_problems_allowed, at_a_short_quiz):
    page, end_in = at_a_short_quiz
    page.clock.install()
    page.reload()
    expect(page.locator("[data-left]")).to_contain_text("Time left: ")
    page.context.set_offline(True)
    end_in(0)
    page.clock.fast_forward("31:00")
    expect(page.locator("[data-announced]")).to_contain_text("The time is over")
    expect(page.locator("form[data-keep]")).to_have_attribute("inert", "")
    page.context.set_offline(False)
    finish_after_the_end(page)


def test_an_attempt_whose_time_ends_while_the_server_is_dead_keeps_all_that_was_saved(start_server, page, migrated):
    server = start_server()
    app = create_app(settings_for(server.data_dir))
    with app.app_context():
        session = db.session()
        session.execute(sa.text("SELECT 1"))
        session.rollback()
        assignment, person = give_out(app)
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
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE attempts SET closes_at = ?", (ended,))
    again = start_server(server.data_dir)
    with closing(sqlite3.connect(database)) as connection:
        [(finished, score)] = connection.execute("SELECT finished_at, score FROM attempts").fetchall()
    assert finished == ended
    page.goto(again.url + attempt)
    expect(page.locator(".score")).to_contain_text(f"{score:g} / 1")
    assert score in {0, 1}
