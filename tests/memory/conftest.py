"""Shares the small bank and the player of tests/practice.py with the tests of this folder, and a learner with a log."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.memory import services
from quizapp.memory.services import Event, Learner
from quizapp.scheduling.state import Rating, Rules
from tests import generated as generated_class
from tests import practice as shared

START = datetime(2026, 3, 2, 10, tzinfo=UTC)
RULES = Rules(ZoneInfo("UTC"))

load, small_bank, cards_of, browse = shared.load, shared.small_bank, shared.cards_of, shared.browse
player, stored, statements = shared.player, shared.stored, shared.statements
studied = generated_class.studied


@pytest.fixture(scope="session")
def practice():
    return shared


@pytest.fixture
def learner(small_bank, session):
    """Return a learner without any evidence."""
    return Learner(create_guest(session, now=START).id, RULES)


@pytest.fixture
def review(session, learner):
    """Record a rating of a card."""

    def review(card_id, rating, at=START, event_id=None, now=None):
        event = Event(event_id or shared.new_event(), at)
        return services.record_review(session, learner, card_id, Rating(rating), event, now=now or at)

    return review


@pytest.fixture
def rows(session):
    """Return every stored memory as SQLite holds it."""

    def rows():
        states = session.execute(sa.text("SELECT * FROM memory_states ORDER BY learner_id, card_id")).all()
        return [tuple(row) for row in states]

    return rows


@pytest.fixture
def start():
    """Return the moment at which histories begin."""
    return START


@pytest.fixture(scope="session")
def generated():
    return generated_class
