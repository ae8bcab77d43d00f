"""Sessions of tests that do not go through the page to sign in by: what a browser of somebody would hold."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.accounts.sign_ins import Device, Life, begin_sign_in
from quizapp.accounts.visitor import visitor_of
from quizapp.clock import utcnow

LIFE = Life(timedelta(days=400), timedelta(days=400))
"""Long, for tests whose clock goes on for months."""


def session_token(session: Session, person: Person) -> str:
    """Return the token of a browser that somebody is signed in with from now on, not yet committed."""
    if person.role == Role.GUEST:
        return visitor_of(person).get_id()
    return begin_sign_in(session, person, Device("Firefox", "Linux"), LIFE, now=utcnow())


def committed_token(session: Session, person_id: int) -> str:
    """Return the token of a browser that somebody is signed in with from now on."""
    token = session_token(session, session.get_one(Person, person_id))
    session.commit()
    return token
