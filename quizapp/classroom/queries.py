"""Looking classes and their people up. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.classroom.models import ClassTeacher, Enrolment, SchoolClass, SignInCard
from quizapp.classroom.vouching import is_vouched
from quizapp.formats.roster import folded
from quizapp.memory.models import MemoryState


@dataclass(frozen=True, slots=True)
class Student:
    """Somebody who learns in a class, as its roster shows them."""

    enrolment_id: int
    person_id: int
    roster_name: str
    group_name: str
    joined_at: datetime
    extra_time_percent: int
    sign_in_name: str | None
    """None for a guest, who is only known to one browser."""
    erasure_asked_at: datetime | None = None
    """Since when they ask to be erased."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """Somebody who teaches a class."""

    person_id: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class TaughtClass:
    """A class as its teacher's list shows it."""

    school_class: SchoolClass
    students: int


def class_by_id(session: Session, class_id: int) -> SchoolClass | None:
    """Return a class."""
    return session.get(SchoolClass, class_id)


def role_of_teacher(session: Session, class_id: int, person_id: int) -> str | None:
    """Return what somebody is to a class as its teacher; None for everybody else."""
    asked = sa.select(ClassTeacher.role).where(ClassTeacher.class_id == class_id, ClassTeacher.person_id == person_id)
    return session.scalar(asked)


def enrolment_of(session: Session, class_id: int, person_id: int) -> Enrolment | None:
    """Return somebody's enrolment in a class, unless they left."""
    asked = sa.select(Enrolment).where(
        Enrolment.class_id == class_id, Enrolment.person_id == person_id, Enrolment.left_at.is_(None)
    )
    return session.scalar(asked)


def any_enrolment_of(session: Session, class_id: int, person_id: int) -> Enrolment | None:
    """Return somebody's enrolment in a class, whether they left or not."""
    return session.scalar(sa.select(Enrolment).where(Enrolment.class_id == class_id, Enrolment.person_id == person_id))


def former_students(session: Session, class_id: int) -> list[Enrolment]:
    """Return who left a class, the last ones first."""
    left = sa.select(Enrolment).where(Enrolment.class_id == class_id, Enrolment.left_at.is_not(None))
    return list(session.scalars(left.order_by(Enrolment.left_at.desc(), Enrolment.id)))


def last_practised(session: Session, class_id: int, vouched: Collection[int]) -> dict[int, datetime]:
    """Return when those vouched for in a class practised last, by person id; who never did is left out."""
    found = session.execute(
        sa.select(Enrolment.person_id, sa.func.max(MemoryState.last_at))
        .join(MemoryState, MemoryState.learner_id == Enrolment.person_id)
        .where(Enrolment.class_id == class_id, Enrolment.left_at.is_(None), Enrolment.person_id.in_(vouched))
        .group_by(Enrolment.person_id)
    )
    return dict(found.all())


def other_classes(session: Session, person_id: int, class_id: int) -> list[SchoolClass]:
    """Return the other open classes that somebody teaches."""
    taught = (row.school_class for row in classes_of_teacher(session, person_id))
    return [one for one in taught if one.id != class_id and one.archived_at is None]


def students_of_class(session: Session, class_id: int) -> list[Student]:
    """Return who learns in a class, in the order of its roster."""
    found = session.execute(_students.where(Enrolment.class_id == class_id))
    # Databases order letters beyond ASCII each in their own way.
    ordered = sorted(found, key=lambda row: ((row.sort_name or row.roster_name).casefold(), row.id))
    return [Student(*row[:-1]) for row in ordered]


def namesakes(students: Sequence[Student]) -> dict[int, list[Student]]:
    """Return who of a roster has the name of somebody else there, by person id."""
    named: dict[str, list[Student]] = {}
    for one in students:
        named.setdefault(folded(one.roster_name), []).append(one)
    shared = [alike for alike in named.values() if len(alike) > 1]
    return {one.person_id: [other for other in alike if other is not one] for alike in shared for one in alike}


