from __future__ import annotations

import pytest

from quizapp.bank.signals import secrets_wanted
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.queries import questions_not_due
from quizapp.quizzes.terms import Showing, Terms, When
from tests.given import AT_ITS_END


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


@pytest.mark.longer
def test_with_feedback_at_once_an_answer_is_due_when_it_is_given(player, undue):
    assert undue() == 0
    attempt = player.start()
    asked = undue()
    assert asked > 1
    player.answer(attempt, "premier")
    assert undue() == asked - 1


@pytest.mark.longer
def test_with_feedback_at_the_end_answers_are_due_when_it_is_finished(player, undue):
    attempt = player.start("at_end")
    asked = undue()
    player.answer(attempt, "premier")
    assert undue() == asked
    player.finish(attempt)
    assert undue() == 0


@pytest.mark.longer
@pytest.mark.parametrize("terms", [AT_ITS_END, Terms(Showing(verdict=When.AT_ONCE))], ids=["at_its_end", "at_once"])
def test_where_marks_depend_on_a_quiz_its_answers_are_due_when_it_is_finished(give, undue, session, terms):
    player, given = give(terms, "premier", "surname", person_id=1)
    player.answer(given, "premier")
    assert undue() == 2
    assert len(questions_not_due(session, 1, now=utcnow())) == 2
    session.rollback()
    player.finish(given)
    assert undue() == 0
    assert not questions_not_due(session, 1, now=utcnow())
