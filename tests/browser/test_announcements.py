"""A teacher tells a class something, and a student reads it: without scripts, by axe, at 320 px, by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser import three_students
from tests.browser.keys import press
from tests.browser.test_classroom import look
from tests.browser.three_students import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
classroom = three_students.classroom
GOT_IT = re.compile(r"^Got it \d")
"""Of one announcement."""
WIDE = "Read [the source](https://example.org/" + "x" * 90 + ").\n\n| a | b |\n|---|---|\n| " + "y" * 60 + " | z |"


def told(page, site, classroom):
    """Let a teacher tell the class two things by keyboard."""
    teacher = sign_in(page, site, "Ms Hakobyan")
    teacher.goto(f"{site}/classes/{classroom}/announcements")
    for text in ("Bring the book on Thursday.", WIDE):
        teacher.get_by_label("What do you want to tell the class?").fill(text)
        teacher.get_by_label("Keep it on top").focus()
        press(teacher, "Space")
        teacher.get_by_role("button", name="Tell the class").focus()
        with teacher.expect_navigation():
            press(teacher, "Enter")
    return teacher


def test_a_teachers_pages_of_announcements_are_clean(open_page, site, classroom):
    teacher = told(open_page(bypass_csp=True), site, classroom)
    look(teacher, state="announcements of a teacher")
    with teacher.expect_navigation():
        teacher.get_by_role("link", name="Edit").first.click()
    look(teacher, state="an announcement that is changed")
    colleague = teacher.context.new_page()
    colleague.goto(teacher.url)
    for page, text in ((colleague, WIDE * 2), (teacher, "Mine")):
        page.get_by_label("What do you want to tell the class?").fill(text)
        with page.expect_navigation():
            page.get_by_role("button", name="Save").click()
    expect(teacher.get_by_text("It was changed meanwhile.")).to_be_visible()
    look(teacher, state="an announcement that a colleague changed")
    teacher.goto(f"{site}/classes/{classroom}/announcements")
    with teacher.expect_navigation():
        teacher.get_by_role("link", name="Read by 0 of 3").first.click()
    expect(teacher.get_by_role("heading", name="3 have not yet")).to_be_visible()
    look(teacher, state="readers")


def test_a_student_says_got_it_without_scripts_and_their_pages_are_clean(open_page, site, classroom):
    told(open_page(), site, classroom)
    student = sign_in(open_page(java_script_enabled=False), site, "Ani")
    student.goto(f"{site}/classes/{classroom}/mine")
    expect(student.get_by_text("New.")).to_have_count(2)
    with student.expect_navigation():
        student.get_by_role("button", name=GOT_IT).last.click()
    expect(student.get_by_text("You read it")).to_have_count(1)
    seen = sign_in(open_page(bypass_csp=True), site, "Ani")
    seen.goto(site)
    notice = seen.get_by_role("link", name="1 announcement in “10 b” that you have not read")
    look(seen, state="a notice on the start page")
    with seen.expect_navigation():
        notice.click()
    look(seen, state="announcements of a student")
    seen.goto(f"{site}/classes/{classroom}/mine")
    look(seen, state="a class with announcements")
