"""Shares the small bank and the player of tests/practice.py with the tests of this folder, and rates cards."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating

# Tests are no packages, so the shared module is loaded by its path, once.
if "quizapp_practice" not in sys.modules:
    _SPEC = importlib.util.spec_from_file_location("quizapp_practice", Path(__file__).parents[1] / "practice.py")
    sys.modules["quizapp_practice"] = importlib.util.module_from_spec(_SPEC)
    _SPEC.loader.exec_module(sys.modules["quizapp_practice"])
_shared = sys.modules["quizapp_practice"]

load, small_bank, cards_of, browse = _shared.load, _shared.small_bank, _shared.cards_of, _shared.browse
player, stored, statements = _shared.player, _shared.stored, _shared.statements


@pytest.fixture(scope="session")
def practice():
    return _shared


@pytest.fixture
def rate(app):
    """Record a rating of somebody's card, now or at a moment."""

    def rate(person_id, card_id, rating, at=None, duration_ms=None):
        moment = at or utcnow()
        with app.app_context():
            learner = Learner(person_id, rules_of_app(app))
            event = Event(_shared.new_event(), moment, duration_ms)
            record_review(db.session(), learner, card_id, Rating(rating), event, now=moment)
            db.session.commit()

    return rate