def student_of_class(session: Session, class_id: int, person_id: int) -> Student | None:
    """Return somebody who learns in a class."""
    found = session.execute(_students.where(Enrolment.class_id == class_id, Enrolment.person_id == person_id))
    row = found.one_or_none()
    return None if row is None else Student(*row[:-1])


_students = (
    sa.select(Enrolment.id, Enrolment.person_id, Enrolment.roster_name, Enrolment.group_name, Enrolment.joined_at)
    .add_columns(Enrolment.extra_time_percent, Person.sign_in_name, Person.erasure_asked_at, Enrolment.sort_name)
    .join(Person, Person.id == Enrolment.person_id)
    .where(Enrolment.left_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class CardHolder:
    """Somebody of a class who can be given a sign-in card."""

    person_id: int
    roster_name: str
    group_name: str
    has_password: bool
    has_card: bool
    card_used_at: datetime | None


def card_holders(session: Session, class_id: int, teacher_id: int) -> list[CardHolder]:
    """Return whom a teacher can give a card, in the roster's order: nobody who teaches, is shut out, or is borrowed."""
    columns = (Enrolment.person_id, Enrolment.roster_name, Enrolment.group_name, Person.password_hash.is_not(None))
    card = (SignInCard.id.is_not(None), SignInCard.used_at)
    found = session.execute(
        sa.select(*columns, *card, Enrolment.sort_name, Enrolment.id)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(SignInCard, SignInCard.person_id == Person.id)
        .where(Enrolment.class_id == class_id, Enrolment.left_at.is_(None))
        .where(Person.role != Role.INSTRUCTOR, Person.deactivated_at.is_(None), is_vouched(teacher_id))
    )
    ordered = sorted(found, key=lambda row: ((row.sort_name or row.roster_name).casefold(), row.id))
    return [CardHolder(*row[:6]) for row in ordered]


def teachers_of_class(session: Session, class_id: int) -> list[Teacher]:
    """Return who teaches a class, owners first."""
    found = session.execute(
        sa.select(ClassTeacher.person_id, Person.name, ClassTeacher.role)
        .join(Person, Person.id == ClassTeacher.person_id)
        .where(ClassTeacher.class_id == class_id)
        .order_by(ClassTeacher.role, ClassTeacher.since, ClassTeacher.person_id)
    )
    return [Teacher(*row) for row in found]


def classes_of_teacher(session: Session, person_id: int) -> list[TaughtClass]:
    """Return the classes that somebody teaches, archived ones last, with how many learn there."""
    students = sa.func.count(Enrolment.id).filter(Enrolment.left_at.is_(None))
    found = session.execute(
        sa.select(SchoolClass, students)
        .join(ClassTeacher, ClassTeacher.class_id == SchoolClass.id)
        .outerjoin(Enrolment, Enrolment.class_id == SchoolClass.id)
        .where(ClassTeacher.person_id == person_id)
        .group_by(SchoolClass.id)
        .order_by(SchoolClass.archived_at.is_not(None), SchoolClass.id.desc())
    )
    return [TaughtClass(*row) for row in found]


def classes_of_student(session: Session, person_id: int) -> Sequence[SchoolClass]:
    """Return the classes that somebody learns in, the one they joined first first; archived ones last."""
    return session.scalars(
        sa.select(SchoolClass)
        .join(Enrolment, Enrolment.class_id == SchoolClass.id)
        .where(Enrolment.person_id == person_id, Enrolment.left_at.is_(None))
        .order_by(SchoolClass.archived_at.is_not(None), Enrolment.joined_at, Enrolment.id)
    ).all()


def open_classes_of(session: Session, person_id: int) -> list[SchoolClass]:
    """Return the classes that somebody learns in and that have not ended."""
    learned = sa.select(SchoolClass).join(Enrolment, Enrolment.class_id == SchoolClass.id)
    mine = (Enrolment.person_id == person_id, Enrolment.left_at.is_(None), SchoolClass.archived_at.is_(None))
    return list(session.scalars(learned.where(*mine).order_by(SchoolClass.name)))
