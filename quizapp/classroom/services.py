"""Making classes and changing them: their settings, and who learns there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.classroom.models import ClassTeacher, Enrolment, SchoolClass, TeacherRole


@dataclass(frozen=True, slots=True)
class ClassSettings:
    """What a teacher says of a class."""

    name: str
    time_zone: str
    subtitle: str = ""
    rollover_hour: int = 4
    term_begins: date | None = None
    term_ends: date | None = None
    lesson_days: tuple[int, ...] = ()


def create_class(session: Session, teacher_id: int, settings: ClassSettings, *, now: datetime) -> SchoolClass:
    """Make a class, owned by whoever makes it."""
    made = SchoolClass(created_at=now)
    _take_settings(made, settings)
    session.add(made)
    session.flush()
    session.add(ClassTeacher(class_id=made.id, person_id=teacher_id, role=TeacherRole.OWNER, since=now))
    session.flush()
    return made


def enrol_student(
    session: Session, school_class: SchoolClass, person_id: int, roster_name: str, *, now: datetime
) -> Enrolment:
    """Let somebody learn in a class; whoever left it before comes back to their old row."""
    known = session.scalar(
        sa.select(Enrolment).where(Enrolment.class_id == school_class.id, Enrolment.person_id == person_id)
    )
    if known is None:
        known = Enrolment(class_id=school_class.id, person_id=person_id, roster_name=roster_name, joined_at=now)
        session.add(known)
    elif known.left_at is not None:
        known.left_at, known.joined_at, known.roster_name = None, now, roster_name
    session.flush()
    return known


def _take_settings(school_class: SchoolClass, settings: ClassSettings) -> None:
    school_class.name, school_class.subtitle = settings.name, settings.subtitle
    school_class.time_zone, school_class.rollover_hour = settings.time_zone, settings.rollover_hour
    school_class.term_begins, school_class.term_ends = settings.term_begins, settings.term_ends
    school_class.lesson_days = list(settings.lesson_days)
