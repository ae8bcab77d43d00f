"""Flashcards of plain words, of which a deck has tens of thousands: only front and back are a card's own. Pure.

What a question goes through on its way into a bank is done for the deck, once; a test holds each card to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import repeat
from typing import NamedTuple

from quizapp.formats.base import QuestionDraft, named
from quizapp.kinds import registry
from quizapp.kinds.base import LONGEST_TEXT
from quizapp.kinds.flashcard import Flashcard
from quizapp.kinds.plain import are_plain_lines

Texts = Sequence[str]

_FACE = "\0"
"""Stands for a face where a deck's text is cut: no text of a question holds it."""

_FIRST = (0,)

TOGETHER = 50
"""Cards that are looked at as one, in a third of the time; where one of them is not plain, each for itself."""


@dataclass(frozen=True, eq=False, slots=True)
class Deck:
    """What flashcards have in common; equal to itself alone."""

    common: QuestionDraft
    """One of them, whichever."""
    around: tuple[str, str, str]
    """What stands before the back, between back and front, and after the front in the text that digests are of."""


class DeckCard(NamedTuple):
    """A flashcard of a deck, that is known to be sound."""

    key: str
    front: str
    back: str
    digest: str
    """As its draft's."""
    deck: Deck
    ords: tuple[int, ...] = _FIRST
    """As those of all that became of a note: it is the note's first card."""
    refusal: None = None

    @property
    def draft(self) -> QuestionDraft:
        """It as a draft like any other."""
        content = registry.load(Flashcard.kind, {"front": self.front, "back": self.back})
        return replace(self.deck.common, key=self.key, content=content)


def deck_of(common: QuestionDraft) -> Deck:
    """Return the deck of a flashcard without a reverse and a stem, whatever its faces."""
    before, between, after = common.digested({"front": _FACE, "back": _FACE}).split('"\\u0000"')
    return Deck(common, (before, between, after))


def deck_cards(deck: Deck, keys: Texts, fronts: Texts, backs: Texts) -> list[DeckCard | None]:
    """Return flashcards of a deck by their keys, fronts and backs.

    None where these are not plain words, so that more has to be looked at.
    """
    cards = list[DeckCard | None]()
    for begin in range(0, len(keys), TOGETHER):
        some = [column[begin : begin + TOGETHER] for column in (keys, fronts, backs)]
        cards += _cards(deck, *some) if _are_plain(*some[1:]) else map(partial(_card, deck), *some)
    return cards


def _card(deck: Deck, key: str, front: str, back: str) -> DeckCard | None:
    return _cards(deck, [key], [front], [back])[0] if _are_plain([front], [back]) else None


def _cards(deck: Deck, keys: Texts, fronts: Texts, backs: Texts) -> list[DeckCard]:
    """Return flashcards whose faces are plain words: they have nothing that JSON escapes."""
    before, between, after = deck.around
    texts = [f'{before}"{back}"{between}"{front}"{after}' for front, back in zip(fronts, backs, strict=True)]
    digests = [sha256(text.encode()).hexdigest() for text in texts]
    alike = map(repeat, (deck, _FIRST, None))
    return list(map(named, repeat(DeckCard), zip(keys, fronts, backs, digests, *alike, strict=False)))


def _are_plain(fronts: Texts, backs: Texts) -> bool:
    """Say whether all faces are plain words with single spaces, none too long; False where one may not be."""
    if max(map(len, fronts)) + max(map(len, backs)) > LONGEST_TEXT:
        return False
    lines = "\n".join((*fronts, *backs, ""))
    return "  " not in lines and " \n" not in lines and are_plain_lines(lines, 2 * len(fronts))
