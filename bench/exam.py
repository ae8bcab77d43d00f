"""(g) A test in 21 days: recall on the day by plan, by plain FSRS at 0.9, and by cramming, over 200 simulated learners.

Each learner's true memory follows FSRS-6 with weights drawn around the defaults (log-normal, 0.2), which neither the
plan nor FSRS knows: both reckon with the defaults. All may spend the same minutes a day; who crams learns by the plan's
own order, on the last three days alone. The last column gives the crammer the minutes of all 21 days on these three,
which is not what the plan may do: where that wins it says so, and what is left a month later. Recall is expected recall
by the true memory. Intervals: 95 %, of the mean difference over learners, by the paired bootstrap, seeded.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from random import Random

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from bench.table import print_row
from quizapp.scheduling.formulas import AGAIN, EASY, GOOD, HARD, Formulas, formulas
from quizapp.scheduling.fuzz import plain
from quizapp.scheduling.planner import FIRST_RATINGS, Candidate, Costs, Planner
from quizapp.scheduling.state import DEFAULT_WEIGHTS, Parameters

LEARNERS, CARDS, DAYS, MONTH = 200, 80, 21, 30
SPREAD, CRAM_DAYS, RESAMPLES = 0.2, 3, 2_000
COSTS = Costs()
MODEL = formulas(DEFAULT_WEIGHTS)
REGIMES = (
    ("very few minutes", 0.0, 0.5), ("few", 0.0, 1.5), ("enough to meet every card", 0.0, 3.0),
    ("plenty", 0.0, 6.0), ("abundant", 0.0, 20.0),
    ("most learnt before, few", 0.6, 1.0), ("most learnt before, some", 0.6, 2.0),
    ("most learnt before, plenty", 0.6, 5.0), ("all learnt before, abundant", 1.0, 20.0),
)  # fmt: skip
"""What it is called, the share of cards that were learnt in the weeks before, minutes a day."""


class Learner:
    """Somebody with a true memory, and with the memory that the default weights make of the same answers."""

    def __init__(self, seed: int, learnt: float) -> None:
        self.chance = Random(seed)
        bounds = zip(DEFAULT_WEIGHTS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
        drawn = (min(max(w * math.exp(self.chance.gauss(0, SPREAD)), low), high) for w, low, high in bounds)
        self.true = Formulas(tuple(drawn))
        self.known = {number: Candidate(number, number) for number in range(CARDS)}
        self.truly: dict[int, tuple[float, float]] = {}
        for number in range(round(CARDS * learnt)):
            day = -self.chance.randint(1, 40)
            for _review in range(self.chance.randint(1, 4)):
                if day < 0:
                    self.ask(number, day)
                    day += plain(self.known[number].stability or 1)

    def ask(self, number: int, day: int) -> float:
        """Ask a card and return the seconds that it took."""
        card = self.known[number]
        if card.stability is None:
            rating = self.chance.choices((AGAIN, HARD, GOOD, EASY), FIRST_RATINGS)[0]
            self.truly[number], seen = self.true.first(rating), MODEL.first(rating)
            seconds = COSTS.new
        else:
            elapsed = day - card.last_day
            recalled = self.chance.random() < self.true.recall(self.truly[number][0], elapsed)
            rating = (HARD if self.chance.random() < 0.15 else GOOD) if recalled else AGAIN
            self.truly[number] = self.true.next(*self.truly[number], elapsed, rating)
            seen = MODEL.next(card.stability, card.difficulty, elapsed, rating)
            seconds = COSTS.recalled if recalled else COSTS.forgotten
        if rating == AGAIN or (card.stability is None and rating != EASY):  # the steps of the day
            self.truly[number], seen = self.true.next(*self.truly[number], 0, GOOD), MODEL.next(*seen, 0, GOOD)
        self.known[number] = Candidate(number, number, *seen, day)
        return seconds

    def recall(self, day: int) -> float:
        """Return the mean chance of recall on a day, truly."""
        known = (self.true.recall(self.truly[card][0], day - self.known[card].last_day) for card in self.truly)
        return sum(known) / CARDS


Policy = Callable[[Learner, int, float], None]


def planned(learner: Learner, day: int, seconds: float) -> None:
    """Ask what the plan of that morning says."""
    for one in PLANNER.plan(learner.known.values(), day, seconds):
        if seconds <= 0:
            return
        seconds -= learner.ask(one.card_id, day)


def plain_fsrs(learner: Learner, day: int, seconds: float) -> None:
    """Ask what is due at a desired retention of 0.9, the most nearly forgotten first, then new cards."""
    met = [card for card in learner.known.values() if card.stability is not None]
    due = [card for card in met if card.last_day + plain(card.stability or 1) <= day]
    due.sort(key=lambda card: MODEL.recall(card.stability or 1, day - card.last_day))
    for card in (*due, *(card for card in learner.known.values() if card.stability is None)):
        if seconds <= 0:
            return
        seconds -= learner.ask(card.card_id, day)


def crammed(learner: Learner, day: int, seconds: float) -> None:
    """Do nothing until the last three days."""
    if day >= DAYS - CRAM_DAYS:
        planned(learner, day, seconds)


def crammed_all(learner: Learner, day: int, seconds: float) -> None:
    """Spend the minutes of all days on the last three."""
    crammed(learner, day, seconds * DAYS / CRAM_DAYS)


PLANNER = Planner(Parameters(), DAYS, COSTS)


def outcomes(policy: Policy, learnt: float, minutes: float) -> list[tuple[float, float]]:
    """Return each learner's recall on the day of the test, and a month later."""
    found = []
    for seed in range(LEARNERS):
        learner = Learner(seed, learnt)
        for day in range(DAYS):
            policy(learner, day, minutes * 60)
        found.append((learner.recall(DAYS), learner.recall(DAYS + MONTH)))
    return found


