from __future__ import annotations

import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.audit.models import Act
from quizapp.audit.services import record_action
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.ops.sweeping import forget, keep_sweeping, sweep
from quizapp.quizzes.models import Attempt, Quiz
from quizapp.quizzes.terms import Terms
from tests.live_server import PATIENCE_SECONDS


@pytest.fixture
def overdue(app, make_person):
    """Return the id of an attempt whose time is over."""
    person_id, now = make_person(), utcnow()
    with app.app_context():
        quiz = Quiz(fingerprint="one", title="One", selection={}, feedback="at_end", created_at=now)
        attempt = Attempt(event_id="event-one", quiz=quiz, learner_id=person_id, size=0, started_at=now)
        attempt.terms, attempt.closes_at = Terms().as_json(), now - timedelta(hours=1)
        db.session.add(attempt)
        db.session.commit()
        return attempt.id


def finished(app, attempt_id):
    with app.app_context():
        return db.session.scalar(sa.select(Attempt.finished_at).where(Attempt.id == attempt_id))


def test_a_sweep_finishes_what_is_over_once(app, overdue):
    assert sweep(app) == 1
    assert finished(app, overdue) < utcnow() - timedelta(minutes=59)
    assert sweep(app) == 0


def test_what_staff_did_is_forgotten_after_its_months(app):
    with app.app_context():
        for days in (1, 24 * 31 + 1):
            record_action(db.session(), Act.BACKUP_MADE, None, now=utcnow() - timedelta(days=days))
        db.session.commit()
    assert (forget(app), forget(app)) == (1, 0)


@pytest.mark.slow
def test_sweeping_goes_on_until_it_is_ended(app, overdue):
    ended = keep_sweeping(app, seconds=0.01)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while finished(app, overdue) is None and time.monotonic() < deadline:
        time.sleep(0.02)
    ended.set()
    assert finished(app, overdue) is not None
