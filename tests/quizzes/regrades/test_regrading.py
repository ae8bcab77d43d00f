from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from quizapp.clock import utcnow
from quizapp.db import db, read_only
from quizapp.quizzes import services
from quizapp.quizzes.models import Regrade
from quizapp.quizzes.regrades import regrading
from quizapp.quizzes.regrades.plan import Rule, plan_regrade
from quizapp.quizzes.regrades.regrading import AlreadyUndoneError, Decision, LaterRegradeError

WRONG = {"answer": "Ararat Mirzoyan", "distractors": ["Nikol Pashinyan", "Dmytro Kuleba", "Vladimir Putin"]}
BACK = {"answer": "Nikol Pashinyan", "distractors": ["Ararat Mirzoyan", "Dmytro Kuleba", "Vladimir Putin"]}
WHY = "The file named the wrong person."


@pytest.fixture
def regrade(app, asked):
    """Grade a question's answers again, and return the record's id."""

    def regrade(key, rule=Rule.NEW_KEY):
        with app.app_context():
            session, question = db.session(), asked(key)
            plan = plan_regrade(session, question, rule)
            done = regrading.regrade_answers(session, question, plan, Decision(None, WHY), now=utcnow())
            session.commit()
            return done and done.id

    return regrade


@pytest.fixture
def undo(app):
    def undo(regrade_id):
        with app.app_context():
            regrading.undo_regrade(db.session(), db.session.get_one(Regrade, regrade_id), person_id=None, now=utcnow())
            db.session.commit()

    return undo


@pytest.fixture
def rows(app):
    """Return everything that a regrade may write, and the responses, as SQLite holds them."""

    def rows(*tables):
        with app.app_context():
            found = [
                [tuple(row) for row in db.session.execute(sa.text(f"SELECT * FROM {table} ORDER BY id"))]  # noqa: S608
                for table in tables or ("slots", "attempts", "responses", "review_log")
            ]
            db.session.rollback()
        return found

    return rows


@pytest.mark.longer
def test_a_regrade_writes_slots_and_attempts_and_leaves_responses_and_memories_alone(
    player, answered, edit, regrade, rows
):
    first, second = answered("premier", ("1",)), answered("premier", ("0",))
    edit("premier", **WRONG)
    responses, log = rows("responses", "review_log")
    assert regrade("premier")
    assert [player.slot(attempt, "premier").score for attempt in (first, second)] == [1.0, 0.0]
    assert [player.attempt(attempt).score for attempt in (first, second)] == [1.0, 0.0]
    assert rows("responses", "review_log") == [responses, log]


@pytest.mark.longer
def test_a_regrade_is_kept_with_who_when_why_and_what_stood_there_before(answered, edit, regrade, stored):
    answered("premier", ("1",))
    edit("premier", **WRONG)
    regrade("premier")
    assert stored("regrades", "id", "rule", "reason", "answers", "changed", "undone_at") == [
        (1, "new_key", WHY, 1, 1, None)
    ]
    columns = ("regrade_id", "old_score", "new_score", "old_attempt_score", "new_attempt_score", "old_key_version_id")
    assert stored("regrade_changes", *columns) == [(1, 0.0, 1.0, 0.0, 1.0, None)]


@pytest.mark.longer
def test_undo_restores_every_row_byte_for_byte(answered, edit, regrade, undo, rows):
    for given in (("0",), ("1",), ("2",)):
        answered("premier", given)
    edit("premier", **WRONG)
    before = rows()
    regrade_id = regrade("premier")
    assert rows() != before
    undo(regrade_id)
    assert rows() == before
    with pytest.raises(AlreadyUndoneError):
        undo(regrade_id)


def test_there_is_nothing_to_do_where_nobody_was_asked(edit, regrade, asked, small_bank):
    edit("premier", **WRONG)
    assert regrade("premier") is None


@pytest.mark.longer
def test_the_later_regrade_is_taken_back_first(answered, edit, regrade, undo, rows):
    answered("premier", ("1",))
    before = rows()
    edit("premier", **WRONG)
    first = regrade("premier")
    edit("premier", **BACK)
    second = regrade("premier")
    with pytest.raises(LaterRegradeError):
        undo(first)
    undo(second)
    undo(first)
    assert rows() == before


@pytest.mark.longer
def test_regrades_of_two_questions_of_one_attempt_are_taken_back_in_any_order(player, edit, regrade, undo, rows):
    attempt = player.start()
    player.answer(attempt, "premier", ("1",))
    player.answer(attempt, "brokered", ("false",))
    player.answer(attempt, "deaths", ("1",))
    player.finish(attempt)
    before = rows()
    edit("premier", **WRONG)
    edit("brokered", answer=False)
    regrades = [regrade("premier"), regrade("brokered")]
    assert player.attempt(attempt).score == 2.0
    undo(regrades[0])
    assert player.attempt(attempt).score == 1.0
    undo(regrades[1])
    assert rows() == before


@pytest.mark.longer
def test_an_open_place_is_marked_by_the_new_key_and_after_an_undo_by_the_old_one(player, edit, regrade, undo):
    attempt = player.start()
    edit("premier", **WRONG)
    regrade_id = regrade("premier")
    player.answer(attempt, "premier", ("1",))
    assert player.slot(attempt, "premier").score == 1.0
    undo(regrade_id)
    assert player.slot(attempt, "premier").score == 0.0


