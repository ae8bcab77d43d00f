"""What somebody remembers: by topic, and whether as much as was predicted. Pure."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.judging import Judged
from quizapp.scheduling.state import Parameters

SPANS = (7, 30, 90)
"""Days over which recall is counted, beside all of them."""
WEAKEST = 12
"""How many cards are listed as nearly forgotten."""
FADING = 0.9
"""The chance of recall below which a card fades: that at which stability is measured."""


@dataclass(frozen=True, slots=True)
class CardMemory:
    """As much of a card's memory as a summary needs."""

    card_id: int
    question_id: int
    topic: str
    stability: float
    difficulty: float
    last_day: int


@dataclass(frozen=True, slots=True)
class TopicMemory:
    """What is remembered of one topic."""

    topic: str
    cards: int
    stability: float
    """Days, the middle one of its cards."""
    difficulty: float
    recall: float
    """The mean chance of recall today."""


def topics_of(cards: Iterable[CardMemory], today: int, parameters: Parameters) -> list[TopicMemory]:
    """Return the topics that were met, the most nearly forgotten first."""
    by_topic: dict[str, list[CardMemory]] = defaultdict(list)
    for card in cards:
        by_topic[card.topic].append(card)
    topics = [
        TopicMemory(
            topic,
            len(group),
            statistics.median(card.stability for card in group),
            statistics.fmean(card.difficulty for card in group),
            statistics.fmean(recall_of(card, today, parameters) for card in group),
        )
        for topic, group in by_topic.items()
    ]
    return sorted(topics, key=lambda topic: (topic.recall, topic.topic))


def recall_of(card: CardMemory, today: int, parameters: Parameters) -> float:
    """Return the chance of recalling a card today, from 0 to 1."""
    return formulas(parameters.weights).recall(card.stability, max(today - card.last_day, 0))


def nearly_forgotten(cards: Iterable[CardMemory], today: int, parameters: Parameters) -> list[tuple[CardMemory, float]]:
    """Return the cards least likely to be recalled today, of those that fade, with that chance."""
    chances = [(card, recall_of(card, today, parameters)) for card in cards]
    fading = [(card, chance) for card, chance in chances if chance < FADING]
    return sorted(fading, key=lambda pair: (pair[1], pair[0].card_id))[:WEAKEST]


@dataclass(frozen=True, slots=True)
class Retention:
    """Recall over some days, as it was and as the model had predicted it; None where nothing was asked."""

    days: int | None
    answers: int
    true: float | None
    predicted: float | None


def retention_of(answers: Sequence[Judged], today: int) -> list[Retention]:
    """Return recall over the last days and over all, true and predicted."""
    return [_retention(answers, today, days) for days in (*SPANS, None)]


def _retention(answers: Sequence[Judged], today: int, days: int | None) -> Retention:
    counted = [one for one in answers if days is None or one.day > today - days]
    if not counted:
        return Retention(days, 0, None, None)
    true = statistics.fmean(one.recalled for one in counted)
    return Retention(days, len(counted), true, statistics.fmean(one.predicted for one in counted))
