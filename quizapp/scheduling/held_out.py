"""Whether fitted weights may be adopted: they have to predict better what was held back when they were fitted. Pure.

The newest answers are held back, by a day: nothing of them was seen. For each of them both sets of weights predict from
all that came before. The interval of the difference is a percentile bootstrap that draws whole learners, or whole days
where there are too few learners: answers of one learner (one day) are alike, so single ones would promise too much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from quizapp.scheduling import metrics
from quizapp.scheduling.judging import Judged
from quizapp.scheduling.traces import Trace

SHARE_HELD_OUT = 0.25
FEWEST_HELD_OUT = 50
"""Answers: with fewer nothing is said."""
FEWEST_CLUSTERS = 8
"""Learners, else days, that a bootstrap can draw from."""
RESAMPLES, SEED, TAIL = 2_000, 20_261, 0.025
"""95 % between the tails."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Log loss on what was held back, and how sure its change is."""

    from_day: int
    answers: int
    drawn: str
    """What the bootstrap drew: learner or day."""
    clusters: int
    before: float
    after: float
    average: float
    moving: float
    low: float | None
    """From this to high: 95 % of the change of log loss; None where there is too little to say."""
    high: float | None

    @property
    def change(self) -> float:
        """Return by how much the log loss changed; below nought is better."""
        return self.after - self.before

    @property
    def is_better(self) -> bool:
        """Say whether the log loss falls with all of the interval."""
        return self.high is not None and self.high < 0

    def as_json(self) -> dict[str, Any]:
        """Return it as a table keeps it."""
        return asdict(self)


def held_out_from_json(told: Mapping[str, Any]) -> HeldOut:
    """Return what was kept."""
    return HeldOut(**told)


def first_day_held_out(traces: Sequence[Trace]) -> int:
    """Return the learner-day from which answers are held back; those of one day stay together."""
    days = sorted(step.day for trace in traces for step in trace if step.predicted)
    return days[int(len(days) * (1 - SHARE_HELD_OUT))] if days else 0


Answers = Mapping[int, Sequence[Judged]]
"""By learner, each in the order of time."""


def compare(before: Answers, after: Answers, from_day: int) -> HeldOut:
    """Compare two sets of predictions of the same answers, from a learner-day on."""
    old, new = _since(before, from_day), _since(after, from_day)
    learners = {learner for learner, _answer in old}
    drawn = "learner" if len(learners) >= FEWEST_CLUSTERS else "day"
    answers = [answer for _learner, answer in old]
    moving = [
        chance
        for group in before.values()
        for answer, chance in zip(group, metrics.moving_average(group), strict=True)
        if answer.day >= from_day
    ]
    outcomes = [answer.recalled for answer in answers]
    losses = [metrics.losses(outcomes, [one.predicted for _learner, one in side]) for side in (old, new)]
    clusters: dict[int, list[float]] = defaultdict(list)
    for (learner, answer), was, now in zip(old, *losses, strict=True):
        clusters[learner if drawn == "learner" else answer.day].append(now - was)
    low, high = _interval(list(clusters.values()), len(answers))
    return HeldOut(
        from_day, len(answers), drawn, len(clusters), _mean(losses[0]), _mean(losses[1]),
        metrics.log_loss(outcomes, metrics.average(answers)), metrics.log_loss(outcomes, moving), low, high,
    )  # fmt: skip


def _since(answers: Answers, day: int) -> list[tuple[int, Judged]]:
    return [(learner, answer) for learner, group in answers.items() for answer in group if answer.day >= day]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(len(values), 1)


def _interval(clusters: Sequence[Sequence[float]], answers: int) -> tuple[float | None, float | None]:
    if answers < FEWEST_HELD_OUT or len(clusters) < FEWEST_CLUSTERS:
        return None, None
    sums = [(sum(cluster), len(cluster)) for cluster in clusters]
    chance = Random(SEED)  # noqa: S311 - a bootstrap, no secret
    means = []
    for _ in range(RESAMPLES):
        picked = chance.choices(sums, k=len(sums))
        means.append(sum(one for one, _count in picked) / sum(count for _one, count in picked))
    means.sort()
    return means[int(RESAMPLES * TAIL)], means[int(RESAMPLES * (1 - TAIL)) - 1]
