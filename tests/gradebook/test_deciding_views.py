from __future__ import annotations

import re

import pytest

from quizapp.assignments.models import Assignment
from quizapp.db import db
from quizapp.gradebook.models import GradebookRules
from tests.gradebook.test_views import main_of, mark_path, told


@pytest.mark.longer
def test_rules_that_cannot_be_change_nothing_and_keep_what_was_typed(app, desk, class_id, give_out):
    assignment = give_out()
    sent = {"rows": "2", "name-1": "Tests", "weight-1": "much", f"points-{assignment}": "12", "weighted": "1"}
    reply = desk.post(f"/classes/{class_id}/gradebook/rules", data=sent)
    assert reply.status_code == 422
    assert 'value="much"' in reply.text
    assert 'value="Tests"' in reply.text
    assert "Please type a number from 0 to 1000." in reply.text
    with app.app_context():
        assert db.session.get_one(Assignment, assignment).points == 10


@pytest.mark.longer
def test_an_assignment_that_was_given_out_meanwhile_stands_in_the_rules_shown_again(desk, class_id, give_out):
    give_out()
    reply = desk.post(f"/classes/{class_id}/gradebook/rules", data={"rows": "1", "drop-0": "many"})
    assert reply.status_code == 422
    assert "Please type a number from 0 to 50." in reply.text


@pytest.mark.longer
def test_a_teacher_decides_says_why_and_takes_it_back(desk, class_id, give_out, take, students):
    assignment = give_out()
    take(assignment, students[0], right=1)
    path = mark_path(class_id, students[0], assignment)
    for data, sentence in (
        ({"value": "9"}, "Please give the reason"),
        ({"value": "nan", "text": "Oral"}, "Please type points as a number"),
        ({"value": "1e400", "text": "Oral"}, "Please type points as a number"),
        ({"value": "-3", "text": "Oral"}, "Please type points as a number"),
        ({"value": "9", "text": "x" * 1001}, "At most 1,000 characters."),
    ):
        reply = desk.post(f"{path}/override", data=data)
        assert reply.status_code == 422
        assert sentence in reply.text
    assert desk.post(f"{path}/override", data={"value": "8,5", "text": "Explained it orally."}).status_code == 302
    words = told(main_of(desk, path))
    assert "8.5 points stand in its place, decided by Ms Hakobyan on" in words
    assert "Explained it orally." in words
    assert desk.post(f"{path}/override", data={"takes_back": "1"}).status_code == 302
    words = told(main_of(desk, path))
    assert "stand in its place" not in words
    assert "Points by hand taken back" in words
    assert "Please write the comment." in desk.post(f"{path}/comment", data={}).text
    assert "Please type a percentage" in desk.post(f"{path}/late", data={"value": "101", "text": "x"}).text


@pytest.mark.longer
def test_looking_at_the_rules_in_any_way_changes_nothing(app, desk, class_id, give_out):
    give_out()
    path = f"/classes/{class_id}/gradebook/rules"
    assert desk.get(path).status_code == desk.head(path).status_code == 200
    with app.app_context():
        assert db.session.get(GradebookRules, class_id) is None


@pytest.mark.longer
def test_a_category_that_is_only_named_by_an_assignment_has_a_row(app, desk, class_id, give_out):
    assignment = give_out()
    with app.app_context():
        db.session.get_one(Assignment, assignment).category = "Homework"
        db.session.commit()
    page = main_of(desk, f"/classes/{class_id}/gradebook/rules")
    assert 'value="Homework"' in page
    assert '<option value="1" selected>Homework</option>' in page


