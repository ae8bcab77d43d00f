"""Shares the small bank and the player of tests/practice.py, with people who work on the bank in each role."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.models import Bank, Question
from quizapp.bank.roles import BankMember
from quizapp.db import db
from tests import given
from tests import practice as shared

load, small_bank, browse = shared.load, shared.small_bank, shared.browse
player, stored, statements = shared.player, shared.stored, shared.statements
give = given.give

NOW = datetime(2026, 11, 25, 19, tzinfo=UTC)


@pytest.fixture(scope="session")
def practice():
    return shared


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def people(app, small_bank, make_person):
    """The small bank, shared: the ids of a viewer, a reviewer, an editor, an owner, and of a stranger to it."""
    ids = {name: make_person(Role.INSTRUCTOR, name) for name in ("viewer", "reviewer", "editor", "owner", "stranger")}
    with app.app_context():
        bank_id = db.session.scalar(sa.select(Bank.id))
        for name in ("viewer", "reviewer", "editor", "owner"):
            db.session.add(BankMember(bank_id=bank_id, person_id=ids[name], role=name))
        db.session.commit()
    return ids


@pytest.fixture
def act(people, browse):
    """Return a function that gives the browser of somebody by their name."""
    return lambda name: browse(people[name])


@pytest.fixture
def question_id(app, small_bank):
    """Return a function that gives the id of a question of the small bank."""

    def look_up(key="surname"):
        with app.app_context():
            return db.session.scalar(sa.select(Question.id).where(Question.key == key))

    return look_up


@pytest.fixture
def reported(player):
    """Let the player answer a question, wrongly, and report it; return the attempt's id."""

    def report(key="surname", answers=("Mirzoyan",), **fields):
        attempt = player.start()
        player.answer(attempt, key, answers)
        sent = {"reason": "mine", "text": "So I was taught."} | fields
        reply = player.client.post(f"{player.path(attempt, key)}/report", data=sent)
        assert reply.status_code == 302, reply.text
        return attempt

    return report
