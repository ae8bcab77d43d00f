"""Looking up addresses, mails that wait, and whom something is to be sent to. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.assignments.models import Assignment, AssignmentException
from quizapp.classroom.announcement_queries import today_in
from quizapp.classroom.models import Announcement, ClassTeacher, Enrolment, SchoolClass
from quizapp.mail.models import Mail, MailAddress, MailKind

DAY = timedelta(days=1)


def address_of(session: Session, person_id: int) -> MailAddress | None:
    """Return what somebody said about mails, if they did."""
    return session.get(MailAddress, person_id)


def address_by_nonce(session: Session, nonce: str, now: datetime) -> MailAddress | None:
    """Return whose address a link of confirmation is about, while it may be used."""
    wanted = MailAddress.pending_nonce == nonce, MailAddress.pending_until > now
    return session.scalar(sa.select(MailAddress).where(*wanted))


def address_by_stop_key(session: Session, key: str) -> MailAddress | None:
    """Return whose mails a link stops."""
    return session.scalar(sa.select(MailAddress).where(MailAddress.stop_key == key))


def confirmations_of_today(session: Session, person_id: int, now: datetime) -> int:
    """Return how many mails of confirmation somebody had sent within a day."""
    wanted = Mail.person_id == person_id, Mail.kind == MailKind.CONFIRMATION, Mail.made_at > now - DAY
    return session.scalar(sa.select(sa.func.count()).select_from(Mail).where(*wanted)) or 0


def readers_by_mail(session: Session, announcement: Announcement) -> Sequence[int]:
    """Return who wants to get a class's announcements, of those who learn or teach there, but for who wrote it."""
    learn = sa.select(Enrolment.person_id).where(
        Enrolment.class_id == announcement.class_id, Enrolment.left_at.is_(None)
    )
    teach = sa.select(ClassTeacher.person_id).where(ClassTeacher.class_id == announcement.class_id)
    wanted = sa.or_(MailAddress.person_id.in_(learn), MailAddress.person_id.in_(teach))
    return session.scalars(
        sa.select(MailAddress.person_id)
        .join(Person, Person.id == MailAddress.person_id)
        .where(wanted, MailAddress.announcements, MailAddress.address.is_not(None), Person.deactivated_at.is_(None))
        .where(MailAddress.person_id != (announcement.author_id or 0))
        .order_by(MailAddress.person_id)
    ).all()


def learners_to_remind(session: Session, only: int | None = None) -> list[tuple[SchoolClass, int, int]]:
    """Return who wants to be reminded in which open class, with the extra time in percent of their enrolment."""
    statement = (
        sa.select(SchoolClass, Enrolment.person_id, Enrolment.extra_time_percent)
        .join(Enrolment, Enrolment.class_id == SchoolClass.id)
        .join(MailAddress, MailAddress.person_id == Enrolment.person_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.left_at.is_(None), SchoolClass.archived_at.is_(None), Person.deactivated_at.is_(None))
        .where(MailAddress.reminders, MailAddress.address.is_not(None))
        .order_by(SchoolClass.id, Enrolment.person_id)
    )
    if only is not None:
        statement = statement.where(Enrolment.person_id == only)
    return [(row[0], row[1], row[2]) for row in session.execute(statement)]


def assignments_that_close(session: Session, class_id: int, since: datetime, until: datetime) -> Sequence[Assignment]:
    """Return what closes for anybody of a class within some time."""
    of_some = sa.select(AssignmentException.assignment_id).where(AssignmentException.closes_at.between(since, until))
    closes = sa.or_(Assignment.closes_at.between(since, until), Assignment.id.in_(of_some))
    wanted = Assignment.class_id == class_id, Assignment.trashed_at.is_(None), closes
    return session.scalars(sa.select(Assignment).where(*wanted).order_by(Assignment.closes_at, Assignment.id)).all()


def mails_to_send(session: Session, now: datetime, limit: int) -> list[tuple[Mail, MailAddress | None]]:
    """Return mails whose time has come, links of confirmation first, each with whom it goes to."""
    statement = (
        sa.select(Mail, MailAddress)
        .outerjoin(MailAddress, MailAddress.person_id == Mail.person_id)
        .where(Mail.next_at <= now)
        .order_by(Mail.kind != MailKind.CONFIRMATION, Mail.person_id, Mail.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def announcement_to_send(session: Session, mail: Mail, now: datetime) -> tuple[Announcement, SchoolClass, str] | None:
    """Return an announcement, its class and who wrote it; None where it is over, or its reader left."""
    learns = sa.exists().where(
        Enrolment.class_id == SchoolClass.id, Enrolment.person_id == mail.person_id, Enrolment.left_at.is_(None)
    )
    teaches = sa.exists().where(ClassTeacher.class_id == SchoolClass.id, ClassTeacher.person_id == mail.person_id)
    active = sa.exists().where(Person.id == mail.person_id, Person.deactivated_at.is_(None))
    author = sa.orm.aliased(Person)
    found = session.execute(
        sa.select(Announcement, SchoolClass, author.name)
        .join(SchoolClass, SchoolClass.id == Announcement.class_id)
        .outerjoin(author, author.id == Announcement.author_id)
        .where(Announcement.id == mail.announcement_id, Announcement.withdrawn_at.is_(None))
        .where(SchoolClass.archived_at.is_(None), sa.or_(learns, teaches), active)
    ).first()
    if found is None:
        return None
    announcement, school_class, name = found
    over = announcement.shown_until and announcement.shown_until < today_in(school_class.time_zone, now)
    return None if over else (announcement, school_class, name or "")
