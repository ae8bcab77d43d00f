"""Services that say who teaches a class: its owners choose its teachers, and there is always an owner."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.accounts.queries import instructor_by_sign_in_name
from quizapp.classroom.models import ClassTeacher, SchoolClass, TeacherRole


class NotAnInstructorError(Exception):
    """Nobody of this name may teach: unknown, a student, or deactivated."""


class LastOwnerError(Exception):
    """A class keeps an owner."""


def add_teacher(session: Session, school_class: SchoolClass, name: str, *, now: datetime) -> Person:
    """Let the instructor who signs in with a name teach a class, and return them.

    Raises:
        NotAnInstructorError: no instructor signs in with this name.
    """
    person = instructor_by_sign_in_name(session, name)
    if person is None:
        raise NotAnInstructorError(name)
    if session.get(ClassTeacher, (school_class.id, person.id)) is None:
        session.add(ClassTeacher(class_id=school_class.id, person_id=person.id, role=TeacherRole.TEACHER, since=now))
        session.flush()
    return person


def give_teacher_role(session: Session, teacher: ClassTeacher, role: TeacherRole | None) -> None:
    """Make somebody who teaches a class its owner or not, or for None let them teach it no more.

    Raises:
        LastOwnerError: nobody would own the class.
    """
    if role is not TeacherRole.OWNER and teacher.role == TeacherRole.OWNER:
        owners = sa.select(sa.func.count()).where(
            ClassTeacher.class_id == teacher.class_id, ClassTeacher.role == TeacherRole.OWNER
        )
        if session.scalar(owners) == 1:
            raise LastOwnerError
    if role is None:
        session.delete(teacher)
    else:
        teacher.role = role
    session.flush()
