from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.rows import ALIKE, OWN, said_by, said_by_each
from quizapp.bank.versions import said_values
from quizapp.formats.anki.deck_cards import deck_cards, deck_of
from quizapp.kinds.flashcard import Flashcard

KEYS = ("a-1", "a-2", "a-3")
PARTS = ("facets", "sources", "actors")
WORDS = st.text(alphabet="aİéЖﬁ7 .’ßΣ", max_size=12).map(lambda text: f"a{text}z")


@pytest.fixture(scope="module")
def deck(make_draft):
    content = Flashcard(front="Front", back="Back")
    said = {"facets": ("claim", "date"), "actors": ("Zoe",), "event": "It was so.", "explanation": "Front Back\n\nback"}
    return deck_of(make_draft(key="anki", kind="flashcard", content=content, **said))


def test_the_columns_are_those_of_a_draft_in_their_order(make_draft, samples):
    for kind in samples:
        draft = make_draft(kind)
        said, values = said_by(draft), said_values(draft)
        assert sorted(values) == sorted((*OWN, "digest", *ALIKE))
        assert json.loads(said.own[OWN.index("content")]) == values["content"]
        assert json.loads(said.alike[ALIKE.index("facets")]) == values["facets"]
        assert (said.key, said.digest, said.state, said.block) == (draft.key, draft.digest(), draft.state, draft.block)
        assert said.cards == tuple(face.key for face in draft.content.cards())


@pytest.mark.longer
@given(front=WORDS, back=WORDS)
def test_the_rows_of_a_deck_s_card_are_those_of_its_draft(deck, front, back):
    (card,) = deck_cards(deck, ["anki-1"], [" ".join(front.split())], [" ".join(back.split())])
    at_once, otherwise = said_by(card), said_by(card.draft)
    assert at_once[:-1] == otherwise[:-1]
    assert [at_once.parts[name] for name in PARTS] == [otherwise.parts[name] for name in PARTS]


def test_questions_of_decks_and_others_keep_their_order(deck, make_draft):
    first, second, third = deck_cards(deck, KEYS, ["front"] * 3, KEYS)
    other = make_draft(key="other")
    made = [first, second, None, other, third]
    assert said_by_each(made) == [one and said_by(one) for one in made]
    assert [one and one.key for one in said_by_each(made)] == ["a-1", "a-2", None, "other", "a-3"]


@pytest.mark.parametrize("face", ["FRONT", "frÖnt"])
def test_cards_that_are_folded_at_once_say_what_each_says_alone(deck, face):
    made = deck_cards(deck, KEYS, [face] * 3, ["back 1", "back 2", "back 3"])
    assert said_by_each(made) == [said_by(one.draft)._replace(parts=said_by(one).parts) for one in made]
