"""Checking a password takes a while: one that is changed meanwhile neither lets in nor changes anything."""

from __future__ import annotations

from threading import Thread

import argon2._password_hasher
import pytest
import sqlalchemy as sa

from quizapp.accounts import factors, services
from quizapp.accounts.factors import FactorDraft
from quizapp.accounts.models import Person, Role
from quizapp.accounts.time_codes import hash_of_code
from quizapp.clock import utcnow
from quizapp.db import db

pytestmark = pytest.mark.longer
PASSWORD = "a long enough password"
ANI = {"name": "Ani", "password": PASSWORD}
RECOVERY = "k3f9m-xw2ar"


@pytest.fixture
def elsewhere(app):
    """Have somebody else do something to Ani, in a transaction of its own."""

    def elsewhere(deed):
        def at_once():
            with app.app_context():
                deed(db.session.scalars(sa.select(Person).where(Person.sign_in_name == "ani")).one())
                db.session.commit()

        thread = Thread(target=at_once)
        thread.start()
        thread.join()

    return elsewhere


@pytest.fixture
def meanwhile(elsewhere, monkeypatch):
    """Have somebody else do something to Ani while the next password is checked."""
    verify, waiting = argon2._password_hasher.verify_secret, []

    def slow(*given):
        matches = verify(*given)
        if waiting:
            elsewhere(waiting.pop())
        return matches

    monkeypatch.setattr(argon2._password_hasher, "verify_secret", slow)
    return waiting.append


def give_another_password(ani):
    services.change_password(db.session(), ani, "another hash")


def test_a_password_that_is_changed_while_it_is_checked_lets_nobody_in(client, make_person, meanwhile, stored):
    make_person(name="Ani")
    meanwhile(give_another_password)
    assert client.post("/sign-in", data=ANI).status_code == 401
    assert stored("sign_ins") == []


def test_a_second_factor_that_is_set_up_meanwhile_is_asked_for(client, make_person, meanwhile, stored):
    make_person(Role.INSTRUCTOR, name="Ani")
    draft = FactorDraft("seed", 0, "salt", [])
    meanwhile(lambda ani: factors.keep_factor(db.session(), ani.id, draft, now=utcnow()))
    assert "The password is right." in client.post("/sign-in", data=ANI).text
    assert stored("sign_ins") == []


def test_of_two_who_change_a_password_at_once_the_second_has_to_know_the_new_one(
    browse, make_person, meanwhile, stored
):
    thief = browse(make_person(name="Ani"))
    meanwhile(give_another_password)
    sent = {"current": PASSWORD, "password": "the password of a thief", "again": "the password of a thief"}
    assert thief.post("/settings/password", data=sent).status_code == 422
    assert stored("people", "password_hash") == [("another hash",)]
    assert stored("sign_ins") == []


def test_whose_password_was_changed_before_their_code_begins_anew(client, make_person, elsewhere, stored):

    make_person(Role.INSTRUCTOR, name="Ani")
    draft = FactorDraft("seed", 0, "a-salt-of-tests", [hash_of_code(RECOVERY, "a-salt-of-tests")])
    elsewhere(lambda ani: factors.keep_factor(db.session(), ani.id, draft, now=utcnow()))
    assert "The password is right." in client.post("/sign-in", data=ANI).text
    elsewhere(give_another_password)
    assert client.post("/sign-in/code", data={"code": RECOVERY}).location == "/sign-in"
    assert stored("sign_ins") == []
    assert stored("recovery_codes", "used_at") == [(None,)]
