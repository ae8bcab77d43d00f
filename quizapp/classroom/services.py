"""Making classes and changing them: their settings, and who learns there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.classroom.following import settle_calendars
from quizapp.classroom.models import ClassTeacher, Enrolment, SchoolClass, TeacherRole
from quizapp.erasure.erasing import Asked, Way, erase_person
from quizapp.erasure.models import Erasure
from quizapp.scheduling.state import Rules


class ElsewhereError(Exception):
    """Somebody learns in other classes, too, whose teachers go on with what they did."""


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


@dataclass(frozen=True, slots=True)
class Copying:
    """What of a class goes along into its copy; settings always do."""

    name: str
    teachers: bool
    students: bool


def settings_of(school_class: SchoolClass) -> ClassSettings:
    """Return what is said of a class now."""
    said = {one.name: getattr(school_class, one.name) for one in fields(ClassSettings) if one.name != "lesson_days"}
    return ClassSettings(**said, lesson_days=tuple(school_class.lesson_days))


def as_json(settings: ClassSettings) -> dict[str, Any]:
    """Return what is said of a class as values that JSON keeps."""
    said = asdict(settings)
    days = {name: said[name] and said[name].isoformat() for name in ("term_begins", "term_ends")}
    return said | days | {"lesson_days": list(settings.lesson_days)}


def settings_from_json(said: Mapping[str, Any]) -> ClassSettings:
    """Return what is said of a class from what as_json made of it."""
    days = {name: said[name] and date.fromisoformat(said[name]) for name in ("term_begins", "term_ends")}
    return ClassSettings(**(dict(said) | days | {"lesson_days": tuple(said["lesson_days"])}))


def create_class(session: Session, teacher_id: int, settings: ClassSettings, *, now: datetime) -> SchoolClass:
    """Make a class, owned by whoever makes it."""
    made = SchoolClass(created_at=now)
    _take_settings(made, settings)
    session.add(made)
    session.flush()
    session.add(ClassTeacher(class_id=made.id, person_id=teacher_id, role=TeacherRole.OWNER, since=now))
    session.flush()
    return made


def change_class(session: Session, school_class: SchoolClass, settings: ClassSettings, rules: Rules) -> None:
    """Change a class's settings; where its calendar changes, its students follow the new one."""
    _take_settings(school_class, settings)
    _settle(session, school_class, rules)


def archive_class(session: Session, school_class: SchoolClass, rules: Rules, *, now: datetime) -> None:
    """Put a class away: it is only looked at from now on, nobody joins it, and nobody follows its calendar."""
    school_class.archived_at, school_class.joining_open = now, False
    _settle(session, school_class, rules)


def restore_class(session: Session, school_class: SchoolClass, rules: Rules) -> None:
    """Bring an archived class back; joining stays closed."""
    school_class.archived_at = None
    _settle(session, school_class, rules)


def copy_class(  # noqa: PLR0913 - of what, what of it, by whom, under which rules, when
    session: Session, original: SchoolClass, copying: Copying, by_id: int, rules: Rules, *, now: datetime
) -> SchoolClass:
    """Make a class like another one for the next year: its settings, and its people as far as they are asked for."""
    settings = ClassSettings(
        copying.name,
        original.time_zone,
        original.subtitle,
        original.rollover_hour,
        _a_year_later(original.term_begins),
        _a_year_later(original.term_ends),
        tuple(original.lesson_days),
    )
    made = create_class(session, by_id, settings, now=now)
    made.copied_from_id = original.id
    if copying.teachers:
        others = sa.select(ClassTeacher).where(ClassTeacher.class_id == original.id, ClassTeacher.person_id != by_id)
        for other in session.scalars(others).all():
            session.add(ClassTeacher(class_id=made.id, person_id=other.person_id, role=other.role, since=now))
    if copying.students:
        _copy_students(session, original, made, now)
    _settle(session, made, rules)
    return made


