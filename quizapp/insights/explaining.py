"""Why a card is due: its log replayed, event by event, as the page tells it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizapp.memory.queries import LoggedEvent
from quizapp.scheduling.day import date_of
from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.history import Step, history
from quizapp.scheduling.memory import retrievability
from quizapp.scheduling.state import Memory, Rules

LATE = timedelta(minutes=5)
"""An event that the server heard of so much later than it happened was kept on a device meanwhile."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the log, with what it did; nothing where it was taken back."""

    logged: LoggedEvent
    step: Step | None

    @property
    def late(self) -> bool:
        """Say whether it reached the server long after it happened."""
        return self.logged.recorded_at - self.logged.evidence.at > LATE


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a card stands now."""

    memory: Memory
    due_on: date
    days_left: int
    """Until the due day; negative where it is overdue."""
    is_due: bool
    """Whether it is asked now: in its steps that is a matter of minutes."""
    recall_now: float
    recall_when_due: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole story of a card."""

    told: tuple[Told, ...]
    """Newest first."""
    standing: Standing | None
    """None where everything was taken back."""
    factor: float
    """Of the forgetting curve R(t) = (1 + factor × t / S) ^ −decay."""
    decay: float


def explain(log: Sequence[LoggedEvent], *, card_id: int, rules: Rules, now: datetime) -> Explanation:
    """Replay a card's log and say what each event did and where that leads."""
    counting = [logged.evidence for logged in log if not logged.taken_back]
    steps = {step.event.log_id: step for step in history(counting, card_id=card_id, rules=rules)}
    told = tuple(Told(logged, steps.get(logged.evidence.log_id)) for logged in reversed(log))
    last = next((one.step.after for one in told if one.step is not None), None)
    weights = rules.parameters.weights
    return Explanation(
        told=told,
        standing=_standing(last, rules, now) if last else None,
        factor=0.9 ** (-1 / weights[20]) - 1,
        decay=weights[20],
    )


def _standing(memory: Memory, rules: Rules, now: datetime) -> Standing:
    today = rules.day(now)
    return Standing(
        memory=memory,
        due_on=date_of(memory.due_day),
        days_left=memory.due_day - today,
        is_due=memory.due_at <= now,
        recall_now=retrievability(memory, today, rules.parameters),
        recall_when_due=formulas(rules.parameters.weights).recall(memory.stability, memory.interval_days),
    )
