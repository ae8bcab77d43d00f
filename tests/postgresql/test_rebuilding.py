"""Replaying the log on PostgreSQL, which keeps rows in whatever order it likes."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.db import db
from quizapp.memory import services
from quizapp.memory.access import rules_of_app
from quizapp.memory.models import ReviewEvent
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, Learner
from quizapp.scheduling.state import Rating
from tests.memory.conftest import START

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


def test_answers_of_one_moment_are_replayed_in_the_order_in_which_they_came(app, make_person, cards_of, small_bank):
    learner_id, card = make_person(), cards_of("surname")[0]
    with app.app_context():
        session, rules = db.session(), rules_of_app(app)
        for number, rating in enumerate((Rating.GOOD, Rating.AGAIN, Rating.EASY)):
            event = Event(f"event-{number}", START)
            services.record_review(session, Learner(learner_id, rules), card, rating, event, now=START)
        session.flush()
        rows = [dict(row) for row in session.execute(sa.select(ReviewEvent.__table__)).mappings()]
        session.execute(sa.text("ALTER TABLE review_log DISABLE TRIGGER USER"))
        session.execute(sa.delete(ReviewEvent))
        session.execute(sa.insert(ReviewEvent.__table__), list(reversed(rows)))
        session.execute(sa.text("ALTER TABLE review_log ENABLE TRIGGER USER"))
        assert rebuild_memories(session, rules) == (1, [])
        session.rollback()
