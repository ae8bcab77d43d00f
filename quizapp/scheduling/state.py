"""What is remembered of a card, what is evidence about it, and the settings that scheduling follows: values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from zoneinfo import ZoneInfo

from quizapp.scheduling import day

MAXIMUM_INTERVAL = 36_500
"""Days: the longest interval that can be asked for, and the bound of stability, as in Anki and fsrs-rs."""

DEFAULT_WEIGHTS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The weights that FSRS-6 comes with; kept here so that an update of the package cannot change them unseen."""


class Rating(IntEnum):
    """How well a card was recalled."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(StrEnum):
    """Where a card is on its way: new ones have no memory yet, learning and relearning ones follow steps."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class Source(StrEnum):
    """Where a piece of evidence was given."""

    REVIEW = "review"
    QUIZ = "quiz"
    LIVE = "live"
    RELEARN = "relearn"
    """Nothing was recalled: the card's back changed, so it comes back soon."""
    POSTPONE = "postpone"
    """Nothing was recalled: the learner moved an overdue card to a later day."""
    CRAM = "cram"
    """Practice outside of the schedule: kept in the log, and no evidence."""
    MERGED = "merged"
    """A review of a duplicate's card, whose question was merged into this card's: the same evidence, counted here."""
    MERGED_QUIZ = "merged-quiz"
    """The same of a quiz or live answer."""


RATED = frozenset({Source.REVIEW, Source.MERGED})
"""Whose evidence is a rating on a card's back; all other answers are credits."""

MERGED = frozenset({Source.MERGED, Source.MERGED_QUIZ})
"""Evidence that was given at another card, and repeated for this one."""


@dataclass(frozen=True, slots=True)
class Memory:
    """One learner's memory of one card after its last evidence."""

    phase: Phase
    step: int
    """Place in the (re)learning steps from 0; 0 in review, where it means nothing."""
    stability: float
    """Days until the chance of recall falls to 0.9."""
    difficulty: float
    """From 1 to 10."""
    last_day: int
    """Learner-day of the last recall."""
    last_at: datetime
    """Moment of the last event, recall or not."""
    due_at: datetime
    """Aware UTC; the start of the due day where the interval is in days."""
    due_day: int
    interval_days: int
    """0 while steps are followed."""
    reps: int
    lapses: int
    credited_day: int | None = None
    """Learner-day of the last quiz or live answer that counted."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The model's weights and the scheduler's settings, named by a version that is kept with each state."""

    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    desired_retention: float = 0.9
    learning_steps: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10))
    relearning_steps: tuple[timedelta, ...] = (timedelta(minutes=10),)
    maximum_interval: int = MAXIMUM_INTERVAL
    fuzz: bool = True
    version: str = "fsrs-6-default"

    def __post_init__(self) -> None:
        """Refuse settings that no schedule can follow; the weights' bounds are the model's own to check."""
        if not 0 < self.desired_retention < 1:
            raise ValueError("The desired retention is a probability between 0 and 1.")
        if not 1 <= self.maximum_interval <= MAXIMUM_INTERVAL:
            raise ValueError(f"The maximum interval is from 1 to {MAXIMUM_INTERVAL} days.")
        if any(step <= timedelta(0) for step in self.learning_steps + self.relearning_steps):
            raise ValueError("A step takes time.")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a learner's cards follow: the parameters, and the calendar in which their days are counted."""

    zone: ZoneInfo
    rollover_hour: int = day.ROLLOVER_HOUR
    parameters: Parameters = field(default_factory=Parameters)

    def day(self, moment: datetime) -> int:
        """Return the learner-day of a moment."""
        return day.day_index(moment, self.zone, self.rollover_hour)

    def start(self, index: int) -> datetime:
        """Return the first moment of a learner-day, in UTC."""
        return day.day_start(index, self.zone, self.rollover_hour)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One event of the log, as far as a memory is concerned."""

    rating: Rating | None
    """None where nothing was recalled."""
    at: datetime
    source: Source = Source.REVIEW
    log_id: int = 0
    """Place in the log: events of one moment are replayed in the order in which they were recorded."""
    placed: int | None = None
    """The due day that was chosen for it when it was given, to even out the days; None where nothing chose."""
    days: int = 0
    """Of a relearn or a postponement: learner-days until the card comes back."""


class OutOfOrderError(ValueError):
    """The event is older than the memory's last one: keep it in the log and replay the card."""
