"""Which cards a class starts its lesson with: those that most of it will have forgotten, of varied topics. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MINUTES, SECONDS_A_CARD = 5, 60
"""Reading it, thinking, saying an answer, and looking at what is right takes a class about a minute."""
COUNT = MINUTES * 60 // SECONDS_A_CARD
AGAIN = 0.5
"""What another card of a topic counts, beside one of a topic that was not chosen yet; of a third one, its square."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that some of a class have met."""

    card_id: int
    question_id: int
    topic: str
    students: int
    """Who met it."""
    forgotten: float
    """How many of them are expected not to recall it."""


def choose_cards(candidates: Iterable[Candidate], count: int = COUNT) -> list[Candidate]:
    """Return the cards that are worth most to the class, the first first; one of each question.

    A card's worth is how many students will have forgotten it, halved for each card of its topic chosen before it.
    """
    left = sorted(candidates, key=lambda one: (-one.forgotten, one.card_id))
    chosen: list[Candidate] = []
    topics: Counter[str] = Counter()
    while left and len(chosen) < count:
        best = max(left, key=lambda one: one.forgotten * AGAIN ** topics[one.topic])  # the first of equals
        chosen.append(best)
        topics[best.topic] += 1
        left = [one for one in left if one.question_id != best.question_id]
    return chosen
