from __future__ import annotations

import pytest

from quizapp.bank.models import Origin, Question
from quizapp.bank.versions import Authorship
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.regrades.near_misses import NotANearMissError, accept_answer, near_misses

HERE = Authorship(Origin.BROWSER, None, "Accepted from answers")


@pytest.fixture
def listed(app, asked):
    """List the near misses of a question as (text, students)."""

    def listed(key="surname"):
        with app.app_context():
            found = near_misses(db.session(), db.session.get_one(Question, asked(key)))
            db.session.rollback()
        return [(miss.text, miss.students) for miss in found]

    return listed


@pytest.fixture
def accept(app, asked):
    def accept(text, key="surname"):
        with app.app_context():
            regrade = accept_answer(db.session(), db.session.get_one(Question, asked(key)), text, HERE, now=utcnow())
            db.session.commit()
            return regrade.changed

    return accept


@pytest.mark.longer
def test_answers_that_came_close_are_listed_by_how_many_gave_them(answered, practice, app, browse, listed):
    answered("surname", ("Pashinyan Nikol",))
    answered("surname", ("PASHINYAN NIKOL",))
    answered("surname", ("Kuleba",))
    other = practice.Player(app, browse())
    attempt = other.start(topics="about-surname")
    other.answer(attempt, "surname", ("Mr Pashinyan",))
    third = practice.Player(app, browse())
    third.answer(third.start(topics="about-surname"), "surname", ("mr Pashinyan",))
    assert [(text.casefold(), students) for text, students in listed()] == [("mr pashinyan", 2), ("pashinyan nikol", 1)]


@pytest.mark.longer
def test_an_answer_that_was_corrected_before_the_end_is_not_listed(player, listed):
    attempt = player.start("at_end")
    player.answer(attempt, "surname", ("Mr Pashinyan",))
    assert listed() == [("Mr Pashinyan", 1)]
    player.answer(attempt, "surname", ("Pashinyan",))
    assert listed() == []


@pytest.mark.longer
def test_one_step_accepts_an_answer_for_everybody(answered, player, listed, accept):
    attempts = [answered("surname", ("Mr Pashinyan",)), answered("surname", ("Pashinyan Nikol",))]
    assert accept("Mr Pashinyan") == 1
    assert [player.attempt(attempt).score for attempt in attempts] == [1.0, 0.0]
    assert listed() == [("Pashinyan Nikol", 1)]
    assert player.attempt(answered("surname", ("mr Pashinyan",))).score == 1.0


@pytest.mark.longer
def test_what_is_named_as_wrong_is_not_offered(answered, edit, listed):
    answered("surname", ("Mr Pashinyan",))
    edit("surname", distractors=["Mr Pashinyan"])
    assert listed() == []


@pytest.mark.longer
def test_only_what_is_listed_can_be_accepted(answered, accept):
    answered("surname", ("Mr Pashinyan",))
    with pytest.raises(NotANearMissError):
        accept("Putin")


@pytest.mark.longer
def test_other_kinds_have_none(answered, listed, accept):
    answered("premier", ("1",))
    assert listed("premier") == []
    with pytest.raises(NotANearMissError):
        accept("Mirzoyan", "premier")
