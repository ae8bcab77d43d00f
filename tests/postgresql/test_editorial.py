"""Reports, review, comments and roles on PostgreSQL."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from quizapp.accounts.models import Person, Role
from quizapp.bank.models import Bank, StateChange
from quizapp.bank.roles import RoleChange
from quizapp.db import db

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


@pytest.fixture
def admin(app, with_banks_loaded, make_person, browse):
    person_id = make_person(role=Role.INSTRUCTOR, name="Ada")
    with app.app_context():
        db.session.get(Person, person_id).is_admin = True
        db.session.commit()
    return browse(person_id)


def test_a_report_is_sent_listed_and_answered(app, admin, browse, stored):
    student = browse()
    started = student.post(
        "/practise", data={"size": "1", "kinds": "true_false", "feedback": "at_once", "event_id": "event-0001"}
    )
    student.post(started.location, data={"answer": "true", "event_id": "event-0002"})
    report = student.post(f"{started.location}/report", data={"reason": "key", "text": "So it is.\0"})
    assert report.status_code == 302, report.text
    for path in ("/reports", "/reports?sort=newest", "/reports/1", "/questions?q=is:flagged"):
        assert admin.get(path).status_code == 200
    assert "1 report" in admin.get("/reports").text
    answer = {"verdict": "fixed", "text": "It is mended.", "with_others": "y"}
    assert admin.post("/reports/1", data=answer).status_code == 302
    assert stored("reports", "verdict", "fixed_number") == [("fixed", 1)]
    assert "It is mended." in student.get("/reports/mine").text
    assert "1 of your reports was answered" in student.get("/").text


def test_a_question_is_reviewed_and_commented_on(app, admin):
    question = re.search(r"/questions/\d+", admin.get("/questions?kind=date").text)[0]
    for state in ("review", "draft", "review"):
        assert admin.post(f"{question}/state", data={"state": state, "remark": "A word.\0"}).status_code == 302
    assert "1 question" in admin.get("/questions/waiting").text
    assert "3 open comments" in admin.get("/questions?q=is:commented state:review").text
    for path, fields in (("1/delete", {}), ("1/restore", {}), ("2/settle", {}), ("3", {"text": "Another.\0"})):
        assert admin.post(f"/comments/{path}", data=fields).status_code == 302
    page = admin.get(question).text
    assert "1 settled thread" in page
    assert "Another." in page


def test_a_bank_is_shared_and_hidden_from_others(app, admin, make_person, browse):
    boris = make_person(role=Role.INSTRUCTOR, name="Boris")
    assert (
        "works on this bank"
        in admin.post("/banks/dates/people", data={"name": "Ada", "role": "owner"}, follow_redirects=True).text
    )
    theirs = browse(boris)
    assert "When it happened" not in theirs.get("/banks").text
    for path in ("/questions", "/questions?q=bank:dates", "/timeline", "/sources", "/actors", "/coverage", "/people"):
        assert theirs.get(path).status_code == (403 if path == "/people" else 200)
    assert theirs.get("/banks/dates/people").status_code == 404
    admin.post("/banks/dates/people", data={"name": "boris\0", "role": "viewer"})
    assert "When it happened" in theirs.get("/banks").text
    assert "Boris" in admin.post("/people", data={"name": "bor\0"}).text


@pytest.mark.parametrize("log", [StateChange, RoleChange])
def test_logs_refuse_changes(app, admin, log):
    question = re.search(r"/questions/\d+", admin.get("/questions?kind=date").text)[0]
    admin.post(f"{question}/state", data={"state": "draft"})
    admin.post("/banks/dates/people", data={"name": "Ada", "role": "owner"})
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(log)) == 1
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Bank)) > 1
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(sa.update(log).values(after="x"))
        db.session.rollback()
