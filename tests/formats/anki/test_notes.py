from __future__ import annotations

from quizapp.formats.anki.notes import AnkiCard, CardType, Collection


def test_a_card_is_new_until_it_has_a_state():
    assert (AnkiCard(0).log, AnkiCard(0).state.type, AnkiCard(0).state.stability) == ((), CardType.NEW, None)


def test_a_collection_may_be_empty():
    assert Collection(0).notes == ()
