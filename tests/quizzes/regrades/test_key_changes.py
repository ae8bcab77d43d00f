from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Question, QuestionVersion
from quizapp.bank.versions import stored_content
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.regrades import keeping
from quizapp.quizzes.regrades.for_all import plan_for_all
from quizapp.quizzes.regrades.key_changes import unsettled_questions
from quizapp.quizzes.regrades.plan import Rule, plan_regrade
from quizapp.quizzes.regrades.regrading import Decision, regrade_answers

OTHER_KEY = {"answer": "Ararat Mirzoyan", "distractors": ["Nikol Pashinyan", "Dmytro Kuleba", "Vladimir Putin"]}
OLD_KEY = {"answer": "Nikol Pashinyan", "distractors": ["Ararat Mirzoyan", "Dmytro Kuleba", "Vladimir Putin"]}


@pytest.fixture
def unsettled(app):
    """Return which questions wait for a decision, each with the version since which it does."""

    def unsettled(*among):
        with app.app_context():
            found = unsettled_questions(db.session(), *among)
            db.session.rollback()
        return [(one.bank, one.key, one.since) for one in found]

    return unsettled


@pytest.fixture
def decide(app, asked):
    """Grade the answers to a question again, or leave them."""

    def decide(key, rule=None):
        question_id = asked(key)
        with app.app_context():
            session, question = db.session(), db.session.get_one(Question, question_id)
            if rule is None:
                keeping.keep_scores(session, question, person_id=None, now=utcnow())
            else:
                plan = plan_regrade(session, question.id, rule)
                regrade_answers(session, question.id, plan, Decision(None, ""), now=utcnow())
            session.commit()

    return decide


@pytest.mark.longer
def test_only_a_key_that_changed_after_it_was_answered_waits(unsettled, edit, answered):
    edit("offices", stem="Match each to their office.")
    edit("premier", **OTHER_KEY)
    assert unsettled() == []
    answered("premier", ("1",))
    edit("premier", stem="Who is the premier?")
    assert unsettled() == []
    edit("premier", **OLD_KEY)
    assert unsettled() == [("small", "premier", 2)]


@pytest.mark.longer
def test_a_key_that_is_the_old_one_again_waits_for_what_was_answered_between(unsettled, edit, answered):
    answered("premier", ("1",))
    edit("premier", **OTHER_KEY)
    assert unsettled() == [("small", "premier", 1)]
    edit("premier", **OLD_KEY)
    assert unsettled() == []


@pytest.mark.longer
@pytest.mark.parametrize("rule", [None, Rule.NO_LOSS, Rule.NEW_KEY])
def test_a_decision_stands_until_the_key_changes_once_more(unsettled, edit, answered, decide, rule):
    answered("premier", ("0",))
    edit("premier", **OTHER_KEY)
    decide("premier", rule)
    assert unsettled() == []
    edit("premier", stem="Who is the premier?")
    assert unsettled() == []
    edit("premier", **OLD_KEY)
    assert unsettled() == [("small", "premier", 1)]


@pytest.mark.longer
def test_a_decision_taken_back_is_none(app, unsettled, edit, answered, decide, asked):
    answered("premier", ("0",))
    edit("premier", **OTHER_KEY)
    decide("premier")
    premier = asked("premier")
    with app.app_context():
        assert keeping.ask_again(db.session(), premier, person_id=None, now=utcnow())
        assert not keeping.ask_again(db.session(), premier, person_id=None, now=utcnow())
        db.session.commit()
    assert unsettled() == [("small", "premier", 1)]


@pytest.mark.longer
def test_some_are_asked_about_alone_and_what_is_in_the_trash_is_left_out(app, unsettled, edit, answered, asked):
    for key, changed in (("premier", OTHER_KEY), ("brokered", {"answer": "no"})):
        answered(key, ("0",) if key == "premier" else ("true",))
        edit(key, **changed)
    assert unsettled() == [("small", "brokered", 1), ("small", "premier", 1)]
    assert unsettled(Question.key == "premier") == [("small", "premier", 1)]
    premier = asked("premier")
    with app.app_context():
        db.session.get_one(Question, premier).trashed_at = utcnow()
        db.session.commit()
    assert unsettled() == [("small", "brokered", 1)]


@pytest.mark.longer
def test_what_was_kept_under_other_rules_may_have_another_key(app, unsettled, edit, answered, asked):
    answered("premier", ("0",))
    edit("premier", stem="Who is the premier?")
    premier = asked("premier")
    with app.app_context():
        old = sa.update(QuestionVersion).where(QuestionVersion.question_id == premier)
        db.session.execute(old.where(QuestionVersion.number == 1).values(content={"stem": "of other rules"}))
        db.session.commit()
    assert unsettled() == [("small", "premier", 1)]
    assert stored_content("single_choice", {"stem": "of other rules"}) is None


@pytest.mark.longer
def test_what_a_class_decided_for_itself_decides_nothing_for_the_others(app, unsettled, edit, answered, asked):
    answered("premier", ("0",))
    edit("premier", **OTHER_KEY)
    question_id = asked("premier")
    with app.app_context():
        plan = plan_for_all(db.session(), question_id, Rule.FULL_MARKS)
        regrade_answers(db.session(), question_id, plan, Decision(None, "", class_id=1), now=utcnow())
        assert plan.changes
        db.session.commit()
    assert unsettled() == [("small", "premier", 1)]
