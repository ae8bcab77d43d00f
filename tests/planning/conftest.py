"""Shares the small bank and the player of tests/practice.py with the tests of this folder, and rates cards."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.bank.models import Card, Question
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating
from tests import practice as shared

load, small_bank, cards_of, browse = shared.load, shared.small_bank, shared.cards_of, shared.browse
player, stored, statements, rate = shared.player, shared.stored, shared.statements, shared.rate


@pytest.fixture(scope="session")
def practice():
    return shared


@pytest.fixture
def card(session):
    """Look up the first card of a question, in the test's own transaction."""

    def card(key):
        wanted = sa.select(Card.id).join(Question).where(Question.key == key).order_by(Card.position)
        return session.scalars(wanted).first()

    return card


@pytest.fixture
def record(app, session):
    """Record a rating of somebody's card, in the test's own transaction."""

    def record(person_id, card_id, rating, at, duration_ms=None):
        event = Event(shared.new_event(), at, duration_ms)
        record_review(session, Learner(person_id, rules_of_app(app)), card_id, Rating(rating), event, now=at)

    return record


@pytest.fixture
def teacher(make_person):
    return make_person(Role.INSTRUCTOR, "Ms Hakobyan")


@pytest.fixture
def student(make_person):
    return make_person()


@pytest.fixture
def make_class(app, teacher, student):
    """Make a class of the teacher's with a student in it, and return its id."""

    def make(name="10 b", teacher_id=None, **settings):
        with app.app_context():
            terms = ClassSettings(name, "UTC", **settings)
            made = create_class(db.session(), teacher_id or teacher, terms, now=utcnow())
            enrol_student(db.session(), made, student, "Ani", now=utcnow())
            db.session.commit()
            return made.id

    return make
