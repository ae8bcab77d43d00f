"""Today's cards: which are asked, in what order, and how many are left by the day's limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from zlib import crc32

from quizapp.scheduling.fuzz import mixed
from quizapp.scheduling.state import Phase

_LOOK_AHEAD = 12
"""Places by which a card may be brought forward so that two of one topic do not follow each other."""


@dataclass(frozen=True, slots=True)
class QueueCard:
    """As much of a card as its place in the queue depends on; new cards have no due date and nothing to recall."""

    card_id: int
    question_id: int
    topic: str
    phase: Phase
    due_at: datetime | None = None
    due_day: int | None = None
    retrievability: float = 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a learner takes on in a day, and what of it is already done."""

    new_per_day: int
    reviews_per_day: int
    new_done: int = 0
    reviews_done: int = 0
    questions_done: frozenset[int] = frozenset()
    """Questions of which a new or review card was answered today: their other cards wait for another day."""
    begun: Mapping[str, int] = field(default_factory=dict)
    """How many new cards of each topic were begun today: the next ones are of other topics."""

    @property
    def new_left(self) -> int:
        """Return how many new cards may still be begun today."""
        return max(self.new_per_day - self.new_done, 0)

    @property
    def reviews_left(self) -> int:
        """Return how many reviews may still be asked today."""
        return max(self.reviews_per_day - self.reviews_done, 0)


@dataclass(frozen=True, slots=True)
class TestAhead:
    """A test that a learner prepares for."""

    __test__ = False  # for pytest, which takes it for one of its own

    id: int
    title: str
    days: int
    """Until it is held."""
    minutes: int
    """A day."""
    left: int | None
    """Of today's minutes; None while all of its banks belong to an earlier test."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards to show now, in order, their counts by phase, and when the next learning card is ready."""

    cards: tuple[QueueCard, ...]
    learning: int
    review: int
    new: int
    learning_later: int
    """Cards in their steps that become due later today."""
    learning_later_at: datetime | None
    planned: int = 0
    """How many of the cards are there because of a test."""
    tests: tuple[TestAhead, ...] = ()
    """Those that the cards are planned for, the next one first."""
    later: tuple[QueueCard, ...] = ()
    """Those in their steps that become due later today, the next one first."""

    def due_by(self, day: int) -> int:
        """Return how many of the cards are due by a learner-day: neither new ones, nor what a plan asks before."""
        return sum(card.due_day is not None and card.due_day <= day for card in (*self.cards, *self.later))


class Order(StrEnum):
    """In what order today's reviews and new cards come; cards in their steps always come first."""

    MIXED = "mixed"
    """Topics in turn, the most nearly forgotten first: interleaved practice is remembered longer than blocked."""
    DUE = "due"
    """The longest overdue first."""
    CHANCE = "chance"
    TOPIC = "topic"
    """Topic after topic."""

    @classmethod
    def of(cls, name: str) -> Order:
        """Return the order of a name, mixed where there is none of that name."""
        return cls(name) if name in set(cls) else cls.MIXED


@dataclass(frozen=True, slots=True)
class Now:
    """The moment for which a queue is made, its learner-day, and the seed of what is left to chance that day."""

    at: datetime
    day: int
    seed: int = 0
    order: Order = Order.MIXED


def build_queue(cards: Iterable[QueueCard], limits: Limits, now: Now, planned: Sequence[QueueCard] = ()) -> Queue:
    """Order today's cards: steps that are due, then reviews, the most nearly forgotten first, with new ones in between.

    New cards keep the order in which they come within their topic. The same cards in the same order, limits and seed
    give the same queue. What is planned for a test comes before them, in its own order and beyond the limits.
    """
    groups = _by_phase(cards)
    due, later = _learning(groups[Phase.LEARNING], now)
    taken = set(limits.questions_done)
    taken.update(card.question_id for card in (*due, *later))
    taken.update(card.question_id for card in planned)
    reviews = _take(_reviews(groups[Phase.REVIEW], now), limits.reviews_left, taken)
    new = _take(_new(groups[Phase.NEW], now.seed, limits.begun), limits.new_left, taken)
    return Queue(
        cards=(*due, *_mixed_by_topic(list(planned)), *_ordered(_spread(reviews, new), now)),
        learning=len(due),
        review=len(reviews) + sum(card.phase is not Phase.NEW for card in planned),
        new=len(new) + sum(card.phase is Phase.NEW for card in planned),
        learning_later=len(later),
        learning_later_at=min((_due_at(card) for card in later), default=None),
        planned=len(planned),
        later=tuple(later),
    )


