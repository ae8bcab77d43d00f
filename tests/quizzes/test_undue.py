from __future__ import annotations

import pytest

from quizapp.bank.signals import secrets_wanted
from quizapp.clock import utcnow
from quizapp.db import db


@pytest.fixture
def undue(app, player):
    def undue():
        with app.app_context():
            told = secrets_wanted.send(db.session(), learner_id=1, now=utcnow())
            found = {
                question for _who, selects in told for select in selects for question in db.session.scalars(select)
            }
            db.session.rollback()
        return len(found)

    return undue


def test_with_feedback_at_once_an_answer_is_due_when_it_is_given(player, undue):
    assert undue() == 0
    attempt = player.start()
    asked = undue()
    assert asked > 1
    player.answer(attempt, "premier")
    assert undue() == asked - 1


def test_with_feedback_at_the_end_answers_are_due_when_it_is_finished(player, undue):
    attempt = player.start("at_end")
    asked = undue()
    player.answer(attempt, "premier")
    assert undue() == asked
    player.finish(attempt)
    assert undue() == 0
