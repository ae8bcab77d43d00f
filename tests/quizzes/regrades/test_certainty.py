from __future__ import annotations

import pytest

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.certainty import HIGH, Answered, total_mark
from quizapp.quizzes.models import Attempt, Regrade, Slot
from quizapp.quizzes.regrades.certainty import told_by_certainty
from quizapp.quizzes.regrades.for_all import plan_for_all
from quizapp.quizzes.regrades.plan import FOR_ALL, Rule, plan_regrade
from quizapp.quizzes.regrades.regrading import Decision, regrade_answers, undo_regrade
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


@pytest.fixture
def regrade(app, asked):
    """Grade a question's answers again, and return the record's id."""

    def regrade(key, rule):
        with app.app_context():
            session, question, plans = db.session(), asked(key), plan_for_all if rule in FOR_ALL else plan_regrade
            plan = plans(session, question, rule)
            done = regrade_answers(session, question, plan, Decision(None, "Why."), now=utcnow())
            session.commit()
            return done.id

    return regrade


@pytest.fixture
def undo(app):
    def undo(regrade_id):
        with app.app_context():
            undo_regrade(db.session(), db.session.get_one(Regrade, regrade_id), person_id=None, now=utcnow())
            db.session.commit()

    return undo


@pytest.fixture
def points(app):
    """Return an attempt's points by certainty, and all that its rows say."""

    def points(attempt_id):
        with app.app_context():
            slots = db.session.query(Slot).filter_by(attempt_id=attempt_id).order_by(Slot.position).all()
            told = [Answered(one.score or 0.0, one.certainty, one.answered_at is not None) for one in slots]
            rows = [{column.key: getattr(one, column.key) for column in one.__mapper__.columns} for one in slots]
            attempt = db.session.get_one(Attempt, attempt_id)
            total = total_mark(one for one, slot in zip(told, slots, strict=True) if not slot.dropped)
            found = total, (attempt.score, attempt.dropped), rows
            db.session.rollback()
        return found

    return points


@pytest.mark.longer
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_points_by_certainty_are_as_before_when_regrades_are_taken_back_in_any_order(
    player, agree, edit, regrade, undo, points, order
):
    attempt = player.start()
    for key, given in (("premier", "1"), ("brokered", "false"), ("deaths", "1")):
        player.answer(attempt, key, (given,))
    player.finish(attempt)
    agree(attempt)
    before = points(attempt)
    assert before[0] == -18
    edit("brokered", answer=False)
    rules = (("premier", Rule.FULL_MARKS), ("brokered", Rule.NEW_KEY), ("deaths", Rule.DROP))
    done = [regrade(key, rule) for key, rule in rules]
    assert points(attempt)[0] == 6
    for place in order:
        undo(done[place])
    assert points(attempt) == before
