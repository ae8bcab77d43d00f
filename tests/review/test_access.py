from __future__ import annotations

import pytest
from flask import session as cookie
from werkzeug.exceptions import HTTPException, NotFound

from quizapp.accounts.models import Person
from quizapp.db import db
from quizapp.review import access
from tests.sessions import session_token


@pytest.fixture
def opened(app):
    """Open a card in a request."""

    def opened(card_id):
        with app.test_request_context():
            try:
                access.require_card(card_id)
                return access.open_card(card_id)
            finally:
                db.session.rollback()

    return opened


def test_a_card_comes_with_its_sides_and_its_question(opened, cards_of):
    forwards, backwards = (opened(card).face for card in cards_of("csto"))
    assert (forwards.front, forwards.back) == ("CSTO", "Collective Security Treaty Organization")
    assert (backwards.front, backwards.back) == (forwards.back, forwards.front)
    assert opened(cards_of("premier")[0]).version.key == "premier"


@pytest.mark.longer
def test_an_edit_changes_the_sides_of_the_same_card(opened, cards_of, load, practice):
    card = cards_of("csto")[0]
    kind, content = practice.CONTENTS["csto"]
    load([practice.draft("csto", kind, content | {"back": "Another back"})])
    assert opened(card).face.back == "Another back"


def test_a_card_that_is_no_longer_given_leads_to_the_next(opened, cards_of, load, practice):
    kind, content = practice.CONTENTS["csto"]
    backwards = cards_of("csto")[1]
    load([practice.draft("csto", kind, content | {"reverse": "no"})])
    with pytest.raises(HTTPException) as led:
        opened(backwards)
    assert led.value.response.location == "/review/"


def test_who_rates_is_told_with_the_card(app, cards_of, make_person):
    card, person_id = cards_of("csto")[0], make_person()
    with app.test_request_context():
        assert access.open_card_to_rate(card) is None
        cookie["_user_id"] = session_token(db.session(), db.session().get_one(Person, person_id))
        assert access.open_card_to_rate(card).id == person_id
        with pytest.raises(NotFound):
            access.open_card_to_rate(999)
        cookie["_user_id"] = f"{person_id}:a-stamp-of-old"
        assert access.open_card_to_rate(card) is None


@pytest.mark.parametrize("look", [access.open_card, access.require_card, access.open_card_to_rate])
def test_a_card_that_never_was_is_not_found(app, small_bank, look):
    with app.test_request_context(), pytest.raises(NotFound):
        look(999)
