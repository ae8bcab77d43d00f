from __future__ import annotations

from quizapp.classroom.card_pages import address_of, chosen_pictures, wanted_kind
from quizapp.classroom.cards import CardKind


def test_what_is_sent_is_known_pictures_and_no_more_than_a_password_has(app):
    with app.test_request_context(method="POST", data={"picture": ["sun", "x", "moon", "sun", "star"]}):
        assert chosen_pictures() == ["sun", "moon", "sun"]


def test_cards_are_of_words_where_nothing_else_is_asked(app):
    for sent, kind in (
        ({}, CardKind.WORDS),
        ({"kind": "x"}, CardKind.WORDS),
        ({"kind": "pictures"}, CardKind.PICTURES),
    ):
        with app.test_request_context(method="POST", data=sent):
            assert wanted_kind() is kind


def test_a_cards_address_is_whole(app):
    with app.test_request_context(base_url="http://localhost/"):
        assert address_of("secret") == "http://localhost/card/secret"
