from __future__ import annotations

import pytest
from flask import session as cookie
from flask_login import login_user
from werkzeug.exceptions import NotFound

from quizapp.accounts.models import Person
from quizapp.accounts.visitor import visitor_of
from quizapp.db import db
from quizapp.quizzes import access
from tests.sessions import session_token


@pytest.fixture
def asking(app):
    """Run something in a request of a person, or of nobody."""

    def asking(person_id, ask):
        with app.test_request_context():
            if person_id is not None:
                login_user(visitor_of(db.session().get_one(Person, person_id)))
                cookie["_user_id"] = session_token(db.session(), db.session().get_one(Person, person_id))
            try:
                return ask()
            finally:
                db.session.rollback()

    return asking


@pytest.mark.longer
@pytest.mark.parametrize("to_change", [False, True])
def test_an_attempt_and_its_slots_are_open_to_their_learner_alone(player, make_person, asking, to_change):
    attempt_id = player.start()
    own = player.attempt(attempt_id).learner_id
    assert asking(own, lambda: access.open_attempt(attempt_id, to_change=to_change).id) == attempt_id
    assert asking(own, lambda: access.open_slot(attempt_id, 1, to_change=to_change)).position == 1
    assert asking(own, lambda: access.open_slot_to_answer(attempt_id, 1))[1].id == own
    for stranger in (make_person(), None):
        with pytest.raises(NotFound):
            asking(stranger, lambda: access.open_attempt(attempt_id, to_change=to_change))
        with pytest.raises(NotFound):
            asking(stranger, lambda: access.open_slot(attempt_id, 1, to_change=to_change))
        with pytest.raises(NotFound):
            asking(stranger, lambda: access.open_slot_to_answer(attempt_id, 1))


@pytest.mark.longer
@pytest.mark.parametrize("position", [0, 9])
def test_there_is_no_slot_beyond_the_quiz(player, asking, position):
    attempt_id = player.start()
    with pytest.raises(NotFound):
        asking(player.attempt(attempt_id).learner_id, lambda: access.open_slot(attempt_id, position))


@pytest.mark.longer
def test_a_ready_made_quiz_is_open_to_everybody_and_one_that_there_is_not_to_nobody(load_banks, make_person, asking):
    for person_id in (make_person(), None):
        assert asking(person_id, lambda: access.open_ready_quiz("final").minutes) == 25
        with pytest.raises(NotFound):
            asking(person_id, lambda: access.open_ready_quiz("nothing"))
