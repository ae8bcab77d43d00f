"""Admins read all that staff did, teachers what was done in their class, owners what was done in their bank."""

from __future__ import annotations

import re

import pytest

from quizapp.audit.models import Act
from quizapp.audit.services import record_action
from quizapp.bank.roles import BankMember
from quizapp.db import db
from tests import practice
from tests.tokens import without_tokens

statements = practice.statements


@pytest.fixture
def signed(client, session, site, sign_in, password_hash):
    """Sign somebody of the site in."""
    site.admin.password_hash = site.teacher.password_hash = password_hash
    site.outsider = type(site.teacher)(
        role="instructor", name="Mr Elsewhere", sign_in_name="mr elsewhere", session_stamp="s",
        password_hash=password_hash, created_at=site.teacher.created_at,
    )  # fmt: skip
    session.add_all([site.outsider, BankMember(bank_id=site.bank.id, person_id=site.teacher.id, role="owner")])
    site.teacher.sign_in_name, site.admin.sign_in_name = "ms adams", "admin"
    session.commit()

    def sign(person):
        session.rollback()  # what a page has read holds no gate
        return sign_in(client, person.id)

    return sign


def sentences(page):
    return re.findall(r"<bdi>(.*?)</bdi>", page.text)


@pytest.mark.longer
def test_an_admin_reads_everything_and_narrows_it(signed, site):
    admin = signed(site.admin)
    assert len(sentences(admin.get("/audit"))) == 11
    assert sentences(admin.get("/audit?area=people")) == ["Admin made Ms Adams an instructor."]
    assert len(sentences(admin.get(f"/audit?by={site.teacher.id}"))) == 9
    assert len(sentences(admin.get(f"/audit?class={site.school_class.id}"))) == 3
    assert len(sentences(admin.get("/audit?since=2026-09-01&until=2026-09-01"))) == 11
    assert sentences(admin.get("/audit?since=2026-09-02")) == sentences(admin.get("/audit?until=2026-08-31")) == []
    assert len(sentences(admin.get("/audit?area=x&by=x&class=x&since=x&until=0001-01-01&after=x"))) == 11


