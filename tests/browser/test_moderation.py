"""From a student's report to its answer: a reviewer comments and sends back, an editor mends, the student reads."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from quizapp.accounts.models import Person, Role
from quizapp.bank.models import Bank
from quizapp.bank.roles import BankMember
from quizapp.db import db
from tests.browser.clean import listed, narrow_faults, violations, violations_in_both_schemes
from tests.browser.keys import press
from tests.browser.patience import leave_by

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PASSWORD = "a long enough password"
NARROW = {"width": 320, "height": 640}


@pytest.fixture
def working(app, site, make_person):
    """Share the bank of dates among an owner, an editor and a reviewer; make an admin."""
    ids = {name: make_person(Role.INSTRUCTOR, name) for name in ("Ona", "Edik", "Rosa", "Ada")}
    with app.app_context():
        for bank_id in db.session.scalars(sa.select(Bank.id)):
            for name, role in (("Ona", "owner"), ("Edik", "editor"), ("Rosa", "reviewer")):
                db.session.add(BankMember(bank_id=bank_id, person_id=ids[name], role=role))
        db.session.get(Person, ids["Ada"]).is_admin = True
        db.session.commit()
    return ids


@pytest.fixture
def enter(open_page, site, working):
    """Return a function that opens a page of somebody who is signed in."""

    def signed_in(name, **options):
        page = open_page(**options)
        page.goto(f"{site}/sign-in")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Sign out").wait_for()
        return page

    return signed_in


def report(page, site, start_quiz):
    """Answer a question wrongly and report it from its feedback, by keyboard alone."""
    start_quiz(page, "numeric")
    page.locator("[name=answer]").fill("7")
    press(page, "Enter")
    page.locator(".verdict").wait_for()
    page.get_by_role("link", name="I think this is wrong").focus()
    press(page, "Enter")
    page.get_by_label("My answer should count as right, too").focus()
    press(page, "Space")
    page.get_by_label("In your words").fill("Seven it was.")
    page.get_by_role("button", name="Send the report").focus()
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("Thank you")


def send_back(reviewer, site):
    """Take the reported question back from students with a comment; return its address and the report's."""
    reviewer.goto(f"{site}/reports")
    reviewer.locator(".lines a").first.click()
    expect(reviewer.locator("main")).to_contain_text("Seven it was.")
    report_address = reviewer.url
    reviewer.locator("main p a").first.click()
    reviewer.get_by_label("What you say to it").fill("Is the *number* in the source?")
    reviewer.get_by_role("button", name="Take it back from students").click()
    expect(reviewer.get_by_role("status").first).to_contain_text("draft again")
    expect(reviewer.locator(".thread em")).to_have_text("number")
    return reviewer.url.partition("#")[0], report_address


def mend(editor, question):
    """Answer the comment, change the question and ask for review."""
    editor.goto(question)
    editor.locator(".thread summary").first.click()
    editor.get_by_label("Your answer", exact=True).fill("It is now.")
    leave_by(editor.get_by_role("button", name="Send the answer"))
    editor.goto(f"{question}/edit")
    editor.locator("[name=explanation]").fill("Mended: the source gives the number.")
    editor.get_by_role("button", name=re.compile("^Save")).first.click()
    editor.get_by_role("button", name="Ask for review").click()
    expect(editor.locator("#review .state")).to_have_text("in review")


def make_ready(reviewer, site):
    """Find the question that waits, settle its thread and give it back to students."""
    reviewer.goto(f"{site}/questions/waiting")
    reviewer.locator(".lines a").first.click()
    expect(reviewer.locator(".thread")).to_contain_text("It is now.")
    leave_by(reviewer.get_by_role("button", name=re.compile("^Mark as settled")))
    reviewer.get_by_role("button", name="Mark as ready").click()
    expect(reviewer.locator("#review .state")).to_have_text("ready")


