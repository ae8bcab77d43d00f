"""What is in a collection of Anki: notes with their fields, cards with their state, and the log. Values only.

Tuples with names where there are tens of thousands: they are made four times as quickly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple


class CardType(IntEnum):
    """Where a card is on its way."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class AnkiReview(NamedTuple):
    """A rating of a card."""

    at_ms: int
    """Since 1970, in UTC."""
    ease: int
    """1 again to 4 easy; 0 where it was no rating."""
    kind: int
    """0 learning, 1 review, 2 relearning; above, no ordinary review."""
    interval: int = 0
    """Days; negative: seconds."""
    last_interval: int = 0
    took_ms: int = 0


class CardState(NamedTuple):
    """What Anki keeps of a card besides its log."""

    type: CardType = CardType.NEW
    due: int = 0
    """New: its place; review: days after the collection's first day; else seconds since 1970."""
    interval: int = 0
    reps: int = 0
    lapses: int = 0
    left: int = 0
    """Steps that are left."""
    stability: float | None = None
    difficulty: float | None = None


NEW = CardState()


class AnkiCard(NamedTuple):
    """A card of a note: which one, its log and its state."""

    ord: int
    log: tuple[AnkiReview, ...] = ()
    state: CardState = NEW
    """Not read from packages: here it follows from the log."""


@dataclass(frozen=True, slots=True)
class NoteType:
    """The fields that notes of a kind have, and the cards that they give."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str, str], ...]
    """(name, front, back) of each card."""
    is_cloze: bool = False
    css: str = ""


class AnkiNote(NamedTuple):
    """A note with its cards."""

    guid: str
    type: NoteType
    fields: tuple[str, ...]
    """HTML."""
    tags: tuple[str, ...] = ()
    deck: str = "Default"
    cards: tuple[AnkiCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection: its first day, and its notes."""

    created: int
    """Seconds since 1970: the beginning of its first day."""
    notes: tuple[AnkiNote, ...] = field(default_factory=tuple)
    rollover_hour: int = 4
    minutes_west: int = 0
    """Of UTC, where it was made."""
