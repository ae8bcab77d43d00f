from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from quizapp.accounts.models import Person, Role
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.ops.backups.folder import DRAFTS, FAILURE, LOCK, backups_in
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import Reason
from quizapp.ops.locks import holding
from quizapp.web import background

PAGE = "/server/backups"


@pytest.fixture
def admin(installation, app, client, make_person, sign_in):
    person_id = make_person(Role.INSTRUCTOR)
    with app.app_context():
        db.session().get_one(Person, person_id).is_admin = True
        db.session.commit()
    return sign_in(client, person_id)


@pytest.mark.longer
def test_backups_are_listed_with_what_they_hold_and_can_be_fetched(admin, installation):
    assert "There is no backup yet." in admin.get(PAGE).text
    made = make_backup(installation, Reason.DAILY, now=utcnow())
    page = admin.get(PAGE).text
    assert "Verified" in page
    assert "2 people" in page
    reply = admin.get(f"{PAGE}/{made.stamp}")
    assert reply.data == made.path.read_bytes()
    assert made.path.name in reply.headers["Content-Disposition"]
    assert reply.headers["Cache-Control"] == "no-store"
    reply.close()
    assert admin.get(f"{PAGE}/20260101T000000Z").status_code == 404


@pytest.mark.longer
def test_whoever_signed_in_a_while_ago_shows_that_it_is_them_before_they_fetch_one(admin, installation, time_machine):
    made = make_backup(installation, Reason.DAILY, now=utcnow())
    time_machine.move_to(utcnow() + timedelta(minutes=11))
    assert admin.get(f"{PAGE}/{made.stamp}").location == "/settings/confirm"


@pytest.mark.slow
def test_a_button_makes_one(admin, app, installation):
    reply = admin.post(PAGE, follow_redirects=True)
    assert "A backup is being made." in reply.text
    background.wait(app)
    assert [one.manifest.reason for one in backups_in(installation.backups_dir)] == [Reason.BY_HAND]


@pytest.mark.longer
def test_what_goes_on_and_what_went_wrong_is_said(admin, installation):
    folder = installation.backups_dir
    (folder / f"{DRAFTS}x").mkdir(parents=True)
    assert "Look again" not in admin.get(PAGE).text
    with holding(folder / LOCK):
        assert "Look again" in admin.get(PAGE).text
    (folder / FAILURE).write_text("The disk was full.")
    (folder / "quizapp-20260101T000000Z.zip").write_text("")
    page = admin.get(PAGE).text
    assert "The disk was full." in page
    assert "Damaged" in page


@pytest.mark.longer
def test_where_they_are_off_the_page_says_so_and_the_button_does_nothing(admin, app, installation, monkeypatch):
    monkeypatch.setitem(app.extensions, "quizapp.settings", dataclasses.replace(installation, backups="off"))
    assert "switched off" in admin.get(PAGE).text
    assert "switched off" in admin.post(PAGE, follow_redirects=True).text
    assert admin.get(f"{PAGE}/20260101T000000Z").status_code == 404
