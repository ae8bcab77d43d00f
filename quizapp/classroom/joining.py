"""Joining a class by its code: short, easy to read aloud, and worth nothing once it was changed."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.classroom import services
from quizapp.classroom.following import settle_calendars
from quizapp.classroom.models import Enrolment, SchoolClass
from quizapp.formats.roster import folded
from quizapp.scheduling.state import Rules

LETTERS = "BCDFGHJKMNPQRSTVWXZ23456789"
"""Without 0 and O, 1, I and L, which look alike; without U and Y, which sound like words; and so without bad words."""
LENGTH = 6
"""27 to the power of 6: 387 million codes."""
_LOOKALIKES = str.maketrans("ВНКМРСТХ", "BHKMPCTX")
"""Cyrillic letters in the place of the Latin ones that they look like."""


def new_code() -> str:
    """Return a code that nobody can guess."""
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


def typed_code(text: str) -> str:
    """Return a code as it is kept, from what somebody typed: in any case, with spaces, on a Cyrillic keyboard."""
    return "".join(character for character in text.upper() if character.isalnum()).translate(_LOOKALIKES)


def shown_code(code: str) -> str:
    """Return a code in two groups, as it is read aloud."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def class_by_code(session: Session, text: str) -> SchoolClass | None:
    """Return the class that can be joined by a code now."""
    code = typed_code(text)
    if len(code) != LENGTH:
        return None
    return session.scalar(
        sa.select(SchoolClass).where(
            SchoolClass.join_code == code, SchoolClass.joining_open, SchoolClass.archived_at.is_(None)
        )
    )


def open_joining(session: Session, school_class: SchoolClass) -> None:
    """Let people join a class by a code; the code that it had is used again."""
    if school_class.join_code is None:
        change_code(session, school_class)
    school_class.joining_open = True
    session.flush()


def change_code(session: Session, school_class: SchoolClass) -> None:
    """Give a class another code: whoever knows only the old one does not get in any more."""
    code = new_code()
    while session.scalar(sa.select(SchoolClass.id).where(SchoolClass.join_code == code)) is not None:
        code = new_code()
    school_class.join_code = code
    session.flush()


def close_joining(session: Session, school_class: SchoolClass) -> None:
    """Let nobody join by code any more; who is in the class stays."""
    school_class.joining_open = False
    session.flush()


def join_class(  # noqa: PLR0913 - which class, who, under which name and rules, when
    session: Session, school_class: SchoolClass, person_id: int, name: str, rules: Rules, *, now: datetime
) -> Enrolment:
    """Enrol whoever gave a class's code; their days are counted as the class's from now on."""
    enrolment = services.enrol_student(session, school_class, person_id, name, now=now)
    confirm_enrolment(session, enrolment)  # they came by themselves
    settle_calendars(session, [person_id], rules)
    return enrolment


def is_named_already(session: Session, school_class: SchoolClass, name: str) -> bool:
    """Say whether somebody who learns in a class is called so on its roster."""
    here = sa.select(Enrolment.roster_name).where(Enrolment.class_id == school_class.id, Enrolment.left_at.is_(None))
    return folded(name) in map(folded, session.scalars(here))


def confirm_enrolment(session: Session, enrolment: Enrolment) -> None:
    """Note that somebody says themselves that a class is theirs: its teachers see now what they know."""
    enrolment.is_borrowed = False
    session.flush()
