from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Regrade
from quizapp.quizzes.regrades import regrading
from quizapp.quizzes.regrades.for_all import plan_for_all
from quizapp.quizzes.regrades.plan import Rule
from quizapp.quizzes.regrades.regrading import Decision


@pytest.fixture
def plan_of(app, asked):
    """Plan what is to be done for all, in a transaction that ends."""

    def plan_of(key, rule):
        question_id = asked(key)
        with app.app_context():
            plan = plan_for_all(db.session(), question_id, rule)
            db.session.rollback()
        return plan

    return plan_of


@pytest.fixture
def treat_all(app, asked, plan_of):
    """Do it, and return a function that takes it back."""

    def treat_all(key, rule):
        question_id, plan = asked(key), plan_of(key, rule)
        with app.app_context():
            done = regrading.regrade_answers(db.session(), question_id, plan, Decision(None, "Unfair."), now=utcnow())
            number = done.id
            db.session.commit()

        def undo():
            with app.app_context():
                row = db.session.get_one(Regrade, number)
                regrading.undo_regrade(db.session(), row, person_id=None, now=utcnow())
                db.session.commit()

        return undo

    return treat_all


@pytest.fixture
def rows(app):
    """Return everything that may be written, as SQLite holds it."""

    def rows():
        with app.app_context():
            tables = ("slots", "attempts", "responses", "review_log")
            found = [db.session.execute(sa.text(f"SELECT * FROM {name} ORDER BY id")).all() for name in tables]  # noqa: S608 - names of our own
            db.session.rollback()
        return found

    return rows


@pytest.fixture
def whole(player):
    """Finish an attempt at the whole bank in which only one question was answered, rightly."""

    def whole(key):
        attempt = player.start()
        player.answer(attempt, key)
        player.finish(attempt)
        return attempt

    return whole


@pytest.mark.longer
def test_full_marks_go_to_whatever_stands_and_was_answered_however(player, answered, whole, treat_all, rows):
    wrong, blank, seen, unseen = answered("premier", ("1",)), whole("wars"), player.start(), player.start("at_end")
    for attempt in (seen, unseen):
        player.answer(attempt, "premier", ("1",))
    before = rows()
    undo = treat_all("premier", Rule.FULL_MARKS)
    assert [player.attempt(attempt).score for attempt in (wrong, blank)] == [1.0, 2.0]
    assert [player.slot(attempt, "premier").score for attempt in (seen, unseen)] == [1.0, 0.0]
    undo()
    assert rows() == before


@pytest.mark.longer
def test_an_open_attempt_keeps_the_full_mark_until_it_is_finished(player, treat_all):
    attempt = player.start()
    player.answer(attempt, "premier", ("1",))
    undo = treat_all("premier", Rule.FULL_MARKS)
    player.answer(attempt, "wars")
    player.finish(attempt)
    assert player.attempt(attempt).score == 2.0
    undo()
    assert player.attempt(attempt).score == 1.0


@pytest.mark.longer
def test_the_plan_says_what_is_left_open_and_what_rises(player, answered, plan_of, rows):
    answered("premier", ("1",))
    answered("premier", ("0",))
    player.start()
    before = rows()
    plan = plan_of("premier", Rule.FULL_MARKS)
    assert [(one.old_score, one.new_score, one.new_points) for one in plan.differing] == [(0.0, 1.0, 1.0)]
    assert (len(plan.changes), plan.left_open, plan.untold) == (2, 1, 0)
    assert rows() == before


@pytest.mark.longer
def test_what_is_dropped_counts_neither_in_points_nor_in_points_to_be_had(player, whole, answered, treat_all, rows):
    right, blank = whole("premier"), whole("wars")
    alone = answered("premier", ("0",))
    before = rows()
    undo = treat_all("premier", Rule.DROP)
    found = [player.attempt(attempt) for attempt in (right, blank, alone)]
    size = found[0].size
    assert [(one.score, one.worth) for one in found] == [(0.0, size - 1), (1.0, size - 1), (0.0, 0)]
    assert found[2].share == 0.0
    assert "No question of it counts any more" in player.client.get(f"/attempts/{alone}").text
    undo()
    assert rows() == before


@pytest.mark.longer
def test_an_attempt_that_was_open_when_a_question_was_dropped_is_added_up_without_it(player, treat_all):
    attempt = player.start()
    undo = treat_all("premier", Rule.DROP)
    for key in ("premier", "wars"):
        player.answer(attempt, key)
    player.finish(attempt)
    done = player.attempt(attempt)
    assert (done.score, done.worth) == (1.0, done.size - 1)
    undo()
    done = player.attempt(attempt)
    assert (done.score, done.worth) == (2.0, done.size)


@pytest.mark.longer
def test_what_is_dropped_already_is_not_treated_again(answered, treat_all, plan_of):
    answered("premier", ("1",))
    treat_all("premier", Rule.DROP)
    assert plan_of("premier", Rule.DROP).changes == ()
    assert plan_of("premier", Rule.FULL_MARKS).changes == ()


@pytest.mark.longer
def test_students_are_told_beside_their_answer_and_in_their_points(player, whole, treat_all):
    attempt = whole("wars")
    treat_all("premier", Rule.FULL_MARKS)
    page = player.client.get(f"/attempts/{attempt}").text
    assert "Everybody got the full mark for this question" in page
    assert "Unfair." in page
    treat_all("wars", Rule.DROP)
    page = player.client.get(f"/attempts/{attempt}").text
    assert "This question counts no more" in page
    size = player.attempt(attempt).size
    assert f"<strong>1</strong> / {size - 1}" in page
    assert f"1 of {size - 1} points" in player.client.get("/attempts").text