def _by_phase(cards: Iterable[QueueCard]) -> dict[Phase, list[QueueCard]]:
    """Group cards by phase; relearning is learning here."""
    groups: dict[Phase, list[QueueCard]] = defaultdict(list)
    for card in cards:
        groups[Phase.LEARNING if card.phase is Phase.RELEARNING else card.phase].append(card)
    return groups


def _due_at(card: QueueCard) -> datetime:
    if card.due_at is None:
        raise ValueError(f"Card {card.card_id} follows steps and is due at no time.")
    return card.due_at


def _learning(cards: Iterable[QueueCard], now: Now) -> tuple[list[QueueCard], list[QueueCard]]:
    """Return the cards whose step is over, longest waiting first, and those whose step ends later today."""
    ordered = sorted(cards, key=lambda card: (_due_at(card), card.card_id))
    due = [card for card in ordered if _due_at(card) <= now.at]
    later = [card for card in ordered[len(due) :] if card.due_day is None or card.due_day <= now.day]
    return due, later


def _reviews(cards: Iterable[QueueCard], now: Now) -> list[QueueCard]:
    """Return the due reviews, the least retrievable first; equals in an order that changes with the seed."""
    due = (card for card in cards if card.due_day is None or card.due_day <= now.day)
    return sorted(due, key=lambda card: (card.retrievability, mixed(card.card_id ^ now.seed), card.card_id))


def _new(cards: Iterable[QueueCard], seed: int, begun: Mapping[str, int]) -> list[QueueCard]:
    """Return new cards dealt from each topic in turn, going on where today's dealing stands.

    Which topic begins changes with the seed, and with nothing else: a card that was begun changes nothing for the rest.
    """
    dealt: dict[str, int] = defaultdict(int, begun)
    places = []
    for card in cards:
        turn = mixed(crc32(card.topic.encode()) ^ seed)
        places.append((dealt[card.topic], turn, card.topic, card))
        dealt[card.topic] += 1
    return [card for *_place, card in sorted(places, key=lambda place: place[:3])]


def _take(cards: Iterable[QueueCard], limit: int, taken: set[int]) -> list[QueueCard]:
    """Return the first cards up to a limit, one a question, and add their questions to those taken."""
    chosen: list[QueueCard] = []
    for card in cards:
        if len(chosen) >= limit:
            break
        if card.question_id not in taken:
            taken.add(card.question_id)
            chosen.append(card)
    return chosen


def _spread(reviews: Sequence[QueueCard], new: Sequence[QueueCard]) -> list[QueueCard]:
    """Lay new cards evenly between the reviews, both in their own order."""
    places = [((place + 0.5) / len(reviews), 0, card) for place, card in enumerate(reviews)]
    places += [((place + 0.5) / len(new), 1, card) for place, card in enumerate(new)]
    return [card for *_place, card in sorted(places, key=lambda place: place[:2])]


def _ordered(cards: list[QueueCard], now: Now) -> list[QueueCard]:
    """Put the day's cards in the order that the learner chose."""
    if now.order is Order.MIXED:
        return _mixed_by_topic(cards)
    keys: dict[Order, Callable[[QueueCard], tuple[Any, ...]]] = {
        Order.DUE: lambda card: (card.due_day is None, card.due_day or 0),
        Order.CHANCE: lambda card: (mixed(card.card_id ^ now.seed),),
        Order.TOPIC: lambda card: (card.topic,),
    }
    return sorted(cards, key=keys[now.order])


def _mixed_by_topic(cards: list[QueueCard]) -> list[QueueCard]:
    """Let no topic follow itself where another card is near: interleaved practice is remembered longer than blocked."""
    waiting, ordered = list(cards), []
    topic: str | None = None
    while waiting:
        near = waiting[:_LOOK_AHEAD]
        place = next((place for place, card in enumerate(near) if card.topic != topic), 0)
        ordered.append(waiting.pop(place))
        topic = ordered[-1].topic
    return ordered
