from __future__ import annotations

from quizapp.bank.models import Question
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.regrades import keeping
from quizapp.quizzes.regrades.records import kept_of_question


def test_scores_are_left_by_somebody_about_the_version_of_then_and_asked_about_again(app, asked, make_person):
    person_id, question_id = make_person(), asked("premier")
    with app.app_context():
        session, question = db.session(), db.session.get_one(Question, question_id)
        kept = keeping.keep_scores(session, question, person_id=person_id, now=utcnow())
        row = kept_of_question(session, question_id)
        assert (row.kept, row.kept.version_id, row.kept.person_id) == (kept, question.current.id, person_id)
        assert row.by
        assert keeping.ask_again(session, question_id, person_id=person_id, now=utcnow())
        session.expire_all()
        assert (kept.undone_at is None, kept.undone_by_id) == (False, person_id)
        assert kept_of_question(session, question_id) is None
        session.rollback()
