from __future__ import annotations

import re
from datetime import timedelta

import pytest

from quizapp.accounts.models import Role
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.planning.holidays import HolidayTerms, add_holiday, remove_holiday
from quizapp.planning.models import ClassHoliday


def in_days(number):
    return (utcnow() - timedelta(hours=4) + timedelta(days=number)).date().isoformat()


SPRING = {"name": "Spring", "first": in_days(3), "last": in_days(9)}
MAY_DAY = {"name": "May Day", "first": in_days(12)}


@pytest.mark.longer
def test_a_teacher_enters_holidays_changes_and_removes_them(browse, teacher, make_class, stored):
    class_id = make_class(lesson_days=(0, 2))
    page, address = browse(teacher), f"/classes/{class_id}"
    assert "Lessons: Monday, Wednesday." in page.get(f"{address}/calendar").text
    added = page.post(f"{address}/holidays", data=SPRING, follow_redirects=True).text
    assert "Added: Spring." in added
    assert f'datetime="{in_days(9)}"' in added
    assert 'value="Spring"' in page.get(f"{address}/holidays/1").text
    for data, said in (
        ({"name": " ", "first": in_days(3)}, "give the holiday a name"),
        ({"name": "x"}, "choose the first day"),
        (SPRING | {"last": in_days(1)}, "end before it begins"),
        (SPRING | {"last": in_days(999)}, "more than a year"),
    ):
        for path in ("holidays", "holidays/1"):
            reply = page.post(f"{address}/{path}", data=data)
            assert (reply.status_code, said in reply.text) == (422, True)
    single = {"name": "Teachers' day", "first": in_days(5)}
    assert page.post(f"{address}/holidays/1", data=single).location == f"{address}/calendar"
    assert stored("class_holidays", "id", "name") == [(1, "Teachers' day")]
    assert "Removed: Teachers&#39; day." in page.post(f"{address}/holidays/1/remove", follow_redirects=True).text
    assert stored("class_holidays") == []


@pytest.mark.longer
def test_what_a_refused_holiday_leaves_in_the_address_bar_leads_to_the_calendar(browse, teacher, make_class):
    address = f"/classes/{make_class()}"
    reply = browse(teacher).get(f"{address}/holidays", headers={"Accept": "text/html"})
    assert (reply.status_code, reply.location) == (302, f"{address}/calendar")


@pytest.mark.longer
def test_a_holiday_removed_twice_is_removed_and_what_changed_brings_it_back(browse, teacher, make_class, stored):
    class_id = make_class()
    page, address = browse(teacher), f"/classes/{class_id}"
    page.post(f"{address}/holidays", data=SPRING)
    for said in ("Removed: Spring.", " removed it on "):
        assert said in page.post(f"{address}/holidays/1/remove", follow_redirects=True).text
    assert " removed it on " in page.get(f"{address}/holidays/1", follow_redirects=True).text
    assert page.post(f"{address}/holidays/2/remove").status_code == 404
    assert stored("staff_actions", "act").count(("class.holidays",)) == 2
    changes = page.get(f"{address}/changes").text
    assert " removed from the holidays of “10 b”: “Spring” (" in changes
    undo = re.search(r'action="(/audit/\d+/undo)"', changes)[1]
    assert "Taken back" in page.post(undo, follow_redirects=True).text
    assert stored("class_holidays", "name") == [("Spring",)]


def undo_of(page, address):
    return re.search(r'action="(/audit/\d+/undo)"', page.get(f"{address}/changes").text)[1]


@pytest.mark.longer
def test_a_holiday_taken_back_is_still_there_for_other_pages_that_show_it(browse, teacher, make_class, stored):
    page, address = browse(teacher), f"/classes/{make_class()}"
    for data in (SPRING, MAY_DAY):
        page.post(f"{address}/holidays", data=data)
    page.post(f"{address}/holidays/1", data=SPRING | {"name": "Easter"})
    page.post(undo_of(page, address))
    assert 'value="Spring"' in page.get(f"{address}/holidays/1").text
    page.post(f"{address}/holidays/1/remove")
    page.post(undo_of(page, address))
    assert stored("class_holidays", "id", "name") == [(1, "Spring"), (2, "May Day")]


@pytest.mark.longer
def test_nobody_is_said_to_have_removed_a_holiday_whose_last_change_was_another(browse, teacher, make_class, app):
    page, class_id = browse(teacher), make_class()
    page.post(f"/classes/{class_id}/holidays", data=SPRING)
    with app.app_context():
        remove_holiday(db.session(), db.session.get_one(ClassHoliday, 1))
        db.session.commit()
    said = page.get(f"/classes/{class_id}/holidays/1", follow_redirects=True).text
    assert "This holiday is not there any more." in said
    assert "removed it" not in said


