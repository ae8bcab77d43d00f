"""The cards about each actor, those that a reader has met with both sides, the others as a number. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizapp.explore.reader import Reader
from quizapp.kinds.base import CardFace


@dataclass(frozen=True, slots=True)
class ActorCard:
    """A card of a question that is about somebody."""

    id: int
    key: str
    question_id: int
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A card that may be shown with both sides."""

    question_id: int
    face: CardFace


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a state or an organisation, with the cards about it."""

    name: str
    cards: tuple[Shown, ...]
    more: int
    """How many cards about it the reader has not met."""


def actors_met(cards: Iterable[ActorCard], faces: Mapping[tuple[int, str], CardFace], reader: Reader) -> list[Actor]:
    """Return the actors that the reader knows a card of, by name.

    Others are left out: their names may be the answers to what is still to be met.
    """
    shown: dict[str, list[Shown]] = {}
    more: dict[str, int] = {}
    for card in cards:
        face = faces.get((card.question_id, card.key)) if reader.knows_card(card.id, card.question_id) else None
        for name in card.actors:
            if face is None:
                more[name] = more.get(name, 0) + 1
            else:
                shown.setdefault(name, []).append(Shown(card.question_id, face))
    return [Actor(name, tuple(shown[name]), more.get(name, 0)) for name in sorted(shown, key=str.casefold)]


def cards_by_actor(cards: Iterable[ActorCard]) -> list[tuple[str, int]]:
    """Return every actor with the number of cards about it, by name."""
    counts = Counter(name for card in cards for name in card.actors)
    return sorted(counts.items(), key=lambda entry: entry[0].casefold())


def names_to_meet(cards: Iterable[ActorCard], met: Iterable[Actor]) -> int:
    """Return how many actors have cards, but none that the reader knows."""
    return len({name for card in cards for name in card.actors} - {actor.name for actor in met})
