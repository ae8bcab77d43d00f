from __future__ import annotations

import pytest

from quizapp.db import db
from quizapp.quizzes.certainty import HIGH
from quizapp.quizzes.models import Attempt, Slot
from quizapp.quizzes.regrade_certainty import told_by_certainty
from quizapp.quizzes.regrade_for_all import plan_for_all
from quizapp.quizzes.regrade_plan import Rule
from quizapp.quizzes.terms import Terms


@pytest.fixture
def agree(app):
    """Let an attempt have been by certainty, and its learner very sure of everything."""

    def agree(attempt_id):
        with app.app_context():
            attempt = db.session.get_one(Attempt, attempt_id)
            attempt.terms = Terms(certainty=True).as_json()
            db.session.query(Slot).filter_by(attempt_id=attempt_id).update({"certainty": HIGH})
            db.session.commit()

    return agree


@pytest.mark.longer
def test_points_of_an_attempt_by_certainty_are_told_by_it_and_others_as_they_are(app, asked, answered, agree):
    sure, unsure = answered("premier", ("1",)), answered("premier", ("1",))
    agree(sure)
    with app.app_context():
        plan = plan_for_all(db.session(), asked("premier"), Rule.FULL_MARKS)
        told, by_certainty = told_by_certainty(db.session(), plan.changes)
        db.session.rollback()
    assert by_certainty == {sure}
    points = {one.attempt_id: (one.old_score, one.new_score, one.old_points, one.new_points) for one in told}
    assert points == {sure: (-6, 3, -6, 3), unsure: (0, 1, 0, 1)}


@pytest.mark.longer
def test_what_is_not_finished_has_no_points_of_the_attempt_yet(app, asked, player, agree):
    attempt = player.start()
    player.answer(attempt, "premier", ("1",))
    agree(attempt)
    with app.app_context():
        plan = plan_for_all(db.session(), asked("premier"), Rule.DROP)
        ((one,), _) = told_by_certainty(db.session(), plan.changes)
        assert told_by_certainty(db.session(), []) == ([], frozenset())
        db.session.rollback()
    assert (one.old_score, one.new_score, one.old_points, one.new_points) == (-6, None, None, None)
