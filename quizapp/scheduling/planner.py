"""Planning for a test on a date: which cards of today bring the most recall on that day for the minutes there are.

Each card's gain is what one review today adds to the chance of recalling it on the day of the test, as if it were the
last review before it; cards are taken in the order of gain per second until the minutes are used. The plan is made anew
with every answer, so what was forgotten comes up again by itself. Looking further ahead (a second review later on, at a
price) was tried by simulation and gained nothing; see bench/exam.py for what this gains.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quizapp.scheduling.formulas import AGAIN, GOOD, Formulas, formulas
from quizapp.scheduling.fuzz import mixed
from quizapp.scheduling.state import Parameters

FIRST_RATINGS = (0.24, 0.09, 0.5, 0.17)
"""How often a new card is rated Again, Hard, Good, Easy: rounded from what fsrs-rs's simulator assumes."""
_STEPS_AFTER = (2, 1, 1, 0)
"""How often each of these is followed by Good within the learning steps of the day."""
_UNIT = 1 << 53


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds that a card takes: a new one with its steps, one that is recalled, one that is not, with its steps."""

    new: float = 20.0
    recalled: float = 8.0
    forgotten: float = 23.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card of the test, as far as its memory is concerned; a new one has no stability."""

    card_id: int
    group: int = 0
    """The question it comes from: one card of each a day, until the last days."""
    stability: float | None = None
    difficulty: float = 0.0
    last_day: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """A card to be asked today, with what that brings."""

    card_id: int
    gain: float
    """How much likelier it is to be recalled on the day of the test; chances from 0 to 1."""
    seconds: float
    """What it takes, on average."""


class Planner:
    """Plans the days until one test."""

    __slots__ = ("_costs", "_firsts", "_gains", "_model", "exam_day")

    APART = 7
    """Until so many days before the test, cards of one question are not asked on the same day."""

    def __init__(self, parameters: Parameters, exam_day: int, costs: Costs = Costs()) -> None:
        self._model = formulas(parameters.weights)
        self._costs, self.exam_day = costs, exam_day
        self._firsts = _first_states(self._model)
        self._gains: dict[int, float] = {}

    def recall_on_the_day(self, card: Candidate) -> float:
        """Return the chance of recall on the day of the test if nothing more is done; 0 for a new card."""
        if card.stability is None:
            return 0.0
        return self._model.recall(card.stability, max(self.exam_day - card.last_day, 0))

    def worth(self, card: Candidate, today: int) -> Planned:
        """Return what asking a card today brings; nothing where it was asked today already."""
        left = self.exam_day - today
        if card.stability is None:
            return Planned(card.card_id, self._gain_of_new(left), self._costs.new)
        elapsed = today - card.last_day
        if elapsed < 1:
            return Planned(card.card_id, 0.0, self._costs.recalled)
        model, costs = self._model, self._costs
        recall = model.recall(card.stability, elapsed)
        good, _ = model.next(card.stability, card.difficulty, elapsed, GOOD)
        again, _ = self._relearnt(card.stability, card.difficulty, elapsed)
        after = recall * model.recall(good, left) + (1 - recall) * model.recall(again, left)
        seconds = recall * costs.recalled + (1 - recall) * costs.forgotten
        return Planned(card.card_id, after - model.recall(card.stability, elapsed + left), seconds)

    def _gain_of_new(self, left: int) -> float:
        """Return what a new card brings so many days before the test, the same for all of them."""
        gain = self._gains.get(left)
        if gain is None:
            gain = sum(chance * self._model.recall(stability, left) for chance, stability, _ in self._firsts)
            self._gains[left] = gain
        return gain

    def plan(
        self, cards: Iterable[Candidate], today: int, seconds: float, done: frozenset[int] = frozenset()
    ) -> list[Planned]:
        """Return the cards to ask in so many seconds, the most worth first; groups done today wait for another day."""
        taken, apart = set(done), self.exam_day - today > self.APART
        worth = [(self.worth(card, today), card.group) for card in cards]
        worth.sort(key=lambda pair: (-pair[0].gain / pair[0].seconds, mixed(pair[0].card_id ^ today)))
        planned: list[Planned] = []
        for one, group in worth:
            if seconds <= 0 or one.gain <= 0:
                break
            if apart and group in taken:
                continue
            taken.add(group)
            planned.append(one)
            seconds -= one.seconds
        return planned

    def outlook(self, cards: Sequence[Candidate], today: int, seconds: float) -> float:
        """Return the mean chance of recall on the day if so many seconds are spent on each day from today on.

        The answers on the way are drawn, for each card and day always the same, so that outlooks can be compared.
        """
        now = {card.card_id: card for card in cards}
        for day in range(today, self.exam_day):
            for one in self.plan(now.values(), day, seconds):
                now[one.card_id] = self._asked(now[one.card_id], day)
        return sum(map(self.recall_on_the_day, now.values())) / max(len(now), 1)

    def _asked(self, card: Candidate, day: int) -> Candidate:
        """Return a card after an answer that is drawn by its chance."""
        draw = (mixed(mixed(card.card_id) ^ day) >> 11) / _UNIT
        if card.stability is None:
            stability, difficulty = self._drawn_first(draw)
        elif draw < self._model.recall(card.stability, day - card.last_day):
            stability, difficulty = self._model.next(card.stability, card.difficulty, day - card.last_day, GOOD)
        else:
            stability, difficulty = self._relearnt(card.stability, card.difficulty, day - card.last_day)
        return replace(card, stability=stability, difficulty=difficulty, last_day=day)

    def _drawn_first(self, draw: float) -> tuple[float, float]:
        for chance, stability, difficulty in self._firsts:
            draw -= chance
            if draw < 0:
                return stability, difficulty
        return self._firsts[-1][1:]

    def _relearnt(self, stability: float, difficulty: float, elapsed: int) -> tuple[float, float]:
        """Return the memory of a card that was forgotten and then known in its step."""
        return self._model.next(*self._model.next(stability, difficulty, elapsed, AGAIN), 0, GOOD)


def _first_states(model: Formulas) -> tuple[tuple[float, float, float], ...]:
    """Return how likely each first rating is, with stability and difficulty at the end of that day's steps."""
    states = []
    for rating, (chance, steps) in enumerate(zip(FIRST_RATINGS, _STEPS_AFTER, strict=True), start=1):
        state = model.first(rating)
        for _step in range(steps):
            state = model.next(*state, 0, GOOD)
        states.append((chance, *state))
    return tuple(states)