@pytest.mark.longer
def test_rules_that_are_saved_as_they_were_shown_leave_every_category_as_it_was(app, desk, class_id, give_out):
    categories = dict(zip((give_out(), give_out(), give_out()), ("Tests", "", "Homework"), strict=True))
    with app.app_context():
        for number, name in categories.items():
            db.session.get_one(Assignment, number).category = name
        db.session.commit()
    page = main_of(desk, f"/classes/{class_id}/gradebook/rules")
    sent = dict(re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="(category-\d+)".*?>(.*?)</select>', page):
        sent[name] = re.search(r'value="(\d+)" selected', options)[1]
    assert desk.post(f"/classes/{class_id}/gradebook/rules", data=sent).status_code == 302
    with app.app_context():
        assert {number: db.session.get_one(Assignment, number).category for number in categories} == categories


@pytest.mark.longer
def test_a_grade_of_the_course_is_set_with_its_reason_read_by_the_student_and_taken_back(
    desk, class_id, give_out, take, students, browse
):
    take(give_out(), students[0], right=1)
    path, ani = f"/classes/{class_id}/gradebook/students/{students[0]}", browse(students[0])
    for data, sentence in (
        ({"value": "90"}, "Please give the reason"),
        ({"value": "nan", "text": "Oral"}, "Please type a percentage from 0 to 200."),
        ({"value": "201", "text": "Oral"}, "Please type a percentage from 0 to 200."),
    ):
        reply = desk.post(f"{path}/grade", data=data)
        assert (reply.status_code, sentence in reply.text) == (422, True)
    assert desk.post(f"{path}/grade", data={"value": "87,5", "text": "The oral exam."}).status_code == 302
    for page in (main_of(desk, path), main_of(ani, f"/classes/{class_id}/marks")):
        words = told(page)
        assert "Grade: 87.5 %" in words
        assert "Set by hand by Ms Hakobyan on" in words
        assert "The oral exam. The marks come to 33.3 %." in words
    assert "87.5 % by hand" in told(main_of(desk, f"/classes/{class_id}/gradebook")).replace("%by", "% by")
    assert "87.5" in desk.get(f"/classes/{class_id}/gradebook.csv").text
    assert desk.post(f"{path}/grade", data={"takes_back": "1"}).status_code == 302
    words = told(main_of(desk, path))
    assert "Grade: 33.3 %" in words
    assert "Grade by hand taken back" in words
    assert "Set by hand by" not in told(main_of(ani, f"/classes/{class_id}/marks"))


def seen_of(page, kind):
    """Return what the form of a decision says to have been decided when its page was shown."""
    return re.search(rf'{kind}".*?name="seen" value="(\d+)"', page, re.DOTALL)[1]


@pytest.mark.longer
def test_two_who_decide_about_one_mark_hear_of_each_other(desk, class_id, give_out, take, students):
    assignment = give_out()
    take(assignment, students[0], right=1)
    path = mark_path(class_id, students[0], assignment)
    seen = seen_of(desk.get(path).text, "override")
    assert desk.post(f"{path}/override", data={"value": "8", "text": "Oral", "seen": seen}).status_code == 302
    assert desk.post(f"{path}/override", data={"value": "8", "text": "Oral", "seen": seen}).status_code == 302  # twice
    reply = desk.post(f"{path}/override", data={"value": "5", "text": "Copied", "seen": seen})
    assert reply.status_code == 422
    assert "it was decided about meanwhile" in told(reply.text)
    assert 'value="5"' in reply.text
    assert "8 points stand in its place" in told(main_of(desk, path))
    assert desk.post(f"{path}/excuse", data={"text": "Ill", "seen": seen_of(reply.text, "excuse")}).status_code == 302
    again = {"value": "5", "text": "Copied", "seen": seen_of(reply.text, "override")}
    assert desk.post(f"{path}/override", data=again).status_code == 302
    assert "Points by hand: 5 : Copied" in told(main_of(desk, path))


@pytest.mark.longer
def test_two_who_set_one_grade_hear_of_each_other(desk, class_id, give_out, take, students):
    give_out()
    page = f"/classes/{class_id}/gradebook/students/{students[0]}"
    assert desk.post(f"{page}/grade", data={"value": "80", "text": "Oral", "seen": "0"}).status_code == 302
    reply = desk.post(f"{page}/grade", data={"value": "50", "text": "Copied", "seen": "0"})
    assert reply.status_code == 422
    assert "it was decided about meanwhile" in told(reply.text)
    assert 'name="seen" value="1"' in reply.text
    assert desk.post(f"{page}/grade", data={"value": "50", "text": "Copied", "seen": "1"}).status_code == 302


@pytest.mark.longer
def test_rules_that_a_colleague_changed_meanwhile_are_not_written_over_unseen(app, desk, class_id, give_out):
    assignment = give_out()
    path = f"/classes/{class_id}/gradebook/rules"
    sent = {"rows": "1", f"points-{assignment}": "10", "places": "1", "shows_grade": "1"}
    sent |= {"seen_state": re.search(r'seen_state" value="(\w+)"', desk.get(path).text)[1]}
    theirs = sent | {"places": "2", f"points-{assignment}": "12"}
    assert desk.post(path, data=theirs).status_code == 302
    assert desk.post(path, data=theirs).status_code == 302  # a second click changes nothing
    reply = desk.post(path, data=sent | {"weighted": "1"})
    assert reply.status_code == 422
    assert "these rules were changed meanwhile" in reply.text
    assert "Last saved by you, on" in reply.text
    with app.app_context():
        assert db.session.get_one(GradebookRules, class_id).places == 2
    sent |= {"weighted": "1", "seen_state": re.search(r'seen_state" value="(\w+)"', reply.text)[1]}
    assert desk.post(path, data=sent).status_code == 302
    with app.app_context():
        assert db.session.get_one(GradebookRules, class_id).weighted
