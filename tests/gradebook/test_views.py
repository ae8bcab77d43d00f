from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from werkzeug.http import parse_options_header

from quizapp.assignments.models import Assignment
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook.services import NewItem, set_items
from tests.tokens import without_tokens


def main_of(client, path):
    reply = client.get(path)
    assert reply.status_code == 200, reply.status_code
    return re.sub(r"\s+", " ", reply.text.split("<main", 1)[1].split("</main>")[0])


def told(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def mark_path(class_id, person_id, assignment_id):
    return f"/classes/{class_id}/gradebook/students/{person_id}/assignments/{assignment_id}"


@pytest.mark.longer
def test_an_empty_gradebook_says_what_is_missing(desk, make_class, class_id):
    assert "Nothing was given out yet." in told(main_of(desk, f"/classes/{class_id}/gradebook"))
    assert "Nobody is in this class yet." in told(main_of(desk, f"/classes/{make_class()}/gradebook"))


@pytest.mark.longer
def test_the_grid_holds_students_by_assignments(desk, class_id, give_out, take, students, decide):
    one, other = give_out(title="Week one"), give_out(title="Week two")
    take(one, students[0], right=2)
    decide(one, students[1], "override", 9)
    decide(other, students[0], "excuse", 1)
    page = main_of(desk, f"/classes/{class_id}/gradebook")
    words = told(page)
    assert "Week one 10 points" in words
    assert "Student 0 66.7 % 6.67 66.7 % excused" in words
    assert "Student 1 90.0 % 9 90.0 % ✎ , by hand" in words
    assert "Average 78.3 % 78.3 % –" in words
    assert page.count(f'href="{mark_path(class_id, students[0], one)}"') == 1


@pytest.mark.longer
def test_two_of_one_name_are_told_apart_by_their_groups(app, desk, class_id, give_out, students):
    assignment = give_out(title="Week one")
    with app.app_context():
        named = sa.update(Enrolment).where(Enrolment.class_id == class_id)
        for person_id, name, group in zip(students, ("John", "John", "Ann"), ("red", "blue", "red"), strict=True):
            values = {"roster_name": name, "group_name": group}
            db.session.execute(named.where(Enrolment.person_id == person_id).values(**values))
        db.session.commit()
    marks = f"/classes/{class_id}/gradebook"
    for path in (marks, f"{marks}/assignments/{assignment}", f"/assignments/{assignment}/students"):
        words = told(main_of(desk, path))
        assert re.search(r"Ann (?!red).*John (red .*John blue|blue .*John red)", words), path


@pytest.mark.longer
def test_every_figure_opens_to_its_arithmetic_down_to_the_response(desk, class_id, give_out, take, students):
    assignment = give_out(attempts=2)
    take(assignment, students[0], right=1)
    best = take(assignment, students[0], right=2)
    page = main_of(desk, mark_path(class_id, students[0], assignment))
    words = told(page)
    assert "The best attempt counts." in words
    assert "66.67 % of 10 points: 6.67." in words
    assert "Attempt 2 counts" in words
    assert "Sargsyan" in words, "the response"
    assert "Marking:" in words, "the rule"
    assert f"attempt={best}#answers" in page
    first = told(main_of(desk, f"{mark_path(class_id, students[0], assignment)}?attempt={best - 1}"))
    assert "Not right" in first or "Wrong" in first


@pytest.mark.longer
def test_a_mark_by_certainty_opens_to_the_points_of_each_answer(desk, browse, class_id, give_out, sit, students):
    assignment = give_out(certainty=True)
    player, attempt = sit(assignment, students[0])
    for key, answers, certainty in (("premier", None, "3"), ("brokered", ("false",), "2")):
        fields = player.fields(attempt, key, answers) | {"certainty": certainty, "event_id": f"event-{key}"}
        player.client.post(player.path(attempt, key), data=fields)
    empty = {"answer": "", "certainty": "3", "event_id": "event-empty"}
    player.client.post(player.path(attempt, "surname"), data=empty)
    player.finish(attempt)
    page = desk.get(f"/classes/{class_id}/gradebook/students/{students[0]}/assignments/{assignment}").text
    assert "By certainty, which counts here: 1 of 9 points.</p>" in page
    assert "Very sure: 3 points" in page
    assert "Fairly sure: −2 points" in page
    assert '<strong class="figure">−2<' in page
    assert "worth one point" not in page
    assert "−6 points" not in page, "what was left empty costs nothing, however sure one says to be"
    student = browse(students[0])
    assert "Fairly sure: −2 points" in student.get(f"/attempts/{attempt}").text
    assert "1 / 9 (11 %) 1 of 3 right" in told(main_of(student, f"/attempts/{attempt}"))
    for path in ("/", "/attempts"):
        assert "by certainty 1 of 9 points 1 of 3 right" in told(main_of(student, path))
    assert "Best 11 %, latest 11 %" in told(main_of(student, "/attempts"))


@pytest.mark.longer
def test_an_attempt_whose_time_is_over_counts_before_anything_has_written_it_down(
    desk, browse, class_id, give_out, sit, students, stored
):
    assignment = give_out(minutes=30)
    player, attempt = sit(assignment, students[0])
    player.answer(attempt, "premier")
    place = f"/classes/{class_id}/gradebook/students/{students[0]}/assignments/{assignment}"
    assert "goes on" in desk.get(place).text
    with time_machine.travel(utcnow() + timedelta(minutes=31), tick=False):
        page, grid = desk.get(place).text, desk.get(f"/classes/{class_id}/gradebook").text
        own = browse(students[0]).get(f"/classes/{class_id}/marks/{assignment}").text
    assert stored("attempts", "finished_at") == [(None,)]
    assert "33.33\N{NO-BREAK SPACE}% of 10 points: 3.33." in page
    assert '<span class="figure">3.33</span>' in grid
    assert "33.33\N{NO-BREAK SPACE}% of 10 points: 3.33." in own


@pytest.mark.longer
def test_marks_are_held_back_and_released(app, desk, browse, class_id, give_out, take, students):
    assignment = give_out()
    take(assignment, students[0], right=2)
    with app.app_context():
        found = [db.session.get_one(Assignment, assignment)]
        set_items(db.session(), found, {assignment: NewItem(10, "", False, True)}, now=utcnow())
        db.session.commit()
    student = browse(students[0])
    assert "6.67" not in without_tokens(main_of(student, f"/classes/{class_id}/marks"))
    assert "has not released" in main_of(student, f"/classes/{class_id}/marks/{assignment}")
    path = f"/classes/{class_id}/gradebook/assignments/{assignment}"
    assert "Students see no mark of it yet." in told(main_of(desk, path))
    assert desk.post(f"{path}/release").status_code == 302
    assert "6.67" in main_of(student, f"/classes/{class_id}/marks")


@pytest.mark.longer
@pytest.mark.parametrize(("worth", "said"), [(1, r"1 point\b"), (1.5, r"1\.5 points\b")])
def test_points_that_are_not_whole_are_several(app, desk, browse, class_id, give_out, take, students, worth, said):
    assignment = give_out()
    take(assignment, students[0])
    with app.app_context():
        found = [db.session.get_one(Assignment, assignment)]
        set_items(db.session(), found, {assignment: NewItem(worth, "", False, False)}, now=utcnow())
        db.session.commit()
    gradebook = f"/classes/{class_id}/gradebook"
    for path in (gradebook, f"{gradebook}/assignments/{assignment}", mark_path(class_id, students[0], assignment)):
        assert re.search(said, told(main_of(desk, path))), path
    assert re.search(f"of {said}", told(main_of(browse(students[0]), f"/classes/{class_id}/marks/{assignment}")))


@pytest.mark.longer
def test_an_assignment_has_a_page_of_its_own(desk, class_id, give_out, take, students):
    assignment = give_out(title="Week one")
    take(assignment, students[0], right=2)
    words = told(main_of(desk, f"/classes/{class_id}/gradebook/assignments/{assignment}"))
    assert "Average: 66.7 %." in words
    assert "Student 0 6.67 66.7 %" in words


@pytest.mark.longer
def test_files_go_out_by_their_class(desk, class_id, give_out):
    give_out()
    for ending, mimetype in (("csv", "text/csv"), ("xlsx", "spreadsheetml.sheet")):
        reply = desk.get(f"/classes/{class_id}/gradebook.{ending}")
        assert mimetype in reply.mimetype
        assert f'filename="10 b.{ending}"' in reply.headers["Content-Disposition"]


@pytest.mark.longer
def test_the_name_of_a_class_says_nothing_more_than_a_name_in_the_header_of_its_file(app, desk, class_id):
    name = '10 „б"; filename="a.exe'
    with app.app_context():
        db.session.execute(sa.update(SchoolClass).where(SchoolClass.id == class_id).values(name=name))
        db.session.commit()
    said = desk.get(f"/classes/{class_id}/gradebook.csv").headers["Content-Disposition"]
    assert parse_options_header(said) == ("attachment", {"filename": f"{name}.csv"})


@pytest.mark.longer
def test_who_left_is_greyed_and_can_be_opened(app, desk, class_id, give_out, take, students):
    assignment = give_out()
    take(assignment, students[0])
    with app.app_context():
        of = Enrolment.class_id == class_id, Enrolment.person_id == students[0]
        db.session.execute(sa.update(Enrolment).where(*of).values(left_at=utcnow()))
        db.session.commit()
    page = main_of(desk, f"/classes/{class_id}/gradebook")
    assert '<tr class="left">' in page
    assert "Averages are of those who are in the class now." in told(page)
    assert "Left the class" in told(main_of(desk, f"/classes/{class_id}/gradebook/students/{students[0]}"))
    assert desk.get(mark_path(class_id, students[0], assignment)).status_code == 200


@pytest.mark.longer
def test_an_archived_class_is_looked_at_only(desk, class_id, give_out, take, students, archive):
    assignment = give_out()
    take(assignment, students[0])
    assert "Weights and rules" in main_of(desk, f"/classes/{class_id}/gradebook")
    archive()
    assert "Weights and rules" not in main_of(desk, f"/classes/{class_id}/gradebook")
    path = mark_path(class_id, students[0], assignment)
    assert "Decide about this mark" not in main_of(desk, path)
    reply = desk.post(f"{path}/override", data={"value": "1", "text": "x"})
    assert reply.location == f"/classes/{class_id}"