def enrol_student(
    session: Session, school_class: SchoolClass, person_id: int, roster_name: str, *, now: datetime
) -> Enrolment:
    """Let somebody learn in a class; whoever left it before comes back to their old row.

    Whose calendar they follow is settled by settle_calendars, once for many.
    """
    known = _row_of(session, school_class, person_id)
    if known is None:
        known = Enrolment(class_id=school_class.id, person_id=person_id, roster_name=roster_name, joined_at=now)
        session.add(known)
    elif known.left_at is not None:
        known.left_at, known.joined_at, known.roster_name = None, now, roster_name
    session.flush()
    return known


def remove_student(session: Session, enrolment: Enrolment, rules: Rules, *, now: datetime) -> None:
    """Take somebody out of a class; all that they did is kept, and they can come back."""
    enrolment.left_at = now
    session.flush()
    settle_calendars(session, [enrolment.person_id], rules)


def bring_back(session: Session, enrolment: Enrolment, rules: Rules, *, now: datetime) -> None:
    """Let somebody who left a class learn there again."""
    enrolment.left_at, enrolment.joined_at = None, now
    session.flush()
    settle_calendars(session, [enrolment.person_id], rules)


def move_student(
    session: Session, enrolment: Enrolment, school_class: SchoolClass, rules: Rules, *, now: datetime
) -> Enrolment:
    """Move somebody to another class, with their name, their extra time and all that they did."""
    was_known = _row_of(session, school_class, enrolment.person_id) is not None
    moved = enrol_student(session, school_class, enrolment.person_id, enrolment.roster_name, now=now)
    moved.is_borrowed = moved.is_borrowed if was_known else enrolment.is_borrowed
    moved.sort_name, moved.extra_time_percent = enrolment.sort_name, enrolment.extra_time_percent
    remove_student(session, enrolment, rules, now=now)
    return moved


def _row_of(session: Session, school_class: SchoolClass, person_id: int) -> Enrolment | None:
    here = (Enrolment.class_id == school_class.id, Enrolment.person_id == person_id)
    return session.scalar(sa.select(Enrolment).where(*here))


def _take_settings(school_class: SchoolClass, settings: ClassSettings) -> None:
    school_class.name, school_class.subtitle = settings.name, settings.subtitle
    school_class.time_zone, school_class.rollover_hour = settings.time_zone, settings.rollover_hour
    school_class.term_begins, school_class.term_ends = settings.term_begins, settings.term_ends
    school_class.lesson_days = list(settings.lesson_days)


def _settle(session: Session, school_class: SchoolClass, rules: Rules) -> None:
    session.flush()
    students = sa.select(Enrolment.person_id).where(Enrolment.class_id == school_class.id, Enrolment.left_at.is_(None))
    settle_calendars(session, session.scalars(students).all(), rules)


def _copy_students(session: Session, original: SchoolClass, made: SchoolClass, now: datetime) -> None:
    here = sa.select(Enrolment).where(Enrolment.class_id == original.id, Enrolment.left_at.is_(None))
    names = ("person_id", "roster_name", "sort_name", "extra_time_percent", "is_borrowed")
    for one in session.scalars(here).all():
        kept = {name: getattr(one, name) for name in names}
        session.add(Enrolment(class_id=made.id, group_name=one.group_name, joined_at=now, **kept))


def _a_year_later(day: date | None) -> date | None:
    if day is None:
        return None
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)


def erase_student(session: Session, person: Person, *, from_class: int, by_id: int | None, now: datetime) -> Erasure:
    """Erase a student on the word of a teacher of theirs.

    Raises:
        ElsewhereError: they learn in another class, too.
        WorkedForOthersError: they teach, or did something for others.
    """
    others = sa.select(Enrolment.id).where(
        Enrolment.person_id == person.id, Enrolment.class_id != from_class, Enrolment.left_at.is_(None)
    )
    if session.scalar(others.limit(1)) is not None:
        raise ElsewhereError
    return erase_person(session, person, Asked(Way.TEACHER, by_id), now=now)