def answer(reviewer, address):
    """Close the report."""
    reviewer.goto(address)
    reviewer.get_by_label("The student is right, and the question is mended").check()
    reviewer.get_by_label("A sentence for the student").fill("Thank you, it says so now.")
    reviewer.get_by_role("button", name="Answer and close").click()
    expect(reviewer.get_by_role("status").first).to_contain_text("1 report is answered.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_report_leads_to_a_better_question_and_an_answer(site, open_page, enter, start_quiz, scripts):
    student = open_page(java_script_enabled=scripts)
    report(student, site, start_quiz)
    reviewer = enter("Rosa", java_script_enabled=scripts)
    question, address = send_back(reviewer, site)
    mend(enter("Edik", java_script_enabled=scripts), question)
    make_ready(reviewer, site)
    answer(reviewer, address)
    student.goto(site)
    student.get_by_role("link", name="1 of your reports was answered").click()
    expect(student.locator(".report")).to_contain_text("You are right, and the question is mended.")
    expect(student.locator(".report")).to_contain_text("Thank you, it says so now.")


def states(site, page, enter, start_quiz, **options):
    """Yield each page of this feature by its name, as it stands in a browser."""
    report(page, site, start_quiz)
    for path in ("/reports/mine", "/attempts"):
        page.goto(site + path)
        yield page, path
    start_quiz(page, "numeric")
    page.locator("[name=answer]").fill("7")
    page.get_by_role("button", name="Answer", exact=True).click()
    leave_by(page.get_by_role("link", name="I think this is wrong"))
    yield page, "the form of a report"
    yield from states_of_a_bank(enter("Ona", **options), site)
    yield from states_of_people(enter("Ada", **options), site)


def states_of_a_bank(page, site):
    """Yield the pages of those who work on a bank."""
    for path in (
        "/reports",
        "/reports/1",
        "/reports?state=closed",
        "/questions/waiting",
        "/banks/dates/people",
        "/banks",
    ):
        page.goto(site + path)
        yield page, path
    page.goto(f"{site}/reports/1")
    page.locator("form[action='/reports/1']").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="Answer and close").click()
    page.locator(".problem-text").first.wait_for()
    yield page, "an answer that says nothing"
    page.locator("main p a").first.click()
    page.get_by_label("What you say to it").fill("Why?\n\n- one\n- two")
    page.get_by_role("button", name="Take it back from students").click()
    page.get_by_role("button", name="Ask for review").click()
    expect(page.locator("#review .state")).to_have_text("in review")
    page.wait_for_load_state()
    for summary in page.locator("#review summary").all():
        summary.click()
    yield page, "a question in review"
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Bring it back").wait_for()
    yield page, "a comment deleted"
    for path in ("/questions/waiting", "/questions?q=state:review"):
        page.goto(site + path)
        yield page, f"{path} with something"


def states_of_people(page, site):
    """Yield the pages of an admin."""
    page.goto(f"{site}/people")
    yield page, "/people"
    page.get_by_label("Name").fill("zzz")
    page.get_by_role("button", name="Search").click()
    page.get_by_text("Nobody has a name like this.").wait_for()
    yield page, "nobody found"
    for path in ("/people/erasures", "/people/keeping", "/people/keeping/preview"):
        page.goto(site + path)
        yield page, path
    page.goto(f"{site}/people")
    page.get_by_role("link", name="Rosa").click()
    page.get_by_role("button", name="Give a new password").click()
    page.locator("code").wait_for()
    yield page, "a new password"


def test_axe_finds_nothing_on_any_page(site, open_page, enter, start_quiz):
    found = {}
    for page, name in states(site, open_page(bypass_csp=True), enter, start_quiz, bypass_csp=True):
        found[name] = violations_in_both_schemes(page)
    assert not any(found.values()), listed(found)


def test_at_320_px_nothing_scrolls_sideways_and_every_target_has_24_px(site, open_page, enter, start_quiz):
    found = {}
    for page, name in states(site, open_page(viewport=NARROW), enter, start_quiz, viewport=NARROW):
        found[name] = narrow_faults(page)
    assert not any(found.values()), listed(found)


def test_a_flashcard_is_reported_by_keyboard_from_its_answer(site, enter):
    card = enter("Edik", bypass_csp=True)  # axe brings styles along
    card.goto(f"{site}/review/cards/3")
    card.get_by_role("link", name="I think this is wrong").wait_for()
    with card.expect_navigation(url=re.compile("/review/cards/3/report")):
        press(card, "w")
    assert violations(card) == []
    card.get_by_label("The question is unclear").focus()
    press(card, "Space")
    card.get_by_role("button", name="Send the report").focus()
    with card.expect_navigation():
        press(card, "Enter")
    expect(card.get_by_role("status")).to_contain_text("Thank you")
    expect(card.locator(".back")).to_be_visible()
