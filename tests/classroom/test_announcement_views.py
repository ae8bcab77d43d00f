from __future__ import annotations

import html
import re

import pytest

from quizapp.classroom import services
from quizapp.classroom.announcements import Notice, write_announcement
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db

COLUMNS = ("text", "pinned", "shown_until", "edited_at", "withdrawn_at")


@pytest.fixture
def number(make_class):
    return make_class()


@pytest.fixture
def teaching(client, sign_in, teacher):
    return sign_in(client, teacher)


@pytest.fixture
def learning(app, number, make_person, sign_in):
    """A student of the class."""
    student = make_person(name="Ani")
    with app.app_context():
        school_class = db.session().get_one(SchoolClass, number)
        services.enrol_student(db.session(), school_class, student, "Ani", now=utcnow())
        db.session.commit()
    return sign_in(app.test_client(), student)


@pytest.mark.longer
def test_a_class_is_told_and_students_say_that_they_have_read_it(teaching, learning, number):
    place = f"/classes/{number}/announcements"
    assert teaching.post(place, data={"text": "Bring **Thursday's** book.\r\n<b>x</b>"}).status_code == 302
    assert "Read by 0 of 1" in teaching.get(place).text
    home = learning.get("/").text
    assert "1 announcement in “10 b” that you have not read" in home
    assert f"/classes/{number}/mine/announcements" in home
    page = learning.get(f"/classes/{number}/mine").text
    assert "<strong>Thursday's</strong>" in page
    assert "<b>x" not in page
    assert "New." in page
    ids = re.findall(r'name="id" value="(\d+)"', page)
    reply = learning.post(f"/classes/{number}/mine/announcements", data={"id": [*ids, "9" * 30, "x"]})
    assert reply.location == f"/classes/{number}/mine"
    page = learning.get(f"/classes/{number}/mine/announcements").text
    assert "You read it" in page
    assert "Got it" not in page
    assert "that you have not read" not in learning.get("/").text
    assert "Read by 1 of 1" in teaching.get(place).text
    assert "1 has read it" in teaching.get(f"{place}/{ids[0]}/readers").text


@pytest.mark.longer
@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"text": " "}, "Please write what the class should know"),
        ({"text": "x" * 4001}, "At most 4000 characters"),
        ({"text": "a\0b"}, "cannot be kept"),
        ({"shown_until": "2020-01-01"}, "This day is over"),
        ({"shown_until": "tomorrow"}, "Not a valid date"),
    ],
)
def test_what_cannot_be_told_is_said_and_nothing_typed_is_lost(teaching, number, stored, wrong, message):
    reply = teaching.post(f"/classes/{number}/announcements", data={"text": "Room 4", "pinned": "y"} | wrong)
    assert reply.status_code == 422
    assert message in reply.text
    assert "checked" in reply.text
    assert stored("announcements") == []


@pytest.mark.longer
def test_it_is_changed_taken_back_and_shown_again(teaching, learning, number, stored):
    place = f"/classes/{number}/announcements"
    teaching.post(place, data={"text": "x" * 4000, "shown_until": "2999-01-01"})
    one = f"{place}/{stored('announcements', 'id')[0][0]}"
    assert "2999-01-01" in teaching.get(f"{one}/edit").text
    assert teaching.post(f"{one}/edit", data={"text": ""}).status_code == 422
    assert teaching.post(f"{one}/edit", data={"text": "Room 5"}).status_code == 302
    assert "Room 5" in learning.get(f"/classes/{number}/mine").text
    assert "Changed" in learning.get(f"/classes/{number}/mine").text
    teaching.post(f"{one}/withdraw")
    assert "Room 5" not in learning.get(f"/classes/{number}/mine/announcements").text
    assert "There are no announcements" in learning.get(f"/classes/{number}/mine/announcements").text
    assert "Taken back" in teaching.get(place).text
    teaching.post(f"{one}/restore")
    assert "Room 5" in learning.get(f"/classes/{number}/mine").text


@pytest.mark.longer
def test_a_text_that_a_colleague_changed_meanwhile_is_shown_before_it_is_replaced(teaching, number, stored):
    place = f"/classes/{number}/announcements"
    teaching.post(place, data={"text": "Room 4"})
    one = f"{place}/{stored('announcements', 'id')[0][0]}/edit"
    first, second = (_stamp(teaching.get(one).text) for _page in range(2))
    assert teaching.post(one, data={"text": "Room 5 of the *new* house", "stamp": first}).status_code == 302
    reply = teaching.post(one, data={"text": "Room 6", "stamp": second})
    assert reply.status_code == 422
    assert "changed meanwhile" in reply.text
    assert "Room 5 of the *new* house" in reply.text
    assert "Room 6" in reply.text
    assert stored("announcements", "text") == [("Room 5 of the *new* house",)]
    assert teaching.post(one, data={"text": "Room 6", "stamp": _stamp(reply.text)}).status_code == 302
    assert stored("announcements", "text") == [("Room 6",)]


def _stamp(page):
    return html.unescape(re.search(r'name="stamp"[^>]*value="([^"]+)"', page)[1])


