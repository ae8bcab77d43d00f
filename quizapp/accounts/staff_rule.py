"""Whether those who teach need a second factor, which admins decide; off by default."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role, SecondFactor, SignIn, SiteSetting

_NAME = "staff_need_second_factor"
_without_factor = sa.select(Person.id).where(
    Person.role == Role.INSTRUCTOR, ~sa.exists().where(SecondFactor.person_id == Person.id)
)


class OwnFactorFirstError(Exception):
    """An admin wants staff to have a second factor, and has none: they would shut themself out."""


def is_needed(session: Session) -> bool:
    """Say whether staff need a second factor."""
    return session.scalar(sa.select(SiteSetting.value).where(SiteSetting.name == _NAME)) == "yes"


def is_held(session: Session, person_id: int) -> bool:
    """Say whether somebody who teaches has to set up a second factor before they may do what staff may."""
    return is_needed(session) and session.get(SecondFactor, person_id) is None


def decide(session: Session, by_id: int, *, needed: bool) -> None:
    """Let staff need a second factor, or not; it holds for those who are signed in, too.

    Raises:
        OwnFactorFirstError: whoever decides that has none.
    """
    if needed and session.get(SecondFactor, by_id) is None:
        raise OwnFactorFirstError
    session.merge(SiteSetting(name=_NAME, value="yes" if needed else "no"))
    session.flush()
    if needed:
        session.execute(sa.update(SignIn).where(SignIn.person_id.in_(_without_factor)).values(is_held=True))
    else:
        session.execute(sa.update(SignIn).values(is_held=False))
