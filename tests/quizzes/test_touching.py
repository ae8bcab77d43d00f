from __future__ import annotations

import pytest

from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.formats.quiz_rules import DrawRule, QuizDraft
from quizapp.quizzes.loading import load_quiz
from quizapp.quizzes.touching import Touched, quizzes_touched, was_asked


@pytest.mark.longer
def test_an_edit_touches_the_quizzes_that_can_draw_it_and_the_attempts_that_asked_it(app, asked, player, answered):
    with app.app_context():
        for key, rule in (("all", DrawRule(2)), ("other", DrawRule(2, kind="numeric"))):
            load_quiz(db.session(), QuizDraft(key, f"Quiz {key}", "", 5, "at_end", (rule,)), "here", now=utcnow())
        db.session.commit()
    answered("premier", ("1",))
    answered("premier", ("0",))
    player.start()
    premier, csto = asked("premier"), asked("csto")
    with app.app_context():
        touched = quizzes_touched(db.session(), db.session.get_one(Question, premier))
        assert touched == Touched(("Quiz all",), finished=2, open=1, learners=1, asked_in=2, answers=2)
        untouched = quizzes_touched(db.session(), db.session.get_one(Question, csto))
        assert untouched == Touched(("Quiz all",), finished=0, open=1, learners=1, asked_in=1, answers=0)
        db.session.rollback()


@pytest.mark.longer
def test_a_question_was_asked_once_an_attempt_has_it(app, asked, player):
    premier = asked("premier")
    with app.app_context():
        assert not was_asked(db.session(), premier)
        db.session.rollback()
    player.start()
    with app.app_context():
        assert was_asked(db.session(), premier)
        db.session.rollback()
