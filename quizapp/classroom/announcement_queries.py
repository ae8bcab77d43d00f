"""Looking up announcements: for students those that are shown, for teachers all, with who has read them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.classroom.models import Announcement, AnnouncementSighting, Enrolment, SchoolClass
from quizapp.statements import Prepared

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """An announcement as a student sees it."""

    announcement: Announcement
    author: str | None
    seen_at: datetime | None

    @property
    def is_new(self) -> bool:
        """Say whether it was not read yet as it is now."""
        edited_at = self.announcement.edited_at
        return self.seen_at is None or (edited_at is not None and edited_at > self.seen_at)


@dataclass(frozen=True, slots=True)
class Told:
    """An announcement as its teachers see it: how many of those who learn there now have read it."""

    announcement: Announcement
    author: str | None
    seen: int


@dataclass(frozen=True, slots=True)
class Unread:
    """How many announcements of a class somebody has not read."""

    class_id: int
    class_name: str
    count: int


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of a class, and when they read an announcement."""

    roster_name: str
    seen_at: datetime | None


def today_in(time_zone: str, now: datetime) -> date:
    """Return which day it is by the clock of a class."""
    return now.astimezone(ZoneInfo(time_zone)).date()


def visible_now(school_class: SchoolClass, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions under which the students of a class see an announcement."""
    today = today_in(school_class.time_zone, now)
    lasts = sa.or_(Announcement.shown_until.is_(None), Announcement.shown_until >= today)
    return Announcement.class_id == school_class.id, Announcement.withdrawn_at.is_(None), lasts


def announcement_by_id(session: Session, class_id: int, announcement_id: int) -> Announcement | None:
    """Return an announcement of a class."""
    asked = sa.select(Announcement).where(Announcement.id == announcement_id, Announcement.class_id == class_id)
    return session.scalar(asked)


def announcements_for_student(  # noqa: PLR0913 - whose, of what, when, and which part of it
    session: Session, school_class: SchoolClass, person_id: int, *, now: datetime, limit: int = PAGE_SIZE, page: int = 1
) -> list[Shown]:
    """Return what a student of a class is told, a page of it: pinned ones first, then the newest."""
    mine = sa.and_(AnnouncementSighting.announcement_id == Announcement.id, AnnouncementSighting.person_id == person_id)
    found = session.execute(
        sa.select(Announcement, Person.name, AnnouncementSighting.seen_at)
        .outerjoin(Person, Person.id == Announcement.author_id)
        .outerjoin(AnnouncementSighting, mine)
        .where(*visible_now(school_class, now))
        .order_by(Announcement.pinned.desc(), Announcement.written_at.desc(), Announcement.id.desc())
        .limit(limit)
        .offset((page - 1) * PAGE_SIZE)
    )
    return [Shown(*row) for row in found]


def announcements_for_teacher(session: Session, class_id: int, *, limit: int = PAGE_SIZE, page: int = 1) -> list[Told]:
    """Return a page of what a class was told, also what is over or taken back: pinned first, then the newest."""
    found = session.execute(
        sa.select(Announcement, Person.name, sa.func.count(Enrolment.id))
        .outerjoin(Person, Person.id == Announcement.author_id)
        .outerjoin(AnnouncementSighting, AnnouncementSighting.announcement_id == Announcement.id)
        .outerjoin(Enrolment, sa.and_(Enrolment.person_id == AnnouncementSighting.person_id, *_learns(class_id)))
        .where(Announcement.class_id == class_id)
        .group_by(Announcement.id, Person.name)
        .order_by(Announcement.pinned.desc(), Announcement.written_at.desc(), Announcement.id.desc())
        .limit(limit)
        .offset((page - 1) * PAGE_SIZE)
    )
    return [Told(*row) for row in found]


def _unread_announcements(_dialect: str) -> sa.Select[int, str, str, date | None]:
    person: sa.BindParameter[int] = sa.bindparam("person")
    read = sa.select(AnnouncementSighting.announcement_id).where(AnnouncementSighting.person_id == person)
    return (
        sa.select(SchoolClass.id, SchoolClass.name, SchoolClass.time_zone, Announcement.shown_until)
        .join(Enrolment, Enrolment.class_id == SchoolClass.id)
        .join(Announcement, Announcement.class_id == SchoolClass.id)
        .where(Enrolment.person_id == person, Enrolment.left_at.is_(None), SchoolClass.archived_at.is_(None))
        .where(Announcement.withdrawn_at.is_(None), Announcement.id.not_in(read))
        .order_by(SchoolClass.id)
    )


_unread = Prepared(_unread_announcements)


def unread_by_class(session: Session, person_id: int, *, now: datetime) -> list[Unread]:
    """Return how many announcements somebody has not read, for each open class where there are some."""
    found = _unread.all(session.connection(), {"person": person_id})
    # Each class has a day of its own, which the database cannot tell.
    shown = [(class_id, name) for class_id, name, zone, until in found if until is None or until >= today_in(zone, now)]
    return [Unread(*of_class, count) for of_class, count in Counter(shown).items()]


def readers_of(session: Session, announcement: Announcement) -> list[Reader]:
    """Return who learns in its class now, in the order of the roster, with when each has read an announcement."""
    theirs = sa.and_(
        AnnouncementSighting.person_id == Enrolment.person_id,
        AnnouncementSighting.announcement_id == announcement.id,
    )
    found = session.execute(
        sa.select(Enrolment.roster_name, AnnouncementSighting.seen_at, Enrolment.sort_name, Enrolment.id)
        .outerjoin(AnnouncementSighting, theirs)
        .where(*_learns(announcement.class_id))
    )
    ordered = sorted(found, key=lambda row: ((row.sort_name or row.roster_name).casefold(), row.id))
    return [Reader(*row[:2]) for row in ordered]


def students_count(session: Session, class_id: int) -> int:
    """Return how many learn in a class now."""
    return session.scalar(sa.select(sa.func.count()).select_from(Enrolment).where(*_learns(class_id))) or 0


def _learns(class_id: int) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return Enrolment.class_id == class_id, Enrolment.left_at.is_(None)
