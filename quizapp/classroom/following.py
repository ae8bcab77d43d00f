"""Whose calendar a student follows: of the open classes that they learn in, the one that they joined first."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.memory.calendars import calendar_text, follow_calendars
from quizapp.scheduling.state import Rules


def calendars_of_students(session: Session, person_ids: Collection[int]) -> dict[int, str | None]:
    """Return the calendar that each of some people is to follow, by their id: of the first class, or nothing."""
    found = session.execute(
        sa.select(Enrolment.person_id, SchoolClass.time_zone, SchoolClass.rollover_hour)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .where(Enrolment.person_id.in_(person_ids), Enrolment.left_at.is_(None), SchoolClass.archived_at.is_(None))
        .order_by(Enrolment.joined_at.desc(), Enrolment.id.desc())
    )
    wanted: dict[int, str | None] = dict.fromkeys(person_ids)
    wanted |= {person_id: calendar_text(zone, hour) for person_id, zone, hour in found}  # the first comes last
    return wanted


def settle_calendars(session: Session, person_ids: Collection[int], rules: Rules) -> None:
    """Let people follow the calendar of their classes, now that one was joined, left or changed.

    Rules are the installation's, which whoever is in no open class follows.
    """
    follow_calendars(session, calendars_of_students(session, person_ids), rules)
