"""A quiz that somebody was given and has open: marks depend on it, so that what it asks is asked nowhere else."""

from __future__ import annotations

from random import Random

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question, QuestionVersion
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.recipes import Recipe
from quizapp.quizzes.services import open_attempt
from quizapp.quizzes.terms import Showing, Terms, When
from tests import practice as shared

AT_ITS_END = Terms(Showing(verdict=When.AFTER_SUBMISSION, key=When.AFTER_SUBMISSION))


def waiting_until(moment):
    """Return terms by which all of the results wait for a closing, at that moment."""
    return Terms(Showing(*[When.AFTER_CLOSING] * 4), results_at=moment)


def open_given(session, person_id, terms, *keys, now=None):
    """Open an attempt under terms for somebody: some questions, in their order."""
    current = QuestionVersion.question_id == Question.id
    versions = dict(session.execute(sa.select(Question.key, QuestionVersion.id).join(QuestionVersion, current)).all())
    recipe = Recipe(f"given-{terms.shows}", "A given quiz", {"given": 1}, terms.shows.feedback, terms)
    drawn = [versions[key] for key in keys or ("premier", "brokered", "surname")]
    more = {"event_id": shared.new_event(), "rng": Random(1), "now": now or utcnow()}
    return open_attempt(session, person_id, recipe, drawn, **more)


@pytest.fixture
def give(app, small_bank, browse, make_person):
    """Open an attempt under terms for a new student: some questions, in their order; return its player and its id."""

    def give(terms, *keys, person_id=None, now=None):
        person_id = person_id or make_person()
        with app.app_context():
            attempt = open_given(db.session(), person_id, terms, *keys, now=now)
            db.session.commit()
            return shared.Player(app, browse(person_id)), attempt.id

    return give
