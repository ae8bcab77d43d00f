"""What is not due yet is not in an export: points, what makes of an answer, and when a card comes back."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.pictures.placing import own_store
from quizapp.privacy.due import sights_of
from quizapp.privacy.parts import PARTS
from quizapp.privacy.writing import write_export
from quizapp.quizzes.models import Attempt
from quizapp.quizzes.terms import Showing, Terms, When
from tests import practice
from tests.privacy.conftest import unpacked

BY_PATH = {part.path: part for part in PARTS}


@pytest.fixture
def exported(app):
    def exported(person_id):
        out = io.BytesIO()
        with app.app_context():
            write_export(db.session(), db.session.get_one(Person, person_id), out, own_store(), now=utcnow())
            db.session.rollback()
        return unpacked(out.getvalue())

    return exported


@pytest.mark.longer
def test_an_open_quiz_that_tells_at_its_end_tells_no_points_before(app, ani, browse, exported):
    player = practice.Player(app, browse(ani))
    attempt = player.start(feedback="at_end")
    player.answer(attempt, "brokered")
    _page, told, _names = exported(ani)
    slots = [row for row in told["parts"]["slots.attempt_id>attempts.learner_id"] if row["attempt_id"] == attempt]
    assert [row["score"] for row in slots] == [None] * len(slots)
    answers = told["parts"]["responses.slot_id>slots.attempt_id>attempts.learner_id"]
    mine = {row["id"] for row in slots}
    assert {(row["score"], row["rule"], row["near_miss"]) for row in answers if row["slot_id"] in mine} == {(None,) * 3}
    assert {row["score"] for row in answers if row["slot_id"] not in mine} == {0.0, 1.0}
    assert {row["phase"] for row in told["parts"]["memory_states.learner_id"]} == {None}  # the quiz asks every question
    player.finish(attempt)
    _page, told, _names = exported(ani)
    assert 1.0 in {row["score"] for row in told["parts"]["slots.attempt_id>attempts.learner_id"]}
    assert None not in {row["phase"] for row in told["parts"]["memory_states.learner_id"]}


@pytest.mark.longer
def test_terms_decide_as_they_do_on_pages(app, ani):
    now = utcnow()
    shows = Showing(score=When.NEVER, verdict=When.AFTER_CLOSING, key=When.NEVER, explanation=When.NEVER)
    terms = Terms(shows, now, now + timedelta(hours=1))
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt).where(Attempt.learner_id == ani)).one()
        attempt.terms, attempt.closes_at, attempt.results_at = terms.as_json(), terms.closes_at, terms.results_at
        db.session.commit()
        row = {"_attempt": attempt.id, "_answered": True}
        slots, attempts = BY_PATH["slots.attempt_id>attempts.learner_id"], BY_PATH["attempts.learner_id"]
        before, after = (sights_of(db.session(), ani, now=now + timedelta(hours=hours)) for hours in (0, 2))
        assert not before.is_due(slots, row)
        assert after.is_due(slots, row)
        assert not after.is_due(attempts, row)
        assert not after.is_due(slots, row | {"_attempt": 10_000})
        db.session.rollback()
