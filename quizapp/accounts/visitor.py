"""Who is asking, as every request needs to know it: a value read in one cheap statement, never a row to be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person as of the beginning of this request, with the face that Flask-Login wants to see."""

    id: int
    role: str
    name: str
    session_stamp: str
    shortcuts: bool
    new_per_day: int
    reviews_per_day: int

    is_active = True
    is_anonymous = False
    is_authenticated = True

    @property
    def is_guest(self) -> bool:
        """Say whether this person has not signed up yet."""
        return self.role == Role.GUEST

    @property
    def is_instructor(self) -> bool:
        """Say whether this person may edit banks."""
        return self.role == Role.INSTRUCTOR

    def get_id(self) -> str:
        """Return what a session keeps: who, and the stamp that ends with a change of password."""
        return f"{self.id}:{self.session_stamp}"


_PEOPLE = cast("sa.Table", Person.__table__)
_by_id = sa.select(*(_PEOPLE.c[name] for name in Visitor.__slots__)).where(_PEOPLE.c.id == sa.bindparam("id"))


def visitor_by_session(session: Session, token: str) -> Visitor | None:
    """Return whose session this is, unless it was ended since."""
    number, _, stamp = token.partition(":")
    if not (number.isascii() and number.isdigit()):
        return None
    row = session.connection().execute(_by_id, {"id": int(number)}).one_or_none()
    visitor = None if row is None else Visitor(*row)
    return visitor if visitor is not None and visitor.session_stamp == stamp else None


def visitor_of(person: Person) -> Visitor:
    """Return a row as a visitor."""
    return Visitor(*(getattr(person, name) for name in Visitor.__slots__))
