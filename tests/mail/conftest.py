"""An application that sends by a mail server of the tests, a class, and somebody in it who gets mails."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sa

from quizapp.classroom.announcements import Notice, write_announcement
from quizapp.classroom.models import SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.mail.models import Mail, MailAddress
from quizapp.mail_server import MailServer, Security
from tests.assignments import conftest as given
from tests.smtp_server import SmtpServer

load, small_bank, browse, stored = given.load, given.small_bank, given.browse, given.stored
teacher, students, make_class, class_id = given.teacher, given.students, given.make_class, given.class_id
question_ids, give_out, sit, outcome = given.question_ids, given.give_out, given.sit, given.outcome
statements = given.statements
ADDRESS = "ani@mail.example"


@pytest.fixture(scope="session")
def _smtp():
    server = SmtpServer()
    yield server
    server.close()


@pytest.fixture
def smtp(_smtp):
    """The mail server, as if it were new."""
    _smtp.greeting, _smtp.says_to_sender, _smtp.says_to_data = "220 tests.example", "250 ok", "354 go on"
    _smtp.accounts, _smtp.says_to, _smtp.got = {}, {}, []
    _smtp.secured, _smtp.context = "", None
    return _smtp


@pytest.fixture
def server(smtp):
    """The settings of the mail server."""
    links = "https://quiz.example"
    return MailServer("127.0.0.1", smtp.port, Security.NONE, "Quiz <quiz@quiz.example>", links, timeout=10)


@pytest.fixture
def app(app, server):
    settings = app.extensions["quizapp.settings"]
    app.extensions["quizapp.settings"] = dataclasses.replace(settings, mail=server)
    yield app
    app.extensions["quizapp.settings"] = settings


@pytest.fixture
def gets_mail(app):
    """Let somebody get mails of all kinds, or what is said."""

    def gets_mail(person_id, address=ADDRESS, **said):
        row = {"announcements": True, "reminders": True, "address": address, "stop_key": f"key-{person_id}"} | said
        with app.app_context():
            db.session.add(MailAddress(person_id=person_id, **row))
            db.session.commit()

    return gets_mail


@pytest.fixture
def tell(app, class_id, teacher):
    """Tell the class something and return the announcement's id."""

    def tell(text="Bring Thursday's book.", **more):
        with app.app_context():
            school_class = db.session().get_one(SchoolClass, class_id)
            made = write_announcement(db.session(), school_class, teacher, Notice(text, **more), now=utcnow())
            db.session.commit()
            return made.id

    return tell


@pytest.fixture
def mails(app):
    """Return all rows of mails."""

    def mails():
        with app.app_context():
            found = db.session.scalars(sa.select(Mail).order_by(Mail.id)).all()
            db.session.expunge_all()
            db.session.rollback()
            return found

    return mails
