"""A generated class: learners whose true memories follow weights of one's choice, and who study as the app has them.

Cards come back when the default weights say so; whether one is recalled is drawn by the true ones. Seeded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.memory import review
from quizapp.scheduling.planner import FIRST_RATINGS
from quizapp.scheduling.state import DEFAULT_WEIGHTS, Evidence, Memory, Phase, Rating, Rules, Source

RULES = Rules(ZoneInfo("UTC"))
BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
STEP = timedelta(minutes=11)


def forgetful_weights() -> tuple[float, ...]:
    """Return weights of people who forget sooner than the defaults say: half the first stability, half the growth."""
    weights = list(DEFAULT_WEIGHTS)
    weights[:4] = [round(weight * 0.4, 4) for weight in weights[:4]]
    weights[8], weights[20] = 1.2, 0.3
    return tuple(weights)


@dataclass(frozen=True, slots=True)
class Answer:
    """One rating of a card."""

    learner: int
    """From 0."""
    card: int
    """From 1."""
    rating: Rating
    at: datetime


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """How large a class is and how long it studies."""

    learners: int = 12
    cards: int = 40
    days: int = 60
    new_per_day: int = 4
    attendance: float = 0.8


def answers_of_class(true: tuple[float, ...], plan: ClassPlan = ClassPlan(), seed: int = 1) -> list[Answer]:
    """Return every rating of a class, in the order of time."""
    answers = [one for learner in range(plan.learners) for one in _answers(learner, true, plan, seed)]
    return sorted(answers, key=lambda one: (one.at, one.learner, one.card))


def _answers(learner: int, true: tuple[float, ...], plan: ClassPlan, seed: int) -> Iterator[Answer]:
    chance = Random(seed * 1_000 + learner)
    studied = _Studied(learner, true, chance)
    for day in range(plan.days):
        if chance.random() > plan.attendance:
            continue
        at = BEGIN + timedelta(days=day, seconds=learner)
        today = RULES.day(at)
        due = [card for card, memory in studied.memories.items() if memory.due_day <= today]
        fresh = range(len(studied.memories) + 1, min(len(studied.memories) + plan.new_per_day, plan.cards) + 1)
        for card in (*due, *fresh):
            at += timedelta(seconds=20)
            yield from studied.sit(card, at)


class _Studied:
    """What one learner remembers: as the app reckons, and truly."""

    def __init__(self, learner: int, true: tuple[float, ...], chance: Random) -> None:
        self.learner, self.true, self.chance = learner, formulas(true), chance
        self.memories: dict[int, Memory] = {}
        self.truly: dict[int, tuple[float, float]] = {}

    def sit(self, card: int, at: datetime) -> Iterator[Answer]:
        """Rate a card, and go through its steps until it is through for the day."""
        yield self._rate(card, self._recalled(card, at), at)
        while self.memories[card].phase is not Phase.REVIEW:
            at += STEP
            yield self._rate(card, Rating.GOOD, at)

    def _recalled(self, card: int, at: datetime) -> Rating:
        if card not in self.memories:
            return Rating(self.chance.choices(range(1, 5), FIRST_RATINGS)[0])
        elapsed = RULES.day(at) - self.memories[card].last_day
        if self.chance.random() >= self.true.recall(self.truly[card][0], elapsed):
            return Rating.AGAIN
        return Rating(self.chance.choices((2, 3, 4), (0.15, 0.75, 0.1))[0])

    def _rate(self, card: int, rating: Rating, at: datetime) -> Answer:
        before = self.memories.get(card)
        if before is None:
            self.truly[card] = self.true.first(rating)
        else:
            self.truly[card] = self.true.next(*self.truly[card], RULES.day(at) - before.last_day, rating)
        self.memories[card] = review(before, rating, at=at, card_id=card, rules=RULES)
        return Answer(self.learner, card, rating, at)


def logs_of(answers: Sequence[Answer]) -> dict[int, dict[int, list[Evidence]]]:
    """Return a class's evidence by learner and card."""
    logs: dict[int, dict[int, list[Evidence]]] = {}
    for number, one in enumerate(answers, start=1):
        evidence = Evidence(one.rating, one.at, log_id=number)
        logs.setdefault(one.learner, {}).setdefault(one.card, []).append(evidence)
    return logs


def log_rows(answers: Sequence[Answer], people: Sequence[int], cards: Sequence[int]) -> list[dict[str, object]]:
    """Return a class's answers as rows of review_log, of some people and cards, by id."""
    seen = set()
    rows: list[dict[str, object]] = []
    for number, one in enumerate(answers):
        was_new = (one.learner, one.card) not in seen
        seen.add((one.learner, one.card))
        rows.append(
            {
                "event_id": f"class/{number}",
                "learner_id": people[one.learner],
                "card_id": cards[one.card - 1],
                "source": Source.REVIEW.value,
                "rating": one.rating.value,
                "at": one.at,
                "day": RULES.day(one.at),
                "recorded_at": one.at,
                "was_new": was_new,
            }
        )
    return rows
