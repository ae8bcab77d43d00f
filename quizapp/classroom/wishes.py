"""How many wait to be erased, for those who can do it: teachers of open classes, and admins. Only queries."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.classroom.models import ClassTeacher, Enrolment, SchoolClass


@dataclass(frozen=True, slots=True)
class WishesInClass:
    """How many who learn in a class ask to be erased."""

    class_id: int
    class_name: str
    count: int


_open = (Enrolment.left_at.is_(None), SchoolClass.archived_at.is_(None))
"""Who learns in a class that goes on."""


def wishes_in_classes(session: Session, teacher_id: int) -> list[WishesInClass]:
    """Return how many ask to be erased in each open class that somebody teaches; classes without any are left out."""
    statement = (
        sa.select(SchoolClass.id, SchoolClass.name, sa.func.count())
        .join(ClassTeacher, ClassTeacher.class_id == SchoolClass.id)
        .join(Enrolment, Enrolment.class_id == SchoolClass.id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(ClassTeacher.person_id == teacher_id, *_open, Person.erasure_asked_at.is_not(None))
        .group_by(SchoolClass.id)
        .order_by(SchoolClass.id)
    )
    return [WishesInClass(*row) for row in session.execute(statement)]


def wishes_elsewhere(session: Session, admin_id: int) -> int:
    """Return how many ask to be erased and learn in no open class that an admin teaches."""
    own = (
        sa.select(Enrolment.person_id)
        .join(SchoolClass, SchoolClass.id == Enrolment.class_id)
        .join(ClassTeacher, ClassTeacher.class_id == SchoolClass.id)
        .where(ClassTeacher.person_id == admin_id, *_open)
    )
    asking = sa.select(sa.func.count(Person.id)).where(Person.erasure_asked_at.is_not(None), Person.id.not_in(own))
    return session.scalar(asking) or 0
