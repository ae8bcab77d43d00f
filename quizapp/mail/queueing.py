"""What is to be sent becomes rows: an announcement in its own transaction, reminders now and then."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import Session

from quizapp.classroom.models import Announcement
from quizapp.classroom.signals import announcement_written
from quizapp.db import db, reading
from quizapp.extensions import settings_of
from quizapp.mail import queries
from quizapp.mail.models import Mail, MailKind
from quizapp.mail.reminders import due_soon
from quizapp.mail.services import tidy_mails
from quizapp.memory.access import rules_of_app


def connect() -> None:
    """Listen for announcements."""
    announcement_written.connect(_queue_announcement)


def _queue_announcement(announcement: Announcement, *, session: Session, now: datetime) -> None:
    """Queue an announcement for everybody who wants it; where it is new to everybody again, once more."""
    if settings_of(current_app).mail is None:
        return
    session.execute(sa.delete(Mail).where(Mail.announcement_id == announcement.id))
    for person_id in queries.readers_by_mail(session, announcement):
        mail = Mail(kind=MailKind.ANNOUNCEMENT, person_id=person_id, announcement_id=announcement.id)
        mail.made_at = mail.next_at = now
        session.add(mail)
    session.flush()


def queue_reminders(app: Flask, *, now: datetime) -> int:
    """Queue a reminder of each thing that somebody has to hand in soon, once, and return how many there are."""
    with app.app_context():
        with reading(db.session()):
            due = {(one.person_id, one.assignment.id) for one in due_soon(db.session(), rules_of_app(app), now=now)}
            told = sa.select(Mail.person_id, Mail.assignment_id).where(Mail.kind == MailKind.REMINDER)
            new = sorted(due - {(row[0], row[1]) for row in db.session.execute(told)}) if due else []
        for person_id, assignment_id in new:
            mail = Mail(kind=MailKind.REMINDER, person_id=person_id, assignment_id=assignment_id)
            mail.made_at = mail.next_at = now
            db.session.add(mail)
        tidy_mails(db.session(), now=now)
        db.session.commit()
    return len(new)
