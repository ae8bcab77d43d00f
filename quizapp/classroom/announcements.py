"""Services of announcements: telling a class something, mending it, taking it back, and having read it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.classroom.announcement_queries import visible_now
from quizapp.classroom.models import Announcement, AnnouncementSighting, SchoolClass
from quizapp.classroom.signals import announcement_written

LONGEST_ANNOUNCEMENT = 4_000
"""Characters, as they are typed."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a teacher says to a class, and how it is shown."""

    text: str
    pinned: bool = False
    shown_until: date | None = None


def write_announcement(
    session: Session, school_class: SchoolClass, author_id: int, notice: Notice, *, now: datetime
) -> Announcement:
    """Tell a class something."""
    made = Announcement(class_id=school_class.id, author_id=author_id, text=notice.text, written_at=now)
    made.pinned, made.shown_until = notice.pinned, notice.shown_until
    session.add(made)
    session.flush()
    announcement_written.send(made, session=session, now=now)
    return made


def edit_announcement(
    session: Session, announcement: Announcement, notice: Notice, *, as_new: bool, now: datetime
) -> None:
    """Say an announcement otherwise; where it is to be new to everybody, nobody has read it any more."""
    if notice.text != announcement.text:
        announcement.text, announcement.edited_at = notice.text, now
    announcement.pinned, announcement.shown_until = notice.pinned, notice.shown_until
    if as_new:
        session.execute(sa.delete(AnnouncementSighting).where(AnnouncementSighting.announcement_id == announcement.id))
    session.flush()
    if as_new:
        announcement_written.send(announcement, session=session, now=now)


def withdraw_announcement(session: Session, announcement: Announcement, *, now: datetime) -> None:
    """Take an announcement back: students see it no more, and their teachers can bring it back."""
    if announcement.withdrawn_at is None:
        announcement.withdrawn_at = now
    session.flush()


def restore_announcement(session: Session, announcement: Announcement) -> None:
    """Show an announcement again that was taken back."""
    announcement.withdrawn_at = None
    session.flush()


def acknowledge_announcements(
    session: Session, school_class: SchoolClass, person_id: int, ids: Collection[int], *, now: datetime
) -> None:
    """Keep that somebody has read some announcements of a class, of those that they can see, as they are now."""
    read = sa.select(AnnouncementSighting.announcement_id).where(AnnouncementSighting.person_id == person_id)
    again = sa.select(Announcement.id).where(
        Announcement.id.in_(ids),
        *visible_now(school_class, now),
        Announcement.edited_at > AnnouncementSighting.seen_at,
        Announcement.id == AnnouncementSighting.announcement_id,
    )
    changed = sa.update(AnnouncementSighting).where(
        AnnouncementSighting.person_id == person_id, again.correlate(AnnouncementSighting).exists()
    )
    session.execute(changed.values(seen_at=now), execution_options={"synchronize_session": False})
    unread = sa.select(Announcement.id).where(
        Announcement.id.in_(ids), *visible_now(school_class, now), Announcement.id.not_in(read)
    )
    for number in session.scalars(unread).all():
        session.add(AnnouncementSighting(announcement_id=number, person_id=person_id, seen_at=now))
    session.flush()


def carry_sightings(session: Session, guest_id: int, person_id: int) -> None:
    """Give what a guest has read to the account that they sign in to."""
    read = sa.select(AnnouncementSighting.announcement_id).where(AnnouncementSighting.person_id == person_id)
    of_guest = sa.update(AnnouncementSighting).where(
        AnnouncementSighting.person_id == guest_id, AnnouncementSighting.announcement_id.not_in(read)
    )
    session.execute(of_guest.values(person_id=person_id), execution_options={"synchronize_session": False})
