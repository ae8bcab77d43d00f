from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from quizapp.accounts.models import Person, Role
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.services import enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.planning.models import Exam
from tests.tokens import without_tokens


def in_days(number):
    return (utcnow() - timedelta(hours=4) + timedelta(days=number)).date().isoformat()


TERMS = {"title": "Unit 1", "held_on": in_days(21), "banks": "1", "minutes": "10"}


@pytest.fixture
def class_id(make_class, small_bank):
    return make_class()


@pytest.mark.longer
def test_a_holiday_makes_nobody_absent_in_insight(browse, teacher, student, class_id, rate, cards_of):
    rate(student, cards_of("premier")[0], 3, utcnow() - timedelta(days=20))
    page = browse(teacher)
    assert "Stays away" in page.get(f"/classes/{class_id}/insight").text
    page.post(f"/classes/{class_id}/holidays", data={"name": "Autumn", "first": in_days(-18), "last": in_days(-9)})
    assert "Stays away" not in page.get(f"/classes/{class_id}/insight").text


def planned(page):
    found = re.search(r"(\d+)</strong> for a test", page.get("/review/").text)
    return int(found[1]) if found else 0


@pytest.mark.longer
def test_a_test_of_a_class_bends_its_students_queues_alone(browse, teacher, student, class_id, stored):
    page, other = browse(teacher), browse()
    assert "No test is set" in page.get(f"/classes/{class_id}/calendar").text
    assert "Set a test for 10 b" in page.get(f"/classes/{class_id}/tests/new").text
    address = f"/classes/{class_id}/tests/1"
    assert page.post(f"/classes/{class_id}/tests/new", data=TERMS).location == address
    assert stored("exams", "id", "class_id", "for_everyone") == [(1, class_id, False)]
    mine = browse(student)
    assert planned(mine) > 0
    assert planned(other) == planned(page) == 0
    for path in ("/", "/review/", f"/classes/{class_id}/mine", "/tests"):
        assert "Unit 1" in mine.get(path).text
    assert "in 21 days, 10 minutes a day" in mine.get("/").text
    assert "set by Ms Hakobyan for 10 b" in mine.get("/tests").text
    assert "Unit 1" not in page.get("/tests").text
    assert other.get("/tests/1").status_code == page.get("/tests/1").status_code == 404
    for path in ("edit", "remove", "restore"):
        assert page.post(f"/tests/1/{path}", data=TERMS).status_code == 404


@pytest.mark.longer
def test_a_student_takes_other_minutes_or_leaves_it_and_nobody_reads_who(browse, teacher, student, class_id):
    page, mine = browse(teacher), browse(student)
    page.post(f"/classes/{class_id}/tests/new", data=TERMS)
    before = planned(mine)
    assert "1 minute a day" in mine.post("/tests/1/pace", data={"minutes": "1"}, follow_redirects=True).text
    assert 0 < planned(mine) < before
    mine.post("/tests/1/pace", data={"minutes": "1", "leave_out": "1"})
    assert planned(mine) == 0
    shown = page.get(f"/classes/{class_id}/tests/1").text
    assert "by the plan" in shown
    assert "only the mean is shown" in shown
    assert "Left it out" not in shown
    assert "Ani" not in without_tokens(shown)


@pytest.mark.longer
def test_it_is_changed_removed_brought_back_and_over(browse, app, teacher, student, class_id):
    page, mine, address = browse(teacher), browse(student), f"/classes/{class_id}/tests/1"
    page.post(f"/classes/{class_id}/tests/new", data=TERMS)
    assert 'value="Unit 1"' in page.get(f"{address}/edit").text
    assert page.post(f"{address}/edit", data=TERMS | {"title": "Unit 2"}).location == address
    assert "Unit 2" in mine.get("/").text
    assert page.post(f"{address}/edit", data=TERMS | {"held_on": in_days(-1)}).status_code == 422
    assert page.post(f"/classes/{class_id}/tests/new", data=TERMS | {"banks": ""}).status_code == 422
    assert "can be brought back" in page.post(f"{address}/remove", follow_redirects=True).text
    assert planned(mine) == 0
    assert "is removed" in page.get(address).text
    page.post(f"{address}/restore")
    assert planned(mine) > 0
    assert re.findall(r"<bdi>Ms Hakobyan (.*?)</bdi>", page.get(f"/classes/{class_id}/changes").text)[:4] == [
        "brought the test “Unit 2” of “10 b” back.",
        "removed the test “Unit 2” of “10 b”.",
        "changed the test “Unit 2” of “10 b”.",
        "set the test “Unit 1” for “10 b”.",
    ]
    with app.app_context():
        db.session.get_one(Exam, 1).held_on = date.fromisoformat(in_days(0))
        db.session.commit()
    assert planned(mine) == 0
    for reader, place in ((page, address), (mine, "/tests/1")):
        assert "It is today" in reader.get(place).text
    assert "Unit 2" in mine.get(f"/classes/{class_id}/mine").text
    assert ">past<" not in page.get(f"/classes/{class_id}/calendar").text
    with app.app_context():
        db.session.get_one(Exam, 1).held_on = (utcnow() - timedelta(days=2)).date()
        db.session.commit()
    assert planned(mine) == 0
    assert "on their usual days again" in page.get(address).text
    assert ">past<" in page.get(f"/classes/{class_id}/calendar").text


@pytest.mark.longer
def test_who_left_and_a_class_that_ended_prepare_for_nothing(browse, app, teacher, student, class_id):
    browse(teacher).post(f"/classes/{class_id}/tests/new", data=TERMS)
    mine = browse(student)
    assert planned(mine) > 0
    for row, column in ((Enrolment, "left_at"), (SchoolClass, "archived_at")):
        with app.app_context():
            one = db.session().query(row).one()
            setattr(one, column, utcnow())
            db.session.commit()
        assert planned(mine) == 0
        assert mine.get("/tests/1").status_code == 404
        with app.app_context():
            setattr(db.session().query(row).one(), column, None)
            db.session.commit()


@pytest.mark.longer
def test_an_admin_who_does_not_teach_the_class_is_shown_no_forecast(browse, app, teacher, make_person, class_id):
    browse(teacher).post(f"/classes/{class_id}/tests/new", data=TERMS)
    admin, *others = make_person(Role.INSTRUCTOR), *(make_person() for _number in range(5))
    with app.app_context():
        db.session.get_one(Person, admin).is_admin = True
        school_class = db.session.get_one(SchoolClass, class_id)
        for one in others:
            enrol_student(db.session(), school_class, one, f"Student {one}", now=utcnow())
        db.session.commit()
    page = browse(admin).get(f"/classes/{class_id}/tests/1").text
    assert "shown to its teachers" in page
    assert "by the plan" not in page
    assert "Left it out: 0." in browse(teacher).get(f"/classes/{class_id}/tests/1").text
    assert browse(make_person(Role.INSTRUCTOR)).get(f"/classes/{class_id}/tests/1").status_code == 404