@pytest.mark.longer
def test_a_page_of_before_changes_no_other_holiday_than_it_showed(browse, teacher, make_class, stored):
    page, address = browse(teacher), f"/classes/{make_class()}"
    page.post(f"{address}/holidays", data=SPRING)
    shown = (page.get(f"{address}/calendar").text, page.get(f"{address}/holidays/1").text)
    of_list, of_form = ({"seen_state": re.search(r'name="seen_state"[^>]* value="(\w+)"', one)[1]} for one in shown)
    page.post(f"{address}/holidays/1", data=MAY_DAY)
    said = page.post(f"{address}/holidays/1/remove", data=of_list, follow_redirects=True).text
    assert "Nothing is removed: this holiday was changed or removed meanwhile" in said
    reply = page.post(f"{address}/holidays/1", data=SPRING | of_form)
    assert (reply.status_code, "Nothing is kept yet: this was changed meanwhile" in reply.text) == (422, True)
    assert "Last saved by you" in reply.text
    assert stored("class_holidays", "id", "name") == [(1, "May Day")]
    again = {"seen_state": re.search(r'name="seen_state"[^>]* value="(\w+)"', reply.text)[1]}
    assert page.post(f"{address}/holidays/1", data=SPRING | again).status_code == 302
    assert page.post(f"{address}/holidays/1/remove", data=of_list).status_code == 302
    assert stored("class_holidays") == []


@pytest.mark.longer
def test_what_changes_nothing_is_neither_kept_twice_nor_logged(browse, teacher, make_class, stored):
    one, other = make_class("10 b"), make_class("10 c")
    page, address = browse(teacher), f"/classes/{one}"
    for _time in range(2):
        assert "Added: Spring." in page.post(f"{address}/holidays", data=SPRING, follow_redirects=True).text
    assert "The holiday is changed." in page.post(f"{address}/holidays/1", data=SPRING, follow_redirects=True).text
    said = page.post(f"{address}/holidays/copy", data={"from": other}, follow_redirects=True).text
    assert "0 holidays were added." in said
    assert stored("class_holidays", "name") == [("Spring",)]
    assert stored("staff_actions", "act").count(("class.holidays",)) == 1


@pytest.mark.longer
def test_a_holiday_is_not_changed_into_another_one_of_its_class(browse, teacher, make_class, stored):
    page, address = browse(teacher), f"/classes/{make_class()}"
    for data in (SPRING, MAY_DAY):
        page.post(f"{address}/holidays", data=data)
    reply = page.post(f"{address}/holidays/2", data=SPRING)
    assert (reply.status_code, "The class has this very holiday already." in reply.text) == (422, True)
    assert f'value="{SPRING["last"]}"' in reply.text
    assert stored("class_holidays", "name") == [("Spring",), ("May Day",)]
    other_days = SPRING | {"last": MAY_DAY["first"]}
    assert page.post(f"{address}/holidays/2", data=other_days).status_code == 302
    assert stored("class_holidays", "name") == [("Spring",), ("Spring",)]


@pytest.mark.longer
def test_holidays_that_went_with_a_copy_are_said_to_be_gone_and_come_back_as_the_same(
    browse, teacher, make_class, stored
):
    one, other = make_class("10 b"), make_class("10 c")
    page, copied_to = browse(teacher), f"/classes/{other}"
    for data in (SPRING, MAY_DAY):
        page.post(f"/classes/{one}/holidays", data=data)
    page.post(f"{copied_to}/holidays/copy", data={"from": one})
    kept = stored("class_holidays", "id", "class_id", "name")
    page.post(undo_of(page, copied_to))
    for path in ("holidays/3", "holidays/4/remove"):
        said = page.post(f"{copied_to}/{path}", data=SPRING, follow_redirects=True).text
        assert "This holiday is not there any more." in said
        assert page.post(f"{copied_to}/{path.replace('3', '5').replace('4', '5')}").status_code == 404
    page.post(undo_of(page, copied_to))
    assert stored("class_holidays", "id", "class_id", "name") == kept


@pytest.mark.longer
def test_a_holiday_whose_id_was_taken_meanwhile_leaves_the_others_theirs_and_is_known_by_its_new_one(
    browse, teacher, make_class, stored, app
):
    one, other = make_class("10 b"), make_class("10 c")
    page, copied_to = browse(teacher), f"/classes/{other}"
    for data in (SPRING, MAY_DAY):
        page.post(f"/classes/{one}/holidays", data=data)
    page.post(f"{copied_to}/holidays/copy", data={"from": one})
    page.post(undo_of(page, copied_to))
    with app.app_context():
        add_holiday(db.session(), one, HolidayTerms("Easter", utcnow().date(), utcnow().date()), 3)
        db.session.commit()
    page.post(undo_of(page, copied_to))
    assert stored("class_holidays", "id", "name")[2:] == [(3, "Easter"), (4, "May Day"), (5, "Spring")]
    page.post(undo_of(page, copied_to))
    for number in (4, 5):
        said = page.post(f"{copied_to}/holidays/{number}/remove", follow_redirects=True).text
        assert "This holiday is not there any more." in said


