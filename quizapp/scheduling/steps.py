"""Learning and relearning steps: the short waits before a card's first interval in days, as in Anki."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from quizapp.scheduling.state import Rating

_DAY = timedelta(days=1)

Steps = tuple[timedelta, ...]


@dataclass(frozen=True, slots=True)
class NextStep:
    """The step that a card goes to, and how long it waits there."""

    step: int
    wait: timedelta


def next_step(steps: Steps, step: int, rating: Rating) -> NextStep | None:
    """Return where a rating leads from a step, or None where the card graduates to intervals in days.

    A step beyond the last one (the settings were shortened meanwhile) counts as the last.
    """
    if not steps or rating is Rating.EASY:
        return None
    step = min(step, len(steps) - 1)
    if rating is Rating.AGAIN:
        return NextStep(0, steps[0])
    if rating is Rating.HARD:
        return NextStep(step, _hard_wait(steps, step))
    return NextStep(step + 1, steps[step + 1]) if step + 1 < len(steps) else None


def _hard_wait(steps: Steps, step: int) -> timedelta:
    """Return the wait after Hard: the step's own, save at the first, where it lies between Again's and Good's."""
    if step > 0:
        return steps[step]
    if len(steps) > 1:
        return _whole_days((steps[0] + steps[1]) / 2)
    return _whole_days(min(steps[0] * 1.5, steps[0] + _DAY))


def _whole_days(wait: timedelta) -> timedelta:
    """Round a wait of more than a day to days, so that the hour of the review does not matter."""
    return timedelta(days=int(wait / _DAY + 0.5)) if wait > _DAY else timedelta(seconds=int(wait.total_seconds()))
