from __future__ import annotations

import pytest
import sqlalchemy as sa
from werkzeug.exceptions import NotFound

from quizapp.forecasts import projecting


def test_an_address_names_cards_each_once_and_not_too_many():
    assert projecting.chosen_cards("3-14-3-1") == [3, 14, 1]
    assert projecting.chosen_cards("") == []
    assert projecting.chosen_cards("a--1.5-²-7-99999999999999999999") == [7]
    assert len(projecting.chosen_cards("-".join(map(str, range(1, 90))))) == projecting.MOST


def test_cards_are_shown_in_the_order_of_the_address(app, session, cards_of):
    (premier,), (surname,), offices = cards_of("premier"), cards_of("surname"), cards_of("offices")
    shown = projecting.shown_cards(session, [surname, 999, offices[1], premier], sa.true())
    assert list(shown) == [surname, offices[1], premier]
    assert shown[offices[1]].face.front == "Kuleba"
    assert shown[premier].version.key == "premier"
    shown = dict(shown)
    with app.test_request_context("/?place=2&answer=1"):
        screen = projecting.screen_of(shown)
        assert (screen.card.face.front, screen.count, screen.is_answered) == ("Kuleba", 3, True)
    with app.test_request_context("/?place=4"):
        assert projecting.screen_of(shown).card is None
    for place in ("0", "5", "-1"):
        with app.test_request_context(f"/?place={place}"), pytest.raises(NotFound):
            projecting.screen_of(shown)
