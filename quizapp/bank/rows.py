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
from quizapp.formats.base import QuestionDraft, named
from quizapp.formats.deck_cards import Deck, DeckCard
from quizapp.kinds import registry
from quizapp.kinds.base import MAIN

Row = tuple[Any, ...]
SAID = (
    "kind", "content", "title", "topic", "level", "standing", "sources", "facets", "explanation", "teacher_note",
    "actors", "happened", "event", "allowed", "search_text", "digest",
)  # fmt: skip
"""The columns that a draft fills, in the order of a row."""
_DIGEST = SAID.index("digest")
_ONE_CARD = (MAIN,)


class Said(NamedTuple):
    """What a question's rows say, that of its version and those that follow from it."""

    key: str
    state: str
    block: str
    version: Row
    """The values of SAID: JSON as texts."""
    cards: tuple[str, ...]
    """Keys, in their order."""
    parts: Mapping[str, Any]
    """Values of which facets, sources and actors count."""

    @property
    def digest(self) -> str:
        """Of all that it says."""
        return str(self.version[_DIGEST])


def said_by(draft: QuestionDraft | DeckCard) -> Said:
    """Return what a draft's rows say."""
    return _said_by_cards(draft.deck, [draft])[0] if isinstance(draft, DeckCard) else _said_by_draft(draft)


def _said_by_draft(draft: QuestionDraft) -> Said:
    values = said_values(draft)
    version = tuple(to_json(value) if isinstance(value, list | dict) else value for value in values.values())
    cards = tuple(face.key for face in draft.content.cards())
    return Said(draft.key, draft.state, draft.block, version, cards, values)


def said_by_each(made: Iterable[QuestionDraft | DeckCard | None]) -> list[Said | None]:
    """Return what the rows of each say, those of a deck together; None where nothing was made."""
    said = list[Said | None]()
    for deck, some in groupby(made, lambda one: one.deck if isinstance(one, DeckCard) else None):
        if deck is None:
            said += [said_by(one) if one else None for one in some]
        else:
            said += _said_by_cards(deck, cast("Iterable[DeckCard]", some))
    return said


def _said_by_cards(deck: Deck, cards: Iterable[DeckCard]) -> list[Said]:
    keys, fronts, backs, digests, _decks = zip(*cards, strict=True)
    kind, alike, words, parts = _alike(deck)
    contents, found = _faces(fronts, backs)
    searches = [f"{key} {words} {one}" for key, one in zip(keys, found, strict=True)]
    versions = zip(repeat(kind), contents, fronts, *map(repeat, alike), searches, digests)
    state = deck.common.state
    return [
        named(Said, (key, state, "", version, _ONE_CARD, parts)) for key, version in zip(keys, versions, strict=True)
    ]


def _faces(fronts: Sequence[str], backs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what contents of plain words are as JSON, and folded as search has them."""
    faces = list(zip(fronts, backs, strict=True))
    lines = "\n".join([f"{front} {back}" for front, back in faces])
    if lines.isascii():  # all at once then: plain words are single lines with single spaces
        return [f'{{"front": "{front}", "back": "{back}"}}' for front, back in faces], lines.lower().split("\n")
    contents = [f'{{"front": {json.dumps(front)}, "back": {json.dumps(back)}}}' for front, back in faces]
    return contents, [folded(f"{front} {back}") for front, back in faces]


@lru_cache(maxsize=256)
def _alike(deck: Deck) -> tuple[str, Row, str, Mapping[str, Any]]:
    """Return what a deck's cards have alike: kind, the values from the topic on, words to be found by, and parts."""
    common = deck.common
    said = _said_by_draft(common)
    kind, _content, _title, *alike, search, _digest = said.version
    faces = folded("\n".join(texts_of(registry.dump(common.content))))
    words = search.removeprefix(f"{common.key} ").removesuffix(f" {faces}")
    return kind, tuple(alike), words, said.parts
