"""The terms of an attempt: when it ends by itself, what it shows when, what else was agreed. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from quizapp.quizzes.models import Attempt, Feedback

GRACE = timedelta(seconds=30)
"""How long after the end an answer still counts that was on its way."""


class When(StrEnum):
    """When something of the feedback is shown, the earliest first."""

    AT_ONCE = "at_once"
    AFTER_SUBMISSION = "after_submission"
    AFTER_CLOSING = "after_closing"
    NEVER = "never"


class Counts(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"
    LATEST = "latest"
    FIRST = "first"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Sight:
    """What a learner may see now."""

    score: bool = False
    """The points of the whole attempt."""
    verdict: bool = False
    """Whether each answer is right or wrong, and what it is worth."""
    key: bool = False
    """What would have been right."""
    explanation: bool = False
    """Why, and where it says so."""

    @property
    def is_everything(self) -> bool:
        """Say whether nothing is held back."""
        return self.score and self.verdict and self.key and self.explanation

    def is_within(self, other: Sight | None) -> bool:
        """Say whether nothing of it tells of an answer what another one, if there is any, does not."""
        if other is None:
            return False
        pairs = (self.verdict, other.verdict), (self.key, other.key), (self.explanation, other.explanation)
        return all(theirs or not mine for mine, theirs in pairs)


ALL, NOTHING = Sight(True, True, True, True), Sight()


@dataclass(frozen=True, slots=True)
class Moment:
    """How far an attempt is: what decides on what it shows."""

    answered: bool
    finished: bool
    closed: bool
    """Whether it is closed for everybody."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown when."""

    score: When = When.AFTER_SUBMISSION
    verdict: When = When.AFTER_SUBMISSION
    key: When = When.AFTER_SUBMISSION
    explanation: When = When.AFTER_SUBMISSION

    def sight(self, moment: Moment) -> Sight:
        """Return what of it is due."""
        due = {
            When.AT_ONCE: moment.answered or moment.finished,
            When.AFTER_SUBMISSION: moment.finished,
            When.AFTER_CLOSING: moment.finished and moment.closed,
            When.NEVER: False,
        }
        return Sight(due[self.score] and moment.finished, due[self.verdict], due[self.key], due[self.explanation])

    @property
    def feedback(self) -> Feedback:
        """Return the way of going through the questions: an answer stands where something of it is shown at once."""
        at_once = When.AT_ONCE in {self.verdict, self.key, self.explanation}
        return Feedback.AT_ONCE if at_once else Feedback.AT_END


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed as an attempt began. Its end may be moved later; all else stays."""

    shows: Showing = field(default_factory=Showing)
    closes_at: datetime | None = None
    """The moment at which it ends by itself."""
    results_at: datetime | None = None
    """From when on it is closed for everybody."""
    minutes: int | None = None
    """The time that this learner has."""
    usual_minutes: int | None = None
    """The time that the others have."""
    certainty: bool = False
    shuffled: bool = False
    counts: str = Counts.BEST

    @property
    def is_extended(self) -> bool:
        """Say whether this learner has more time than the others."""
        return bool(self.minutes and self.usual_minutes and self.minutes > self.usual_minutes)

    def sight(self, *, finished: bool, now: datetime) -> Sight:
        """Return what is shown of the attempt as a whole."""
        closed = self.results_at is not None and now >= self.results_at
        return self.shows.sight(Moment(answered=False, finished=finished, closed=closed))

    def as_json(self) -> dict[str, Any]:
        """Return what is stored beside the two moments, which have columns."""
        said = asdict(self)
        del said["closes_at"], said["results_at"]
        return said


def terms_of(stored: Mapping[str, Any] | None, closes_at: datetime | None, results_at: datetime | None) -> Terms | None:
    """Return stored terms as a value again; None where nothing was agreed, as in practice."""
    if stored is None:
        return None
    shows = Showing(**{name: When(when) for name, when in stored["shows"].items()})
    rest = {name: value for name, value in stored.items() if name != "shows"}
    return Terms(shows=shows, closes_at=closes_at, results_at=results_at, **rest)


def is_over(closes_at: datetime | None, now: datetime) -> bool:
    """Say whether an attempt that ends then has ended, for whoever answers: the grace has passed, too."""
    return closes_at is not None and now > closes_at + GRACE


def agreed(attempt: Attempt) -> Terms | None:
    """Return what was agreed as an attempt began; None for practice."""
    return terms_of(attempt.terms, attempt.closes_at, attempt.results_at)


def has_ended(attempt: Attempt, now: datetime) -> bool:
    """Say whether an attempt is finished, also by itself and before anything has written that down."""
    return attempt.finished_at is not None or is_over(attempt.closes_at, now)


def sight_of(attempt: Attempt, *, now: datetime) -> Sight:
    """Return what its learner may see of an attempt as a whole."""
    finished, terms = has_ended(attempt, now), agreed(attempt)
    if terms is None:
        return ALL if finished else NOTHING
    return terms.sight(finished=finished, now=now)
