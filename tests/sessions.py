"""Sessions of tests that do not go through the page to sign in by: what a browser of somebody would hold."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.accounts.sign_ins import Device, Life, begin_sign_in
from quizapp.accounts.visitor import visitor_of
from quizapp.clock import utcnow
from quizapp.db import db

LIFE = Life(timedelta(days=400), timedelta(days=400))
"""Long, for tests whose clock goes on for months."""


def session_token(session: Session, person: Person) -> str:
    """Return the token of a browser that somebody is signed in with from now on, not yet committed."""
    if person.role == Role.GUEST:
        return visitor_of(person).get_id()
    return begin_sign_in(session, person, Device("Firefox", "Linux"), LIFE, now=utcnow())


def let_in(app: Flask, client: FlaskClient, person_id: int) -> FlaskClient:
    """Sign somebody in with a browser, and return it."""
    with app.app_context():
        token = session_token(db.session(), db.session().get_one(Person, person_id))
        db.session.commit()
    with client.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = token, True
    return client
