from __future__ import annotations

from contextlib import contextmanager

import pytest

from quizapp.bank.models import Question
from quizapp.bank.queries import version_by_number
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.quizzes.regrades.records import PAGE
from quizapp.studio import touching


@pytest.fixture
def both(app, all_kinds):
    """Open the single choice question and its first version, in a transaction that ends with the block."""

    @contextmanager
    def opened():
        with app.app_context():
            question = db.session.get_one(Question, all_kinds["single_choice"])
            yield question, version_by_number(db.session(), question.id, 1)
            db.session.rollback()

    return opened


def decides(both):
    with both() as (question, old):
        return touching.decides_something(db.session(), question, old)


@pytest.mark.longer
def test_only_a_changed_key_of_a_question_in_use_asks_for_a_decision(both, save, correct, answered):
    answered()
    assert not decides(both)
    save(**{"answer-text": "Nikol Pashinian"})
    assert not decides(both)
    correct()
    assert decides(both)


@pytest.mark.longer
def test_a_question_that_nobody_met_asks_for_nothing(both, correct):
    correct()
    assert not decides(both)


@pytest.mark.longer
def test_the_cards_that_want_another_answer_are_known(both, correct):
    correct()
    with both() as (question, old):
        assert [face.back for face in touching.backs_since(question, old)] == ["Ararat Mirzoyan"]
        old.content = {"stem": "kept under other rules"}
        assert touching.backs_since(question, old) == ()


@pytest.mark.longer
def test_a_page_lists_so_many_differences_and_says_how_many_it_does_not(app, both, correct, answered):
    for _ in range(2):
        answered()
    correct()
    with both() as (question, old):
        touches = touching.touches_of(db.session(), question, old, 0, rules_of_app(app), now=utcnow())
    assert touches.asks
    assert (touches.regrade.gains, touches.regrade.losses, touches.regrade.unlisted) == (2, 0, 0)
    assert len(touches.regrade.differences) == 2 < PAGE