@pytest.mark.longer
def test_a_single_holiday_that_comes_back_as_another_one_is_known_by_its_new_id(
    browse, teacher, make_class, stored, app
):
    page, class_id = browse(teacher), make_class()
    address = f"/classes/{class_id}"
    page.post(f"{address}/holidays", data=SPRING)
    page.post(f"{address}/holidays/1/remove")
    with app.app_context():
        add_holiday(db.session(), class_id, HolidayTerms("Easter", utcnow().date(), utcnow().date()), 1)
        db.session.commit()
    page.post(undo_of(page, address))
    assert stored("class_holidays", "id", "name") == [(1, "Easter"), (2, "Spring")]
    page.post(undo_of(page, address))
    assert "This holiday is not there any more." in page.get(f"{address}/holidays/2", follow_redirects=True).text


@pytest.mark.longer
def test_each_page_of_a_class_tells_under_which_tab_it_stands_after_a_mistake_too(browse, teacher, make_class):
    page, of_class = browse(teacher), f"/classes/{make_class()}"
    shown = [(tab, page.get(of_class + path).text) for path, tab in (
        ("", ""), ("/roster", ""), ("/cards", ""), ("/calendar", "/calendar"), ("/copy", "/settings"),
    )]  # fmt: skip
    shown.append(("/calendar", page.post(f"{of_class}/holidays", data={"name": ""}).text))
    for tab, text in shown:
        assert re.findall(r'<a href="([^"]+)" aria-current', text.partition("<main")[2]) == [of_class + tab]


@pytest.mark.longer
def test_holidays_are_taken_from_another_class_of_ones_own_alone(browse, teacher, make_person, make_class, stored):
    one, other = make_class("10 b"), make_class("10 c")
    strange = make_class("11 a", teacher_id=make_person(Role.INSTRUCTOR))
    page = browse(teacher)
    assert "Take its holidays" not in page.get(f"/classes/{other}/calendar").text
    page.post(f"/classes/{one}/holidays", data=SPRING)
    assert "Take its holidays" in page.get(f"/classes/{other}/calendar").text
    said = page.post(f"/classes/{other}/holidays/copy", data={"from": one}, follow_redirects=True).text
    assert "1 holiday was added." in said
    for wrong in (strange, 0, "x"):
        assert page.post(f"/classes/{other}/holidays/copy", data={"from": wrong}).status_code == 404
    assert stored("class_holidays", "id", "class_id") == [(1, one), (2, other)]
    assert page.get(f"/classes/{other}/holidays/1").status_code == 404


@pytest.mark.longer
def test_an_archived_class_shows_its_calendar_and_changes_nothing(browse, app, teacher, make_class, stored):
    class_id = make_class()
    page = browse(teacher)
    page.post(f"/classes/{class_id}/holidays", data=SPRING)
    with app.app_context():
        db.session.get_one(SchoolClass, class_id).archived_at = utcnow()
        db.session.commit()
    shown = page.get(f"/classes/{class_id}/calendar").text
    assert "Spring" in shown
    assert 'href="/classes" aria-current="page"' in " ".join(shown.split())
    assert "Add the holiday" not in shown
    for path in ("holidays", "holidays/1", "holidays/1/remove", "holidays/copy"):
        assert page.post(f"/classes/{class_id}/{path}", data=SPRING).location == f"/classes/{class_id}"
    assert stored("class_holidays", "id", "name") == [(1, "Spring")]


@pytest.mark.longer
def test_a_student_sees_the_days_of_their_class_and_may_leave_them_out(
    browse, teacher, student, make_class, stored, small_bank
):
    class_id = make_class(lesson_days=(1,))
    browse(teacher).post(f"/classes/{class_id}/holidays", data=SPRING)
    page = browse(student)
    assert "Spring" in page.get(f"/classes/{class_id}/mine").text
    calendar = page.get("/settings/calendar").text
    assert "Lessons: Tuesday." in calendar
    assert re.search(r'<input[^>]*checked[^>]*name="follows_classes"', calendar)
    assert "a holiday of any of them" not in calendar
    page.post("/settings/calendar", data={f"shares-{day}": "1" for day in range(7)})
    assert stored("study_calendars", "learner_id", "follows_classes") == [(student, False)]
    make_class("Choir")
    calendar = page.get("/settings/calendar").text
    assert "a holiday of any of them" in calendar
    assert "No lesson days and no holidays are said." in calendar
    assert "checked" not in calendar


@pytest.mark.longer
def test_the_forecast_shows_holidays_lessons_and_tests(browse, teacher, student, make_class, rate, cards_of):
    class_id = make_class(lesson_days=(0, 1, 2, 3, 4, 5, 6))
    browse(teacher).post(f"/classes/{class_id}/holidays", data=SPRING)
    page = browse(student)
    rate(student, cards_of("premier")[0], 4)
    terms = {"title": "Unit 1", "held_on": in_days(12), "banks": "1", "minutes": "10"}
    page.post("/tests/new", data=terms)
    shown = page.get("/progress/forecast").text
    assert shown.count("<bdi>Spring</bdi>") == 7
    assert shown.count("· free day") == 7
    assert shown.count("· lesson") == 53
    assert shown.count("<bdi>Unit 1</bdi>") == 1
    assert (shown.count('class="off"'), shown.count('class="lesson" cx="8"')) == (7, 1)
    assert shown.count('class="test"') == 2