@pytest.mark.longer
def test_a_page_goes_on_where_the_one_before_ended(signed, site, monkeypatch):
    monkeypatch.setattr("quizapp.oversight.pages.PAGE_SIZE", 4)
    admin, address, seen = signed(site.admin), "/audit?by=", []
    while address:
        page = admin.get(address)
        seen += sentences(page)
        found = re.search(r'href="([^"]+)" rel="next"', page.text)
        address = found and found[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 11
    assert ">The newest<" in page.text


@pytest.mark.longer
def test_the_log_goes_out_as_a_table(signed, site, monkeypatch):
    monkeypatch.setattr("quizapp.oversight.pages.EXPORTED_AT_ONCE", 4)
    admin = signed(site.admin)
    sent = admin.get("/audit.csv?area=marks")
    assert sent.headers["Content-Disposition"] == "attachment; filename=audit.csv"
    assert [line.split(",")[3] for line in sent.text.splitlines()] == [
        "what",
        "mark.override",
        "relearn",
        "regrade.drop",
    ]
    assert len(admin.get("/audit.csv").text.splitlines()) == 12


@pytest.mark.longer
def test_a_teacher_reads_their_class_and_their_bank_and_nothing_else(signed, site):
    teacher, address = signed(site.teacher), f"/classes/{site.school_class.id}/changes"
    page = teacher.get(address)
    assert sentences(page)[0] == "Ms Adams took Ani out of “10 b”."
    assert len(sentences(page)) == len(sentences(teacher.get(f"{address}?class=999&area=nothing"))) == 3
    assert len(sentences(teacher.get("/banks/birds/changes"))) == 8
    assert teacher.get("/audit").status_code == teacher.get("/audit.csv").status_code == 403


@pytest.mark.longer
def test_a_teacher_narrows_both_and_takes_them_along_as_tables(signed, site):
    teacher, address = signed(site.teacher), f"/classes/{site.school_class.id}/changes"
    assert len(sentences(teacher.get(f"{address}?area=classes"))) == 1
    nothing = teacher.get(f"{address}?area=marks&until=2026-08-31")
    assert sentences(nothing) == []
    assert "Nothing of that was changed." in nothing.text
    assert 'value="marks" selected' in nothing.text
    assert f"{address}.csv?area=marks&amp;until=2026-08-31" in nothing.text
    assert len(teacher.get(f"{address}.csv").text.splitlines()) == 4
    assert len(teacher.get("/banks/birds/changes.csv").text.splitlines()) == 9
    regrades = teacher.get("/banks/birds/changes.csv?area=marks").text.splitlines()[1:]
    assert {line.split(",")[3].partition(".")[0] for line in regrades} == {"relearn", "regrade"}


@pytest.mark.longer
def test_to_a_stranger_there_is_no_log(signed, site):
    outsider = signed(site.outsider)
    for tail in ("", ".csv"):
        assert outsider.get(f"/classes/{site.school_class.id}/changes{tail}").status_code == 404
        assert outsider.get(f"/banks/birds/changes{tail}").status_code == 404


@pytest.mark.longer
def test_a_student_who_was_removed_comes_back_from_the_log(signed, site):
    teacher, address = signed(site.teacher), f"/classes/{site.school_class.id}/changes"
    assert f'action="/classes/{site.school_class.id}/students/{site.student.id}/restore"' in teacher.get(address).text
    assert teacher.post(f"/classes/{site.school_class.id}/students/{site.student.id}/restore").status_code == 302
    page = teacher.get(address)
    assert sentences(page)[0] == "Ms Adams brought Ani back into “10 b”."
    assert "/restore" not in page.text


@pytest.mark.longer
def test_whoever_is_erased_is_told_as_such(signed, session, site):
    for table in ("enrolments", "mark_decisions", "reports"):
        session.execute(db.text(f"DELETE FROM {table}"))  # noqa: S608 - no input
    session.delete(site.student)
    session.commit()
    page = signed(site.teacher).get(f"/classes/{site.school_class.id}/changes")
    assert sentences(page)[0] == "Ms Adams took somebody erased out of “10 b”."
    assert "Ani" not in without_tokens(page.text)


@pytest.mark.longer
def test_the_number_of_statements_does_not_grow_with_the_log(signed, site, session, statements):
    admin = signed(site.admin)
    admin.get("/audit")
    with statements() as few:
        admin.get("/audit")
    session.rollback()
    for _time in range(30):
        record_action(
            session, Act.CODE_CHANGED, site.teacher.id, now=site.teacher.created_at, class_id=site.school_class.id
        )
    session.commit()
    with statements() as many:
        admin.get("/audit")
    assert len(many) == len(few)


@pytest.mark.longer
def test_settings_go_back_by_a_button_and_that_is_told_and_goes_back_too(signed, site, session):
    teacher, address = signed(site.teacher), f"/classes/{site.school_class.id}/changes"
    settings = {"name": "10 c", "time_zone": "UTC", "rollover_hour": "4"}
    assert teacher.post(f"/classes/{site.school_class.id}/settings", data=settings).status_code == 302

    def press(action):
        session.rollback()  # what a page has read is over
        return teacher.post(action, follow_redirects=True)

    button = re.compile(r'action="(/audit/\d+/undo)"')
    for name in ("10 b", "10 c"):
        page = teacher.get(address)
        assert press(button.search(page.text)[1]).status_code == 200
        page = teacher.get(address)
        assert f'<h1 dir="auto">{name}</h1>' in page.text
        told = re.findall(r"<bdi>Ms Adams changed settings.*?</li>", page.text, re.DOTALL)
        assert [bool(button.search(one)) for one in told] == ([True, False] if name == "10 b" else [True, False, True])
    stale = button.findall(teacher.get(address).text)[-1]
    assert "It was changed since" not in press(stale).text
    assert "It was changed since" in press(stale).text
    assert press("/audit/999/undo").status_code == 404
