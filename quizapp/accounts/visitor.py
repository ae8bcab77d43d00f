"""Who is asking, as every request needs to know it: a value read in one cheap statement, never a row to be changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.statements import Prepared


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
    is_admin: bool = False
    weights_id: int | None = None
    """The fitted weights that their memories follow; None for the model's own."""
    calendar: str | None = None
    """The calendar of their class, such as “Asia/Yerevan 4”; None for the installation's."""

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


class Claim(NamedTuple):
    """Whom a signed session names; a change of password since ends it."""

    id: int
    stamp: str


PEOPLE = cast("sa.Table", Person.__table__)
VISITOR_COLUMNS = tuple(PEOPLE.c[name] for name in Visitor.__slots__)
"""In the order of Visitor's fields, for statements that ask who is there along with what they may see."""

is_claimed = sa.and_(PEOPLE.c.id == sa.bindparam("claimed_id"), PEOPLE.c.session_stamp == sa.bindparam("stamp"))
"""The condition of such a statement; its values are claim_values."""

_by_claim = Prepared(lambda _dialect: sa.select(*VISITOR_COLUMNS).where(is_claimed))


def claim_of(token: str) -> Claim | None:
    """Return what a session's token claims; None where it is malformed."""
    number, _, stamp = token.partition(":")
    return Claim(int(number), stamp) if number.isascii() and number.isdigit() else None


def claim_values(claim: Claim) -> dict[str, object]:
    """Return the values of is_claimed."""
    return {"claimed_id": claim.id, "stamp": claim.stamp}


def visitor_by_session(session: Session, token: str) -> Visitor | None:
    """Return whose session this is, unless it was ended since."""
    claim = claim_of(token)
    row = claim and _by_claim.first(session.connection(), claim_values(claim))
    return Visitor(*row) if row else None


def visitor_of(person: Person) -> Visitor:
    """Return a row as a visitor."""
    return Visitor(*(getattr(person, name) for name in Visitor.__slots__))
