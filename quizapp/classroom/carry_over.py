"""Giving a guest's classes to the account that they sign in to, by password or by a card."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from quizapp.accounts.signals import guest_signed_in
from quizapp.classroom import announcements, services
from quizapp.classroom.following import settle_calendars
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.classroom.signals import extra_time_changed
from quizapp.memory.access import rules_of_app


def connect() -> None:
    """Listen for guests who sign in."""
    guest_signed_in.connect(_carry_over)


def _carry_over(guest_id: int, *, session: Session, person_id: int, now: datetime) -> None:
    mine = sa.select(Enrolment).where(Enrolment.person_id == guest_id, Enrolment.left_at.is_(None))
    enrolments = session.scalars(mine).all()
    for enrolment in enrolments:
        school_class = session.get_one(SchoolClass, enrolment.class_id)
        kept = services.enrol_student(session, school_class, person_id, enrolment.roster_name, now=now)
        more_time = _take_along(enrolment, kept)
        enrolment.left_at = now
        session.flush()
        if more_time:
            extra_time_changed.send(school_class.id, session=session, now=now)
    announcements.carry_sightings(session, guest_id, person_id)
    if enrolments:
        settle_calendars(session, [guest_id, person_id], rules_of_app(current_app))


def _take_along(former: Enrolment, kept: Enrolment) -> bool:
    """Give an enrolment what its teacher said of the guest's; say whether it has more time by that."""
    kept.sort_name = kept.sort_name or former.sort_name
    kept.group_name = kept.group_name or former.group_name
    more_time = former.extra_time_percent > kept.extra_time_percent
    kept.extra_time_percent = max(former.extra_time_percent, kept.extra_time_percent)
    return more_time