def interval(ours: list[float], theirs: list[float]) -> tuple[float, float, float]:
    """Return the mean difference with its 95 % interval by the paired bootstrap, seeded."""
    gaps, chance = [a - b for a, b in zip(ours, theirs, strict=True)], Random(2026)
    means = sorted(statistics.fmean(chance.choices(gaps, k=len(gaps))) for _ in range(RESAMPLES))
    return statistics.fmean(gaps), means[RESAMPLES // 40], means[-RESAMPLES // 40]


def compared(ours: list[float], theirs: list[float]) -> str:
    """Return another policy's recall, and how far ours is ahead."""
    gap, low, high = interval(ours, theirs)
    said = "wins" if low > 0 else "LOSES" if high < 0 else "no difference"
    return f"{100 * statistics.fmean(theirs):.1f} %, plan {100 * gap:+.1f} [{100 * low:+.1f} {100 * high:+.1f}] {said}"


def main() -> None:
    """Print a row for each regime."""
    print_row(f"(g) a test in {DAYS} days, {LEARNERS} learners, {CARDS} cards", "recall on the day: percent of cards")
    for name, learnt, minutes in REGIMES:
        plan, *others = (outcomes(policy, learnt, minutes) for policy in (planned, plain_fsrs, crammed, crammed_all))
        day = [on_the_day for on_the_day, _ in plan]
        fsrs, cram, everything = ([on_the_day for on_the_day, _ in other] for other in others)
        later = [[later for _, later in other] for other in (plan, others[2])]
        print_row(
            f"(g) {name}: {minutes:g} min a day",
            f"plan {100 * statistics.fmean(day):.1f} %",
            f"FSRS 0.9 {compared(day, fsrs)}",
            f"cramming 3 days {compared(day, cram)}",
            f"cramming with all {DAYS} days' minutes {compared(day, everything)}; a month later {compared(*later)}",
        )


if __name__ == "__main__":
    main()
