"""Drafts as rows of question_versions, as the database keeps them: for writing many at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, repeat
from typing import Any, NamedTuple, cast

from quizapp.bank.search import folded, texts_of
from quizapp.bank.versions import said_values
from quizapp.column_types import to_json
from quizapp.formats.anki.deck_cards import Deck, DeckCard
from quizapp.formats.base import QuestionDraft, named
from quizapp.kinds import registry
from quizapp.kinds.base import MAIN

Row = tuple[Any, ...]
OWN = ("content", "title", "search_text")
"""The columns that a draft fills with what is its own, even in a deck; digest is one more."""
ALIKE = (
    "kind", "topic", "level", "standing", "sources", "facets", "explanation", "teacher_note", "actors", "happened",
    "event", "allowed",
)  # fmt: skip
"""Those that it fills with what a deck's cards have alike."""
_ONE_CARD = (MAIN,)


class Said(NamedTuple):
    """What a question's rows say, that of its version and those that follow from it."""

    key: str
    state: str
    block: str
    digest: str
    """Of all that it says."""
    own: Row
    """The values of OWN: JSON as texts."""
    alike: Row
    """Those of ALIKE, in the same way."""
    cards: tuple[str, ...]
    """Keys, in their order."""
    parts: Mapping[str, Any]
    """Those of ALIKE by their names, as the columns' types say; the very same for all cards of a deck."""


def said_by(draft: QuestionDraft | DeckCard) -> Said:
    """Return what a draft's rows say."""
    return _said_by_cards(draft.deck, [draft])[0] if isinstance(draft, DeckCard) else _said_by_draft(draft)


def _said_by_draft(draft: QuestionDraft) -> Said:
    values = said_values(draft)
    own, alike = (tuple(_kept(values[name]) for name in names) for names in (OWN, ALIKE))
    cards = tuple(face.key for face in draft.content.cards())
    return Said(draft.key, draft.state, draft.block, values["digest"], own, alike, cards, values)


def _kept(value: object) -> object:
    return to_json(value) if isinstance(value, list | dict) else value


def said_by_each(made: Iterable[QuestionDraft | DeckCard | None]) -> list[Said | None]:
    """Return what the rows of each say, those of a deck together; None where nothing was made."""
    said, every = list[Said | None](), list(made)
    for deck, run in groupby([one.deck if isinstance(one, DeckCard) else None for one in every]):
        some = every[len(said) : len(said) + len(list(run))]
        if deck is None:
            said += [said_by(one) if one else None for one in some]
        else:
            said += _said_by_cards(deck, cast("Sequence[DeckCard]", some))
    return said


def _said_by_cards(deck: Deck, cards: Sequence[DeckCard]) -> list[Said]:
    keys, fronts, backs, digests, *_alike_too = zip(*cards, strict=True)
    alike, words, parts = _alike(deck)
    contents, found = _faces(fronts, backs)
    searches = [f"{key} {words} {one}" for key, one in zip(keys, found, strict=True)]
    own = zip(contents, fronts, searches, strict=True)
    before, after = map(repeat, (deck.common.state, "")), map(repeat, (alike, _ONE_CARD, parts))
    return list(map(named, repeat(Said), zip(keys, *before, digests, own, *after, strict=False)))


def _faces(fronts: Sequence[str], backs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what contents of plain words are as JSON, and folded as search has them."""
    faces = list(zip(fronts, backs, strict=True))
    lines = "\n".join([f"{front} {back}" for front, back in faces])
    if lines.isascii():  # all at once then: plain words are single lines with single spaces
        return [f'{{"front": "{front}", "back": "{back}"}}' for front, back in faces], lines.lower().split("\n")
    contents = [f'{{"front": {json.dumps(front)}, "back": {json.dumps(back)}}}' for front, back in faces]
    return contents, [folded(f"{front} {back}") for front, back in faces]


@lru_cache(maxsize=256)
def _alike(deck: Deck) -> tuple[Row, str, Mapping[str, Any]]:
    """Return what a deck's cards have alike: the values of ALIKE, words to be found by, and parts."""
    common = deck.common
    said = _said_by_draft(common)
    faces = folded("\n".join(texts_of(registry.dump(common.content))))
    words = str(said.own[OWN.index("search_text")]).removeprefix(f"{common.key} ").removesuffix(f" {faces}")
    return said.alike, words, said.parts
