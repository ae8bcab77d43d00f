from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from quizapp.classroom.announcements import Notice, edit_announcement, write_announcement
from quizapp.classroom.models import Announcement, SchoolClass
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.mail.queueing import queue_reminders
from quizapp.mail.services import tidy_mails


@pytest.mark.longer
def test_an_announcement_and_its_mails_are_kept_together_or_not_at_all(
    app, students, gets_mail, class_id, teacher, mails
):
    gets_mail(students[0])
    gets_mail(teacher, "teacher@mail.example")
    with app.app_context():
        school_class = db.session().get_one(SchoolClass, class_id)
        write_announcement(db.session(), school_class, teacher, Notice("Told"), now=utcnow())
        db.session.rollback()
    assert mails() == []
    with app.app_context():
        school_class = db.session().get_one(SchoolClass, class_id)
        write_announcement(db.session(), school_class, teacher, Notice("Told"), now=utcnow())
        db.session.commit()
    assert [one.person_id for one in mails()] == [students[0]]


@pytest.mark.longer
def test_one_that_is_new_to_everybody_again_goes_out_again_and_a_mended_one_does_not(
    app, students, gets_mail, tell, mails
):
    gets_mail(students[0])
    number = tell()

    def edit(*, as_new):
        with app.app_context():
            announcement = db.session.get_one(Announcement, number)
            edit_announcement(db.session(), announcement, Notice("Mended"), as_new=as_new, now=utcnow())
            db.session.commit()
        return [one.made_at for one in mails()]

    first = [one.made_at for one in mails()]
    assert edit(as_new=False) == first
    assert edit(as_new=True)[0] > first[0]


def test_nothing_waits_where_no_mail_server_is_set(app, students, gets_mail, tell, mails):
    gets_mail(students[0])
    app.extensions["quizapp.settings"] = dataclasses.replace(app.extensions["quizapp.settings"], mail=None)
    tell()
    assert mails() == []


@pytest.mark.longer
def test_each_reminder_is_queued_once(app, students, gets_mail, give_out, mails):
    gets_mail(students[0])
    given = give_out(closes_at=utcnow() + timedelta(hours=2))
    assert [queue_reminders(app, now=utcnow()) for _look in range(2)] == [1, 0]
    assert [(one.person_id, one.assignment_id) for one in mails()] == [(students[0], given)]


@pytest.mark.longer
def test_what_is_over_for_a_month_is_forgotten_and_an_address_that_nobody_confirmed(
    app, students, gets_mail, tell, mails, stored
):
    gets_mail(
        students[0], pending="late@mail.example", pending_until=utcnow() - timedelta(minutes=1), pending_nonce="n"
    )
    gets_mail(students[1], None, pending="never@mail.example", pending_until=utcnow() - timedelta(minutes=1))
    tell()
    with app.app_context():
        tidy_mails(db.session(), now=utcnow() + timedelta(days=40))
        db.session.commit()
    assert len(mails()) == 1, "what waits is kept"
    assert stored("mail_addresses", "address", "pending", "pending_nonce") == [("ani@mail.example", None, None)]
