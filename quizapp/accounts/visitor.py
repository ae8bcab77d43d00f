"""Who is asking, as every request needs to know it: a value read in one cheap statement, never a row to be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role, SignIn
from quizapp.accounts.queries import secret_hash
from quizapp.accounts.sign_ins import STEP
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
    sign_in_id: int | None = None
    """Where they are signed in; None for a guest."""
    is_stale: bool | None = False
    """Whether it was written down an hour ago or longer that this sign-in is used."""
    is_held: bool | None = False
    """Whether they teach, but are taken for a student until they have set up a second factor."""

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
        """Return what a guest's browser keeps; one that is signed in keeps the token of its sign-in instead."""
        return f"{self.id}:{self.session_stamp}"


class Claim(NamedTuple):
    """Whom a signed cookie names; a guest by their stamp, somebody with an account by the secret of a sign-in."""

    id: int
    secret: str

    @property
    def token(self) -> str:
        """Return it as a cookie keeps it."""
        return f"{self.id}:{self.secret}"


PEOPLE, SIGN_INS = cast("sa.Table", Person.__table__), cast("sa.Table", SignIn.__table__)
_IS_STALE = (SIGN_INS.c.seen_at < sa.bindparam("stale_before")).label("is_stale")
_OF_SIGN_INS = (SIGN_INS.c.id, _IS_STALE, SIGN_INS.c.is_held)
_NAMES = Visitor.__slots__[: -len(_OF_SIGN_INS)]
_AS_HELD: dict[str, sa.ColumnElement[Any]] = {
    "role": sa.case((SIGN_INS.c.is_held, sa.literal_column(f"'{Role.STUDENT.value}'")), else_=PEOPLE.c.role),
    "is_admin": sa.case((SIGN_INS.c.is_held, sa.false()), else_=PEOPLE.c.is_admin),
}
"""What somebody is who is held: their rights are those of a student, wherever they are asked for."""
VISITOR_COLUMNS = (*(_AS_HELD.get(name, PEOPLE.c[name]) for name in _NAMES), *_OF_SIGN_INS)
"""In the order of Visitor's fields, for statements that ask who is there along with what they may see."""

is_signed_in = sa.and_(SIGN_INS.c.token_hash == sa.bindparam("token_hash"), SIGN_INS.c.person_id == PEOPLE.c.id)
"""The condition on which such a statement joins SIGN_INS, and leaves them out for guests."""
is_claimed = sa.and_(
    PEOPLE.c.id == sa.bindparam("claimed_id"),
    sa.or_(
        sa.and_(SIGN_INS.c.ends_at > sa.bindparam("claimed_at"), PEOPLE.c.deactivated_at.is_(None)),
        sa.and_(PEOPLE.c.role == Role.GUEST.value, PEOPLE.c.session_stamp == sa.bindparam("stamp")),
    ),
)
"""The condition of such a statement; its values are claim_values."""

_recognised = sa.outerjoin(PEOPLE, SIGN_INS, is_signed_in)
_by_claim = Prepared(lambda _dialect: sa.select(*VISITOR_COLUMNS).select_from(_recognised).where(is_claimed))


def claim_of(token: str) -> Claim | None:
    """Return what a session's token claims; None where it is malformed."""
    number, _, secret = token.partition(":")
    return Claim(int(number), secret) if number.isascii() and number.isdigit() else None


def claim_values(claim: Claim, now: datetime) -> dict[str, object]:
    """Return the values of is_signed_in and is_claimed."""
    known = {"claimed_id": claim.id, "stamp": claim.secret, "token_hash": secret_hash(claim.token)}
    return known | {"claimed_at": now, "stale_before": now - STEP}


def visitor_by_session(session: Session, token: str, now: datetime) -> Visitor | None:
    """Return whose session this is, unless it was ended since."""
    claim = claim_of(token)
    row = claim and _by_claim.first(session.connection(), claim_values(claim, now))
    return Visitor(*row) if row else None


def visitor_of(person: Person) -> Visitor:
    """Return a row as a visitor."""
    return Visitor(*(getattr(person, name) for name in _NAMES))
