from __future__ import annotations

import pytest
from flask_login import login_user
from werkzeug.exceptions import NotFound

from quizapp.accounts.models import Person
from quizapp.accounts.visitor import visitor_of
from quizapp.db import db
from quizapp.insights import access


@pytest.fixture
def opened(app):
    """Open a card's log as somebody, or as a first visitor."""

    def opened(card_id, person_id=None):
        with app.test_request_context():
            if person_id:
                login_user(visitor_of(db.session().get_one(Person, person_id)))
            try:
                return access.open_studied_card(card_id)
            finally:
                db.session.rollback()

    return opened


@pytest.mark.longer
def test_a_card_opens_for_whoever_has_met_it_and_for_nobody_else(opened, make_person, rate, cards_of):
    (card,) = cards_of("premier")
    learner, other = make_person(), make_person()
    rate(learner, card, 3)
    studied = opened(card, learner)
    assert [logged.evidence.rating for logged in studied.log] == [3]
    assert not studied.covered
    for person_id, number in ((other, card), (None, card), (learner, cards_of("surname")[0]), (learner, 999)):
        with pytest.raises(NotFound):
            opened(number, person_id)


@pytest.mark.longer
def test_a_card_of_an_open_quiz_with_feedback_at_the_end_is_covered(opened, player, rate, cards_of, stored):
    (card,) = cards_of("premier")
    (person_id,) = (number for number, role in stored("people", "id", "role") if role == "student")
    rate(person_id, card, 3)
    attempt = player.start("at_end")
    assert opened(card, person_id).covered
    player.finish(attempt)
    assert not opened(card, person_id).covered
