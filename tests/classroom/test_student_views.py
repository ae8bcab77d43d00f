from __future__ import annotations

import re

import pytest

from quizapp.classroom import services
from quizapp.classroom.following import settle_calendars
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app


@pytest.fixture
def student(app, client, sign_in, teacher, make_class, make_person):
    """A student of a class; the client is its teacher's, and `path` the address of the student's page."""
    sign_in(client, teacher)
    person_id, number = make_person(name="Ani Petrosyan"), make_class(time_zone="Asia/Yerevan")
    with app.app_context():
        school_class = db.session().get_one(SchoolClass, number)
        services.enrol_student(db.session(), school_class, person_id, "Ani Petrosyan", now=utcnow())
        settle_calendars(db.session(), [person_id], rules_of_app(app))
        db.session.commit()
    client.class_path, client.path = f"/classes/{number}", f"/classes/{number}/students/{person_id}"
    return person_id


FIELDS = {"roster_name": "Ani  P.", "group_name": "A", "extra_time_percent": "25"}


@pytest.mark.longer
def test_how_a_student_stands_in_the_roster_can_be_changed(client, student, stored):
    assert "Signs in as" in client.get(client.path).text
    page = client.post(client.path, data=FIELDS, follow_redirects=True).text
    assert "Ani P." in page
    assert stored("enrolments", "roster_name", "group_name", "extra_time_percent") == [("Ani P.", "A", 25)]


@pytest.mark.longer
def test_a_name_that_stands_twice_in_a_class_is_told_with_what_to_do(app, client, student, make_person):
    assert "this name twice" not in client.get(client.class_path).text
    assert "has this name, too" not in client.get(client.path).text
    other = make_person(name="Somebody")
    with app.app_context():
        school_class = db.session().get_one(SchoolClass, int(client.class_path.rpartition("/")[2]))
        services.enrol_student(db.session(), school_class, other, "ani petrosyan", now=utcnow())
        db.session.commit()
    assert client.get(client.class_path).text.count("this name twice") == 2
    page = client.get(client.path).text
    assert "has this name, too" in page
    assert f'href="{client.class_path}/students/{other}"' in page


@pytest.mark.longer
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"roster_name": "=1"}, "formula"),
        ({"roster_name": " "}, "Please type a name."),
        ({"extra_time_percent": "301"}, "From 0 to 300"),
        ({"extra_time_percent": "x"}, "Not a valid integer"),
        ({"group_name": "x" * 41}, "At most 40"),
    ],
)
def test_what_cannot_be_is_said(client, student, wrong, words):
    reply = client.post(client.path, data=FIELDS | wrong)
    assert reply.status_code == 422
    assert words in reply.text


@pytest.mark.longer
def test_a_page_of_a_student_that_is_older_than_a_colleagues_change_asks_first(client, student, stored):
    seen = {"seen_state": re.search(r'seen_state"[^>]* value="(\w+)"', client.get(client.path).text)[1]}
    assert client.post(client.path, data=FIELDS | seen).status_code == 302
    reply = client.post(client.path, data=FIELDS | seen | {"extra_time_percent": "0"})
    assert reply.status_code == 422
    assert '<dt>Extra time, in percent</dt><dd dir="auto">25</dd>' in reply.text
    assert re.search(r"<p>Last saved by you, on .+\.</p>", reply.text)
    assert stored("enrolments", "extra_time_percent") == [(25,)]


@pytest.mark.longer
def test_a_student_is_removed_and_brought_back(client, student, stored):
    page = client.post(f"{client.path}/remove", follow_redirects=True).text
    assert "is not in this class any more" in page
    assert "1 left the class" in page
    page = client.get(client.path).text
    assert "Left on" in page
    assert ">Save<" not in page
    assert (student, None) in stored("people", "id", "calendar")
    assert "is back" in client.post(f"{client.path}/restore", follow_redirects=True).text
    assert (student, "Asia/Yerevan 4") in stored("people", "id", "calendar")
    assert client.post(f"{client.path}/restore").status_code == 404


@pytest.mark.longer
def test_of_a_student_whom_a_colleague_removed_meanwhile_that_is_said(client, student, make_class):
    other, class_path = make_class("11 a"), client.path.partition("/students")[0]
    client.post(f"{client.path}/remove", follow_redirects=True)
    for deed, data in (("remove", {}), ("move", {"to": other})):
        reply = client.post(f"{client.path}/{deed}", data=data, follow_redirects=True)
        assert reply.request.path == class_path
        assert "is not in this class any more.</p>" in reply.text


@pytest.mark.longer
def test_a_student_is_moved_to_another_class_of_the_teachers(client, student, make_class, make_person, stored):
    other = make_class("11 a", time_zone="Asia/Tokyo")
    foreign = make_class("12 a", teacher_id=make_person())
    assert "11 a" in client.get(client.path).text
    assert client.post(f"{client.path}/move", data={"to": foreign}).status_code == 404
    assert client.post(f"{client.path}/move", data={"to": "x"}).status_code == 404
    assert "is in “11 a” now" in client.post(f"{client.path}/move", data={"to": other}, follow_redirects=True).text
    assert (student, "Asia/Tokyo 4") in stored("people", "id", "calendar")


@pytest.mark.longer
def test_a_student_is_erased_by_who_types_the_name(client, student, stored):
    assert "<details open>" not in client.get(client.path).text
    reply = client.post(f"{client.path}/erase", data={"name": "Ani Petrosian"})
    assert reply.status_code == 422
    box = reply.text[reply.text.index("<details open>") :].partition("</details>")[0]
    assert re.search(r'id="problem">Nothing was erased: type the name exactly as it stands in the roster', box)
    field = re.search(r'<input name="name"[^>]*>', box)[0]
    for told in ('value="Ani Petrosian"', 'aria-invalid="true"', 'aria-describedby="problem"', "data-focus"):
        assert told in field
    assert re.search(r'id="roster_name"[^>]*value="Ani Petrosyan"', reply.text)  # the other form is as it was
    assert f'<form method="post" action="{client.path}" class="narrow after">' in reply.text
    assert student in [row[0] for row in stored("people")]
    page = client.post(f"{client.path}/erase", data={"name": "Ani Petrosyan "}, follow_redirects=True).text
    assert "is erased" in page
    assert student not in [row[0] for row in stored("people")]


@pytest.mark.longer
def test_the_roster_has_as_many_statements_whatever_its_length(app, client, student, make_person, statements):
    client.get(client.class_path)
    with statements() as made:
        client.get(client.class_path)
    few, people = len(made), [make_person() for _one in range(3)]
    with app.app_context():
        school_class = db.session().get_one(SchoolClass, int(client.class_path.rsplit("/", 1)[1]))
        for person_id in people:
            services.enrol_student(db.session(), school_class, person_id, "Another", now=utcnow())
        db.session.commit()
    with statements() as made:
        assert client.get(client.class_path).text.count("Another") == 3
    assert len(made) == few
