"""Whose accounts a teacher may give a new card or erase: those that a class of theirs made, or whose owners joined it.

A list can bring in an account by its sign-in name alone, and a name is no secret: such an account is only borrowed,
until its owner says that the class is theirs. What they remember, and answer elsewhere, is not for its teachers before.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.accounts.models import Person
from quizapp.classroom.models import ClassTeacher, Enrolment, SignInCard


def is_vouched(teacher_id: int) -> sa.ColumnElement[bool]:
    """Return the condition that an enrolment is not borrowed, or that its owner is in another class of a teacher."""
    other, taught = aliased(Enrolment), aliased(ClassTeacher)
    elsewhere = sa.exists().where(
        other.person_id == Enrolment.person_id,
        ~other.is_borrowed,
        taught.class_id == other.class_id,
        taught.person_id == teacher_id,
    )
    return sa.or_(~Enrolment.is_borrowed, elsewhere)


def is_taught_by(teacher_id: int) -> sa.ColumnElement[bool]:
    """Return the condition that a person learns, or learned, in a class of a teacher: nobody else reads their name.

    To know the name of an account and bring it in by that is not enough.
    """
    return sa.exists().where(
        Enrolment.person_id == Person.id, ClassTeacher.class_id == Enrolment.class_id,
        ClassTeacher.person_id == teacher_id, is_vouched(teacher_id),
    )  # fmt: skip


def vouches_for(session: Session, enrolment: Enrolment, teacher_id: int) -> bool:
    """Say whether a teacher may renew the account of somebody in a class."""
    asked = sa.select(sa.exists().where(Enrolment.id == enrolment.id, is_vouched(teacher_id)))
    return bool(session.scalar(asked))


def vouched_students(class_id: int, teacher_id: int) -> sa.Select[int]:
    """Select who learns in a class, by id, whose memory and answers elsewhere a teacher of it may see."""
    here = Enrolment.class_id == class_id, Enrolment.left_at.is_(None)
    return sa.select(Enrolment.person_id).where(*here, is_vouched(teacher_id))


def borrowed_students(class_id: int, teacher_id: int) -> sa.Select[int]:
    """Select whose memory a teacher of a class may not see yet, by id: of those who left it, too."""
    return sa.select(Enrolment.person_id).where(Enrolment.class_id == class_id, ~is_vouched(teacher_id))


def borrowed_names(session: Session, class_id: int, teacher_id: int) -> list[str]:
    """Return the names of those in a class whose accounts a teacher may not renew."""
    asked = sa.select(Enrolment.roster_name).where(Enrolment.class_id == class_id, Enrolment.left_at.is_(None))
    return sorted(session.scalars(asked.where(~is_vouched(teacher_id))), key=str.casefold)


def accounts_in_use(session: Session, person_ids: Collection[int]) -> set[int]:
    """Return those of some people who have a password or a card already."""
    if not person_ids:
        return set()
    has_card = sa.exists().where(SignInCard.person_id == Person.id)
    asked = sa.select(Person.id).where(Person.id.in_(person_ids), sa.or_(Person.password_hash.is_not(None), has_card))
    return set(session.scalars(asked))
