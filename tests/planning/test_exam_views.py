from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from quizapp.accounts.models import Role
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.planning.models import Exam
from quizapp.scheduling.day import ROLLOVER_HOUR


def in_days(number):
    """Return a date so many learner-days ahead: before four in the morning it is still yesterday."""
    return (utcnow() - timedelta(hours=ROLLOVER_HOUR) + timedelta(days=number)).date().isoformat()


def terms(**changed):
    return {"title": "Unit 1", "held_on": in_days(21), "banks": "1", "minutes": "10"} | changed


@pytest.fixture
def student(browse, small_bank):
    return browse()


@pytest.mark.longer
def test_a_first_visitor_may_set_a_test_and_becomes_a_guest(client, small_bank, stored):
    assert "No test is set." in client.get("/tests").text
    assert "A small bank" in client.get("/tests/new").text
    assert stored("people") == []
    assert client.post("/tests/new", data=terms()).location == "/tests/1"
    assert stored("people", "id", "role") == [(1, "guest")]


def test_no_box_has_to_be_ticked_for_a_browser_to_send_the_form(student):
    boxes = re.findall(r'<input[^>]*name="banks"[^>]*>', student.get("/tests/new").text)
    assert boxes
    assert not any("required" in box for box in boxes)


def test_that_no_bank_was_ticked_is_said_on_a_line_of_its_own(student):
    refused = student.post("/tests/new", data={"title": "Unit 1", "held_on": in_days(21), "minutes": "10"}).text
    assert '<div id="banks-help"><strong class="problem-text">' in refused


@pytest.mark.longer
def test_a_test_shows_its_forecast_and_bends_todays_queue(student):
    before = student.get("/review/").text
    assert "for a test" not in before
    page = student.post("/tests/new", data=terms(minutes="1"), follow_redirects=True).text
    for words in ("in 21 days", "no more at all", "1 minute a day", "2 minutes a day", "the plan", "met 0"):
        assert words in page
    figures = [int(percent) for percent in re.findall(r"<td>(\d+) %", page)]
    assert figures == sorted(figures)
    assert re.search(r"[234]</strong> for a test", student.get("/review/").text)
    assert "for a test ahead" in student.get("/").text


@pytest.mark.longer
def test_of_a_single_card_its_forecast_speaks_in_the_singular(student):
    student.post("/review/cards/1", data={"rating": "4", "event_id": "event-easy"})
    page = student.post("/tests/new", data=terms(held_on=in_days(1)), follow_redirects=True).text
    assert "about 1 card<" in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "give the test a name"),
        ({"title": "x" * 81}, "At most 80 characters"),
        ({"held_on": ""}, "choose the day of the test"),
        ({"held_on": in_days(-1)}, "from tomorrow on"),
        ({"held_on": in_days(500)}, "from tomorrow on"),
        ({"banks": ""}, "at least one bank"),
        ({"banks": "999"}, "not a valid choice"),
        ({"minutes": "0"}, "From 1 to 300."),
        ({"minutes": "many"}, "Not a valid integer"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_and_nothing_is_lost(student, stored, changed, said):
    fields = {name: value for name, value in terms(title="My test").items() if changed.get(name) != ""} | {
        name: value for name, value in changed.items() if value
    }
    reply = student.post("/tests/new", data=fields)
    assert reply.status_code == 422
    assert said in reply.text
    assert "title" in changed or 'value="My test"' in reply.text
    assert stored("exams") == []


@pytest.mark.longer
def test_a_test_is_changed_removed_and_brought_back(student, stored):
    student.post("/tests/new", data=terms())
    assert 'value="Unit 1"' in student.get("/tests/1/edit").text
    assert "checked" in student.get("/tests/1/edit").text
    assert student.post("/tests/1/edit", data=terms(title="Unit 2", minutes="7")).location == "/tests/1"
    assert stored("exams", "id", "title", "minutes_per_day") == [(1, "Unit 2", 7)]
    assert student.post("/tests/1/edit", data=terms(title="")).status_code == 422
    assert "can be brought back" in student.post("/tests/1/remove", follow_redirects=True).text
    assert "for a test" not in student.get("/review/").text
    assert "is removed" in student.get("/tests/1").text
    student.post("/tests/1/restore")
    assert "for a test" in student.get("/review/").text


@pytest.mark.longer
def test_a_past_test_is_listed_and_plans_nothing(student, app, stored):
    student.post("/tests/new", data=terms(held_on=in_days(1)))
    assert "in 1 day" in student.get("/tests/1").text
    with app.app_context():
        db.session.get_one(Exam, 1).held_on = (utcnow() - timedelta(days=2)).date()
        db.session.commit()
    assert "Past" in student.get("/tests").text
    assert "on their usual days again" in student.get("/tests/1").text
    assert "for a test" not in student.get("/review/").text


@pytest.mark.longer
def test_a_test_is_not_past_on_its_day(student, app):
    student.post("/tests/new", data=terms(held_on=in_days(1)))
    with app.app_context():
        db.session.get_one(Exam, 1).held_on = date.fromisoformat(in_days(0))
        db.session.commit()
    listed, page = student.get("/tests").text, student.get("/tests/1").text
    assert "Past" not in listed
    assert "No test is set" not in listed
    assert "It is today" in page
    assert "It was on" not in page
    assert "for a test" not in student.get("/review/").text


@pytest.mark.longer
def test_a_student_cannot_set_a_test_for_everybody(student, browse, stored):
    assert "For everybody" not in student.get("/tests/new").text
    student.post("/tests/new", data=terms(for_everyone="y"))
    assert stored("exams", "id", "for_everyone") == [(1, False)]
    assert "Unit 1" not in browse().get("/tests").text


@pytest.mark.longer
def test_a_test_for_everybody_is_followed_at_ones_own_pace_or_left_out(student, browse, make_person):
    teacher = browse(make_person(Role.INSTRUCTOR, "Ms Petrosyan"))
    assert "For everybody" in teacher.get("/tests/new").text
    teacher.post("/tests/new", data=terms(for_everyone="y"))
    assert "for a test" not in teacher.get("/review/").text
    assert "set by Ms Petrosyan" in student.get("/tests").text
    assert "for a test" in student.get("/review/").text
    assert student.post("/tests/1/remove").status_code == 404
    page = student.post("/tests/1/pace", data={"minutes": "3", "follow": "1"}, follow_redirects=True).text
    assert "3 minutes a day" in page
    assert (
        "left this test out"
        in student.post("/tests/1/pace", data={"minutes": "3", "leave_out": "1"}, follow_redirects=True).text
    )
    assert "for a test" not in student.get("/review/").text
    refused = student.post("/tests/1/pace", data={"minutes": "301"})
    assert (refused.status_code, "From 1 to 300." in refused.text, 'value="301"' in refused.text) == (422, True, True)


@pytest.mark.slow
def test_pages_send_as_many_statements_whatever_the_banks_hold(student, load, practice, statements):
    student.post("/tests/new", data=terms())
    counts = []
    for size in (5, 120):
        load(practice.many_questions(size))
        for path in ("/tests", "/tests/1", "/review/", "/"):
            student.get(path)
        sent_by_path = []
        for path in ("/tests", "/tests/1", "/review/", "/"):
            with statements() as sent:
                assert student.get(path).status_code == 200
            sent_by_path.append(len(sent))
        counts.append(sent_by_path)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 16