@pytest.mark.longer
def test_a_day_that_is_over_stays_when_something_else_is_changed(app, teaching, number, teacher, stored):
    over = utcnow().date().replace(year=2020)
    with app.app_context():
        school_class = db.session().get_one(SchoolClass, number)
        made = write_announcement(db.session(), school_class, teacher, Notice("Tset", shown_until=over), now=utcnow())
        place = f"/classes/{number}/announcements/{made.id}/edit"
        db.session.commit()
    assert teaching.post(place, data={"text": "Test", "shown_until": over.isoformat()}).status_code == 302
    assert "Was shown until" in teaching.get(f"/classes/{number}/announcements").text
    assert teaching.post(place, data={"text": "Test", "shown_until": "2020-02-03"}).status_code == 422
    assert stored("announcements", "text") == [("Test",)]


@pytest.mark.longer
def test_in_an_archived_class_it_is_read_and_nothing_changes(teaching, learning, number, stored):
    place = f"/classes/{number}/announcements"
    teaching.post(place, data={"text": "Room 4"})
    one = f"{place}/{stored('announcements', 'id')[0][0]}"
    teaching.post(f"/classes/{number}/archive")
    before = stored("announcements", *COLUMNS)
    for path in (place, f"{one}/edit", f"{one}/withdraw", f"{one}/restore"):
        assert teaching.post(path, data={"text": "Other"}).location == f"/classes/{number}"
    assert "Tell the class" not in teaching.get(place).text
    page = learning.get(f"/classes/{number}/mine/announcements").text
    assert "Room 4" in page
    assert "Got it" not in page
    ids = {"id": one.rpartition("/")[2]}
    assert learning.post(f"/classes/{number}/mine/announcements", data=ids).location == f"/classes/{number}/mine"
    assert stored("announcements", *COLUMNS) == before
    assert stored("announcement_sightings") == []
    assert "that you have not read" not in learning.get("/").text


@pytest.mark.longer
def test_the_class_page_shows_five_and_leads_to_all_with_as_many_statements_as_ever(
    teaching, learning, number, statements
):
    counts = []
    for told in (1, 7):
        for text in range(told):
            teaching.post(f"/classes/{number}/announcements", data={"text": f"Notice {text}"})
        with statements() as sent:
            for page in ("mine", "mine/announcements"):
                learning.get(f"/classes/{number}/{page}")
            learning.get("/")
            teaching.get(f"/classes/{number}/announcements")
        counts.append(len(sent))
    assert counts[0] == counts[1]
    page = learning.get(f"/classes/{number}/mine").text
    assert page.count("<article") == 5
    assert "All announcements" in page
    assert "Got it, all 5" in page
    page = learning.get(f"/classes/{number}/mine/announcements").text
    assert "Got it, all 8" in page
    ids = re.findall(r'name="id" value="(\d+)"', page)
    reply = learning.post(f"/classes/{number}/mine/announcements", data={"id": ids, "page": "all"})
    assert reply.location == f"/classes/{number}/mine/announcements"


@pytest.mark.longer
def test_only_who_learns_there_reads_and_only_its_teachers_see_who_read(app, teaching, number, make_class, make_person):
    assert teaching.get(f"/classes/{number}/mine/announcements").status_code == 404
    other = make_class("9 a", teacher_id=make_person(name="Other"))
    teaching.post(f"/classes/{number}/announcements", data={"text": "Room 4"})
    assert teaching.get(f"/classes/{other}/announcements").status_code == 404
    assert app.test_client().get(f"/classes/{number}/mine/announcements").status_code == 404


@pytest.mark.longer
def test_a_text_that_changed_since_it_was_read_says_so_until_it_is_read_again(teaching, learning, number, stored):
    place, own = f"/classes/{number}/announcements", f"/classes/{number}/mine"
    teaching.post(place, data={"text": "Room 4"})
    ((one,),) = stored("announcements", "id")
    learning.post(f"{own}/announcements", data={"id": one})
    assert "Changed since you read it" not in learning.get(own).text
    teaching.post(f"{place}/{one}/edit", data={"text": "Room 5"})
    page = learning.get(own).text
    assert "Changed since you read it" in page
    assert "Got it" in page
    assert "that you have not read" not in learning.get("/").text
    assert "before it was changed" in teaching.get(f"{place}/{one}/readers").text
    learning.post(f"{own}/announcements", data={"id": one})
    page = learning.get(own).text
    assert "Got it" not in page
    assert "You read it" in page
    assert "before it was changed" not in teaching.get(f"{place}/{one}/readers").text


@pytest.mark.longer
def test_many_announcements_come_in_pages(app, teaching, learning, number, teacher):
    with app.app_context():
        school_class = db.session().get_one(SchoolClass, number)
        for count in range(21):
            write_announcement(db.session(), school_class, teacher, Notice(f"Told {count}."), now=utcnow())
        db.session.commit()
    for who, place in ((teaching, "announcements"), (learning, "mine/announcements")):
        page = f"/classes/{number}/{place}"
        first, second, third = (who.get(f"{page}?page={asked}").text for asked in ("x", "2", "3"))
        assert ("Told 20." in first, "Told 0." in first, "Earlier ones" in first) == (True, False, True)
        assert ("Told 0." in second, "Earlier ones" in second, "Later ones" in second) == (True, False, True)
        assert "There are no more" in third
    assert "All announcements" in learning.get(f"/classes/{number}/mine").text
