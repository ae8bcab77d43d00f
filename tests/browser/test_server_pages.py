"""The pages of whoever looks after the server, by axe, at 320 px, and without scripts."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from quizapp.accounts.models import Person, Role
from quizapp.audit.models import Act
from quizapp.audit.services import record_action
from quizapp.bank.models import Bank
from quizapp.classroom.services import ClassSettings, create_class
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.mail.links import token_of
from quizapp.mail.models import MailAddress
from quizapp.mail_server import MailServer, Security
from quizapp.ops.backups.folder import FAILURE
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import Reason
from tests.browser.clean import listed, narrow_faults, violations
from tests.browser.patience import until

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def admin_page(app, open_page, sign_in_at, settings):
    """Open a page as an admin of an installation with a backup and with a failure."""
    make_backup(settings, Reason.BY_HAND, now=utcnow())
    (settings.backups_dir / FAILURE).write_text("The disk was full.")

    def opened(**context):
        page = sign_in_at(open_page(**context))
        with app.app_context():
            db.session.execute(sa.update(Person).values(is_admin=True))
            db.session.commit()
        return page

    return opened


@pytest.fixture
def students_mail(app, make_person):
    """Set a mail server, and return the links of a student's mails."""
    settings = app.extensions["quizapp.settings"]
    server = MailServer("127.0.0.1", 1, Security.NONE, "quiz@quiz.example", "https://quiz.example")
    app.extensions["quizapp.settings"] = dataclasses.replace(settings, mail=server)
    waits = {"pending": "ani@mail.example", "pending_nonce": "n", "pending_until": utcnow() + timedelta(hours=1)}
    with app.app_context():
        row = MailAddress(person_id=make_person(), stop_key="key", announcements=True, reminders=True, **waits)
        db.session.add(row)
        db.session.commit()
        yield f"/mail/confirm/{token_of(app, 'n')}", "/mail/stop/key?of=reminders"
    app.extensions["quizapp.settings"] = settings


@pytest.fixture
def logged(app, make_person):
    """Return the pages of the log, in which an archived class can be brought back, and one that tells of nobody."""
    with app.app_context():
        session, now = db.session(), utcnow()
        by_id = make_person(Role.INSTRUCTOR, "Somebody with a rather longnameofsomelanguageorother")
        school_class = create_class(session, by_id, ClassSettings("10 b", "UTC"), now=now)
        school_class.archived_at = now
        session.add(Bank(key="birds", title="Birds", created_at=now))
        for act in (Act.CLASS_ARCHIVED, Act.CLASS_CHANGED, Act.ANNOUNCEMENT_WITHDRAWN):
            record_action(session, act, by_id, now=now, class_id=school_class.id)
        session.commit()
        return "/audit", "/audit?area=server", f"/classes/{school_class.id}/changes", "/banks/birds/changes"


def test_axe_finds_nothing_and_nothing_is_too_wide(admin_page, site, logged):
    page = admin_page(viewport={"width": 320, "height": 640}, bypass_csp=True)
    found = {}
    for path in ("/server", "/server/backups", *logged):
        page.goto(site + path)
        found[path] = violations(page) + narrow_faults(page)
    assert not any(found.values()), listed(found)


def test_pages_of_mail_are_clean_where_it_is_set(app, admin_page, site, students_mail):
    page = admin_page(viewport={"width": 320, "height": 640}, bypass_csp=True)
    found = {}
    for path in ("/server", "/settings/mail", *students_mail):
        page.goto(site + path)
        found[path] = violations(page) + narrow_faults(page)
    page.goto(f"{site}/settings/mail")
    page.get_by_label("E-mail address").fill("ani@mail.example")
    page.get_by_label("Reminders of deadlines").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("A mail is on its way")
    found["waiting"] = violations(page) + narrow_faults(page)
    assert not any(found.values()), listed(found)


def test_without_scripts_a_backup_is_made_and_stands_in_the_list(admin_page, site):
    page = admin_page(java_script_enabled=False)
    page.goto(f"{site}/server/backups")
    with page.expect_navigation():
        page.get_by_role("button", name="Make a backup now").click()
    expect(page.get_by_role("status")).to_contain_text("A backup is being made")

    def stands() -> bool:
        page.goto(f"{site}/server/backups")
        return page.get_by_role("link", name="Download").count() == 2

    until(page, stands)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").first.click()
    assert download.value.suggested_filename.endswith(".zip")
