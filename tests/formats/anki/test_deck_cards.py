"""Cards of decks, against the same questions made one by one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.formats.anki.deck_cards import deck_cards, deck_of
from quizapp.formats.bank_yaml import draft_of_parts
from quizapp.formats.fields import CommonFields
from quizapp.kinds import registry
from quizapp.kinds.base import LONGEST_TEXT
from quizapp.kinds.flashcard import Flashcard

FACES = st.text(alphabet='aé Ж7ﬁ.’-"\\', max_size=12) | st.text(max_size=8)


def common(**more):
    said = {
        "id": "anki",
        "topic": "verbs",
        "facets": ["claim", "date"],
        "difficulty": "1",
        "standing": "reported",
        "sources": ["deck#p1"],
        "explanation": 'From “verbs”: "\\u0000", \\ and so on.',
    }
    return CommonFields.model_validate(said | more)


def deck(fields):
    return deck_of(draft_of_parts("anki", fields, Flashcard(front="a", back="b")))


FIELDS = (
    common(),
    common(actors=["Ani"], event="Something happened.", when="1994", allow={"long-stem": "why"}, state="draft"),
)
DECKS = [deck(fields) for fields in FIELDS]


@pytest.mark.longer
@given(st.integers(0, 1), FACES, FACES)
@example(0, "front", "back")
@example(1, "two words", "ends with a space ")
@example(0, "two  spaces", "b")
@example(0, "a", "1. one")
@example(0, "a", "")
@example(0, "", "b")
@example(0, "a", " b")
def test_a_card_is_the_question_that_its_faces_make_one_by_one(which, front, back):
    (card,) = deck_cards(DECKS[which], ["key"], [front], [back])
    if card is None:
        assert not (front.isalpha() and back.isalpha())
        return
    whole = draft_of_parts("key", FIELDS[which], registry.load("flashcard", {"front": front, "back": back}))
    assert card.draft == whole
    assert (card.front, card.back, card.digest) == (whole.content.front, whole.content.back, whole.digest())
    assert card.draft.state == whole.state


@pytest.mark.parametrize("face", ["**a**", "a\nb", "x" * (LONGEST_TEXT + 1), "", " a", "a ", "a  b", "a\0b", "1"])
def test_faces_that_are_not_plain_words_make_no_card_of_a_deck(face):
    fine, first, second = deck_cards(DECKS[0], ("fine", "key", "key"), ("a", face, "a"), ("b", "b", face))
    assert fine.key == "fine"
    assert first is None or face == "1"
    assert second is None


@pytest.mark.longer
@given(st.lists(st.tuples(FACES, FACES), max_size=7))
def test_what_is_looked_at_as_one_is_what_it_is_one_by_one(faces):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quizapp.formats.anki.deck_cards.TOGETHER", 3)
        cards = deck_cards(DECKS[0], ["key"] * len(faces), *map(list, zip(*faces, strict=True) if faces else ((), ())))
    assert cards == [deck_cards(DECKS[0], ["key"], [front], [back])[0] for front, back in faces]
