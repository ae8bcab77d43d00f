"""What a browser's cookie holds of a sign-in: letting somebody in, letting them out, and noting that they come."""

from __future__ import annotations

from flask import current_app, g, has_request_context, request
from flask import session as cookie
from flask_login import login_user, logout_user
from sqlalchemy import event
from sqlalchemy.orm import Session

from quizapp.accounts import sign_ins
from quizapp.accounts.devices import device_of
from quizapp.accounts.models import Person
from quizapp.accounts.sign_ins import Device, Life
from quizapp.accounts.visitor import Claim, Visitor, claim_of, visitor_of
from quizapp.clock import utcnow
from quizapp.db import db, is_writing
from quizapp.extensions import settings_of

TOKEN = "_user_id"  # noqa: S105 - where Flask-Login looks for it


def claimed_session() -> Claim | None:
    """Return whom this browser's session names, not yet looked up; None for somebody who has not done anything yet."""
    return claim_of(cookie.get(TOKEN, ""))


def let_in(person: Person, former: str = "") -> None:
    """Begin a person's session in this browser, with a fresh cookie; what waits there of a former guest is theirs."""
    _end_own()
    device, life = Device(*device_of(request.headers.get("User-Agent", ""))), life_of(visitor_of(person))
    token = sign_ins.begin_sign_in(db.session(), person, device, life, now=utcnow())
    cookie.clear()
    g.pop("csrf_token", None)  # made for the session that ends here
    cookie.permanent = True
    if former:
        cookie["former"] = former
    login_user(visitor_of(person))
    cookie[TOKEN] = token
    g.entered = person.id  # for the log (guarding.py), once the reply says that it worked


def let_out() -> None:
    """End this browser's session."""
    _end_own()
    logout_user()
    cookie.clear()


def _end_own() -> None:
    claim = claimed_session()
    if claim is not None:
        sign_ins.end_sign_in(db.session(), claim.token)


def life_of(person: Visitor) -> Life:
    """Return how long somebody's sign-ins last: those of staff, who may do more, end sooner."""
    return Life(*settings_of(current_app).life_of_sign_ins(is_staff=person.is_instructor or bool(person.is_held)))


def recognised(person: Visitor) -> Visitor:
    """Return who is asking; where they write something, it is noted with it that their sign-in is used."""
    if person.is_stale:
        g.stale_visitor = person
    return person


@event.listens_for(db.session, "before_commit")
def _note_seen(session: Session) -> None:
    """Write down along with something else that a sign-in is used: at most once an hour, and never by itself."""
    if not has_request_context() or not is_writing():
        return
    person: Visitor | None = g.pop("stale_visitor", None)
    if person is not None and person.sign_in_id is not None:
        sign_ins.note_seen(session, person.sign_in_id, life_of(person), now=utcnow())