@pytest.mark.longer
def test_an_answer_that_was_taken_away_since_does_not_come_back_with_an_undo(player, edit, regrade, undo):
    attempt = player.start("at_end")
    player.answer(attempt, "premier", ("0",))
    edit("premier", **WRONG)
    regrade_id = regrade("premier")
    player.answer(attempt, "premier", ())
    undo(regrade_id)
    slot = player.slot(attempt, "premier")
    assert (slot.score, slot.answered_at) == (0.0, None)
    player.finish(attempt)
    assert player.attempt(attempt).score == 0.0


@pytest.mark.longer
def test_an_attempt_finished_since_has_the_points_of_the_old_key_after_an_undo(player, edit, regrade, undo):
    attempt = player.start("at_end")
    player.answer(attempt, "premier", ("1",))
    edit("premier", **WRONG)
    regrade_id = regrade("premier")
    player.finish(attempt)
    assert player.attempt(attempt).score == 1.0
    undo(regrade_id)
    assert player.attempt(attempt).score == 0.0


@pytest.mark.longer
def test_evidence_of_an_attempt_finished_later_follows_the_new_key(player, edit, regrade, stored):
    attempt = player.start("at_end")
    player.answer(attempt, "premier", ("1",))
    edit("premier", **WRONG)
    regrade("premier")
    player.finish(attempt)
    assert [rating for _id, rating in stored("review_log", "id", "rating")] == [3]


@pytest.mark.longer
def test_an_answer_marked_before_a_regrade_and_written_after_it_is_marked_again(
    app, player, edit, regrade, monkeypatch
):
    attempt = player.start()
    edit("premier", **WRONG)
    submit, calls = services.submit_answer, []

    def regrade_between(*arguments, **named):
        if not calls:
            calls.append(1)
            db.session.rollback()
            regrade("premier")
            read_only(False)  # the commit of another request, played within this one
        return submit(*arguments, **named)

    monkeypatch.setattr("quizapp.quizzes.services.submit_answer", regrade_between)
    assert player.answer(attempt, "premier", ("1",)).status_code == 302
    assert player.slot(attempt, "premier").score == 1.0


@pytest.mark.longer
def test_a_student_sees_the_new_key_the_new_score_and_the_reason(player, edit, regrade, answered):
    attempt = answered("premier", ("1",))
    edit("premier", explanation="Since June.", **WRONG)
    assert WHY not in player.page(attempt, "premier")
    regrade("premier")
    page = player.page(attempt, "premier")
    assert "0 before, 1 now" in page
    assert WHY in page
    assert "Since June." in page
    assert "✓ Right" in page
    assert WHY in player.client.get(f"/attempts/{attempt}").text


@pytest.mark.longer
def test_who_keeps_their_point_is_told_so(player, edit, regrade, answered):
    attempt = answered("premier", ("0",))
    edit("premier", **WRONG)
    regrade("premier", Rule.NO_LOSS)
    page = player.page(attempt, "premier")
    assert "Your score stays as it was: 1" in page
    assert "✓ Right" in page


@pytest.mark.longer
def test_nothing_is_told_before_feedback_is_due(player, edit, regrade):
    attempt = player.start("at_end")
    player.answer(attempt, "premier", ("1",))
    edit("premier", **WRONG)
    regrade("premier")
    assert WHY not in player.page(attempt, "premier")


@pytest.mark.longer
def test_statements_do_not_grow_with_answers(answered, edit, regrade, undo, statements):
    answered("premier", ("1",))
    edit("premier", **WRONG)
    counts = []
    for _ in range(3):  # the first time, versions are read
        with statements() as ran:
            undo(regrade("premier"))
        counts.append(len(ran))
        for given in (("0",), ("1",), ("2",)):
            answered("premier", given, old=True)
    assert counts[1] == counts[2] <= 17


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_any_regrades_and_undos_lead_back_byte_for_byte(player, edit, regrade, undo, rows, seed):
    chance = Random(seed)
    for _ in range(6):
        attempt = player.start(chance.choice(["at_once", "at_end"]))
        for key, choices in (("premier", "0123"), ("brokered", ("true", "false")), ("deaths", ("30000", "20000", "1"))):
            if chance.random() < 0.8:
                player.answer(attempt, key, (chance.choice(choices),))
        if chance.random() < 0.7:
            player.finish(attempt)
    before, done = rows(), []
    for _ in range(6):
        key, change = chance.choice(
            [("premier", WRONG), ("premier", BACK), ("brokered", {"answer": False}), ("deaths", {"answer": "20000"})]
        )
        edit(key, level=chance.randint(1, 3), **change)
        regraded = regrade(key, chance.choice(list(Rule)))
        if regraded:
            done.append(regraded)
    assert done
    for regrade_id in reversed(done):
        undo(regrade_id)
    assert rows() == before


@pytest.mark.longer
def test_the_moment_of_an_undo_is_kept(app, answered, edit, regrade, undo, stored):
    answered("premier", ("1",))
    edit("premier", **WRONG)
    undo(regrade("premier"))
    ((_id, at),) = stored("regrades", "id", "undone_at")
    assert utcnow() - at < timedelta(minutes=5)
