"""Weights of a fit on PostgreSQL: adopted, followed by ratings and quiz answers, taken back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.fit_lock import at_work
from quizapp.memory.fits import Outcome, begin_fit
from quizapp.memory.fitting_job import settle_everybody
from quizapp.memory.models import MemoryFit
from quizapp.memory.rebuild import rebuild_memories
from quizapp.ops.setup import tidy_database
from quizapp.scheduling.state import DEFAULT_WEIGHTS
from quizapp.web import background

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
LONGER = [round(weight * 1.1, 4) for weight in DEFAULT_WEIGHTS]


def differences(app):
    with app.app_context():
        _total, differing = rebuild_memories(db.session(), rules_of_app(app))
        db.session.rollback()
    return differing


def versions(app):
    with app.app_context():
        found = set(db.session.scalars(sa.text("SELECT parameters FROM memory_states")))
        db.session.rollback()
    return found


def test_answers_follow_adopted_weights_and_go_back_with_them(app, player, browse, make_person, cards_of):
    attempt = player.start()
    player.answer(attempt, "premier")
    card = cards_of("surname")[0]
    player.client.post(f"/review/cards/{card}", data={"rating": "3", "event_id": "rated-0001"})
    assert versions(app) == {"fsrs-6-default"}
    with app.app_context():
        fit = MemoryFit(begun_at=utcnow(), finished_at=utcnow(), outcome=Outcome.ADOPTED, weights=LONGER)
        db.session.add(fit)
        db.session.commit()
        number = fit.id
        assert settle_everybody(db.session(), rules_of_app(app)) == 1
    player.answer(attempt, "wars")
    player.answer(attempt, "surname")
    player.client.post(f"/review/cards/{card}", data={"rating": "4", "event_id": "rated-0002"})
    assert versions(app) == {f"fsrs-6-fit-{number}"}
    assert differences(app) == []
    instructor = browse(make_person(Role.INSTRUCTOR))
    assert "Take the fitted weights back" in instructor.get("/progress/everyone").text
    instructor.post(f"/progress/everyone/fits/{number}/revert")
    background.wait(app)
    assert versions(app) == {"fsrs-6-default"}
    assert differences(app) == []
    instructor.post("/progress/everyone/fits")
    background.wait(app)
    assert "Not adopted: too few reviews" in instructor.get("/progress/everyone").text


def test_a_start_gives_up_a_fit_that_was_cut_off_and_leaves_one_that_is_made_elsewhere(app, small_bank, stored):
    with app.app_context():
        begin_fit(db.session(), by_id=None, now=utcnow())
        db.session.commit()
        with at_work(db.session()):
            tidy_database(app)
            assert stored("memory_fits", "outcome") == [(Outcome.RUNNING,)]
    tidy_database(app)
    assert stored("memory_fits", "outcome") == [(Outcome.FAILED,)]
