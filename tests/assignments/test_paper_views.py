from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.models import Question
from quizapp.db import db
from tests import practice


@pytest.fixture
def desk(browse, teacher):
    return browse(teacher)


@pytest.mark.longer
def test_sheets_are_made_and_printed_with_a_key_apart(desk, give_out, question_ids):
    assignment = give_out(questions=list(question_ids.values()))
    made = desk.post(f"/assignments/{assignment}/papers", data={"versions": "2"})
    sheets = desk.get(made.location).text
    assert sheets.count('class="sheet"') == 2
    assert "data-print" in sheets
    for told in (practice.REMARK, practice.WHY, "Collective Security", "30000", "5000"):
        assert told not in sheets
    key = desk.get(f"{made.location}/key").text
    assert "Collective Security" in key
    assert 'id="B"' in key
    assert key.count(">No. in version A</th>") == 1, "version A's own numbers stand there already"
    listed = desk.get(f"/assignments/{assignment}/students").text
    assert f'href="{made.location}"' in listed


@pytest.mark.longer
def test_a_key_tells_dates_in_words_and_from_where_to_where_a_number_is_right(app, load, desk, give_out):
    contents = {
        "storm": ("date", {"stem": "When?", "answer": "1703-11-26"}),
        "speed": ("numeric", {"stem": "How fast?", "answer": "89", "tolerance": "2.5", "unit": "km/h"}),
        "share": ("numeric", {"stem": "How many?", "answer": "400", "tolerance": "10%", "tolerance_kind": "relative"}),
        "wings": ("numeric", {"stem": "How many?", "answer": "2"}),
    }
    load([practice.draft(key, *content) for key, content in contents.items()], key="more")
    with app.app_context():
        asked = list(db.session.scalars(sa.select(Question.id).where(Question.key.in_(contents))))
    made = desk.post(f"/assignments/{give_out(questions=asked)}/papers", data={"versions": "1"})
    key = desk.get(f"{made.location}/key").text
    assert "<strong>26 November 1703</strong>" in key
    assert "<strong>89 km/h</strong>" in key
    assert set(re.findall(r"right from [^<]*", key)) == {"right from 86.5 to 91.5", "right from 360 to 440"}


@pytest.mark.longer
def test_each_sheet_has_a_square_that_leads_to_its_key(desk, give_out):
    made = desk.post(f"/assignments/{give_out()}/papers", data={"versions": "2"}).location
    one, two = (desk.get(f"{made}/{letter}.svg") for letter in "AB")
    assert one.mimetype == "image/svg+xml"
    assert one.data != two.data
    for letter in ("C", "a", "AB", "²"):
        assert desk.get(f"{made}/{letter}.svg").status_code == 404


@pytest.mark.parametrize("versions", ["0", "5", "", "²"])
def test_what_is_no_number_of_versions_makes_nothing(desk, give_out, stored, versions):
    assert desk.post(f"/assignments/{give_out()}/papers", data={"versions": versions}).status_code == 302
    assert stored("papers") == []


@pytest.mark.longer
def test_a_goal_is_not_printed_and_neither_is_an_empty_quiz(desk, give_out, stored):
    desk.post(f"/assignments/{give_out('cards', target=3)}/papers", data={"versions": "2"})
    empty = give_out(rules=[{"count": 2, "query": "topic:nowhere"}])
    reply = desk.post(f"/assignments/{empty}/papers", data={"versions": "2"})
    assert "no question to print" in desk.get(reply.location).text
    assert stored("papers") == []


@pytest.mark.longer
def test_students_and_strangers_see_no_sheet_and_no_key(browse, students, give_out, desk, make_person):
    made = desk.post(f"/assignments/{give_out()}/papers", data={"versions": "1"}).location
    for path in (made, f"{made}/key", f"{made}/A.svg"):
        assert browse(students[0]).get(path).status_code == 403
        assert browse(make_person(Role.INSTRUCTOR, name=f"Stranger {path}")).get(path).status_code == 404
