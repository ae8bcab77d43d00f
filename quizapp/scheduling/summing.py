"""How well a group's recall was predicted, all in one: the figures beside those of AVG and MOVING-AVG. Pure.

AVG is the mean recall of the whole group; MOVING-AVG follows each learner's own last answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from quizapp.scheduling import metrics
from quizapp.scheduling.judging import Judged
from quizapp.scheduling.metrics import Quality, ReliabilityBin

FEWEST_ANSWERS = 30
"""Fewer predictions say nothing about a model."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How well recall was predicted; the qualities are None where there are too few answers."""

    learners: int
    answers: int
    first_day: int
    last_day: int
    model: Quality | None
    average: Quality | None
    moving: Quality | None
    bins: tuple[ReliabilityBin, ...]

    @property
    def beats_both(self) -> bool:
        """Say whether the model's log loss is below that of both that know nothing of memory."""
        rivals = [one.log_loss for one in (self.average, self.moving) if one]
        return self.model is not None and all(self.model.log_loss < loss for loss in rivals)

    def as_json(self) -> dict[str, Any]:
        """Return it as a table keeps it."""
        return asdict(self)


def summary_from_json(told: Mapping[str, Any]) -> Summary:
    """Return a summary that was kept."""
    qualities = {name: told[name] and Quality(**told[name]) for name in ("model", "average", "moving")}
    return Summary(**{**told, **qualities, "bins": tuple(ReliabilityBin(**one) for one in told["bins"])})


def summarise(by_learner: Mapping[int, Sequence[Judged]]) -> Summary:
    """Return how well the answers of each learner, in the order of time, were predicted."""
    moving = [chance for answers in by_learner.values() for chance in metrics.moving_average(answers)]
    answers = [answer for group in by_learner.values() for answer in group]
    enough = len(answers) >= FEWEST_ANSWERS
    days = [answer.day for answer in answers] or [0]
    return Summary(
        learners=sum(bool(group) for group in by_learner.values()),
        answers=len(answers),
        first_day=min(days),
        last_day=max(days),
        model=metrics.quality(answers, [answer.predicted for answer in answers]) if enough else None,
        average=metrics.quality(answers, metrics.average(answers)) if enough else None,
        moving=metrics.quality(answers, moving) if enough else None,
        bins=_bins(by_learner, answers),
    )


def _bins(by_learner: Mapping[int, Sequence[Judged]], answers: Sequence[Judged]) -> tuple[ReliabilityBin, ...]:
    met = [{metrics.tenth_of(answer.predicted) for answer in group} for group in by_learner.values()]
    tenths = sorted(set().union(*met))  # in the order of the bins
    bins = zip(tenths, metrics.reliability(answers), strict=True)
    return tuple(replace(one, learners=sum(tenth in mine for mine in met)) for tenth, one in bins)
