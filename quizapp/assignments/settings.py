"""What a teacher says of an assignment beside its dates, kind by kind: checked values, stored as JSON. No IO."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from quizapp.assignments.models import Kind
from quizapp.formats.quiz_rules import LARGEST_QUIZ
from quizapp.quizzes.terms import Counts, Showing, When

_STRICT = ConfigDict(frozen=True, extra="forbid")
LONGEST_MINUTES = 1_440
MOST_ATTEMPTS = 20
ORDER_OF_MOMENTS = tuple(When)


class LateRule(StrEnum):
    """What becomes of work that comes after the closing."""

    REFUSE = "refuse"
    ACCEPT = "accept"
    PERCENT = "percent"


class Late(BaseModel):
    """The late rule; until when stands with the dates."""

    model_config = _STRICT

    rule: LateRule = LateRule.REFUSE
    percent_per_day: int = Field(default=10, ge=1, le=100)


class DrawnBy(BaseModel):
    """A rule: how many questions to draw of those that a search finds."""

    model_config = _STRICT

    count: int = Field(ge=1, le=LARGEST_QUIZ)
    query: str = Field(max_length=500)
    unseen_days: int = Field(default=0, ge=0, le=3_650)
    """Questions that the student met within so many days are drawn only where there are no others; 0 for any."""


class QuizSettings(BaseModel):
    """A quiz: its questions, and the terms of an attempt."""

    model_config = _STRICT

    questions: tuple[int, ...] = Field(default=(), max_length=LARGEST_QUIZ)
    """A fixed list, by id; without one its rules draw."""
    rules: tuple[DrawnBy, ...] = Field(default=(), max_length=50)
    balanced: bool = False
    """Whether each student's questions are chosen to be as hard as everybody's, by the facilities that were counted."""
    attempts: int | None = Field(default=1, ge=1, le=MOST_ATTEMPTS)
    counts: Counts = Counts.BEST
    minutes: int | None = Field(default=None, ge=1, le=LONGEST_MINUTES)
    score: When = When.AFTER_SUBMISSION
    verdict: When = When.AFTER_SUBMISSION
    key: When = When.AFTER_SUBMISSION
    explanation: When = When.AFTER_SUBMISSION
    certainty: bool = False
    shuffled: bool = False
    password: str = Field(default="", max_length=100)
    late: Late = Late()

    @property
    def shows(self) -> Showing:
        """Return what is shown when."""
        return Showing(self.score, self.verdict, self.key, self.explanation)

    @property
    def size(self) -> int:
        """How many questions an attempt asks, if there are enough."""
        return len(self.questions) or sum(rule.count for rule in self.rules)

    @model_validator(mode="after")
    def _is_coherent(self) -> Self:
        if bool(self.questions) == bool(self.rules):
            raise ValueError("no_questions")
        if self.size > LARGEST_QUIZ:
            raise ValueError("too_many_questions")
        if ORDER_OF_MOMENTS.index(self.verdict) > ORDER_OF_MOMENTS.index(self.key):
            raise ValueError("key_before_verdict")
        if _late_moment(self.score) > _late_moment(self.verdict):
            raise ValueError("verdict_before_score")
        return self


def _late_moment(when: When) -> int:
    """Return where a moment stands among the others; the points of all are never shown before the finish."""
    return max(ORDER_OF_MOMENTS.index(when), ORDER_OF_MOMENTS.index(When.AFTER_SUBMISSION))


class Goal(StrEnum):
    """What flashcards are studied for."""

    CARDS = "cards"
    MINUTES = "minutes"
    RETENTION = "retention"


class CardsSettings(BaseModel):
    """A flashcard goal: so many cards, so many minutes, or so much remembered at the closing."""

    model_config = _STRICT

    goal: Goal = Goal.CARDS
    target: int = Field(ge=1, le=10_000)
    """Cards, minutes, or percent."""
    query: str = Field(default="", max_length=500)
    """Whose cards count; empty for all."""

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.goal == Goal.RETENTION and self.target > 99:  # noqa: PLR2004 - nothing is remembered for certain
            raise ValueError("retention_too_high")
        return self


class ReadingSettings(BaseModel):
    """A reading: the passages that are to be read."""

    model_config = _STRICT

    passages: tuple[str, ...] = Field(min_length=1, max_length=200)
    minutes: int | None = Field(default=None, ge=1, le=LONGEST_MINUTES)
    """About how long it takes: a guide for students."""


Settings = QuizSettings | CardsSettings | ReadingSettings
_OF_KIND: Mapping[str, type[Settings]] = {
    Kind.QUIZ: QuizSettings,
    Kind.CARDS: CardsSettings,
    Kind.READING: ReadingSettings,
}


def settings_of(kind: str, stored: Mapping[str, Any]) -> Settings:
    """Return the settings of a kind as a checked value.

    Raises:
        pydantic.ValidationError: they cannot be used.
    """
    return _OF_KIND[kind].model_validate(stored)


def quiz_settings(stored: Mapping[str, Any]) -> QuizSettings:
    """Return the settings of a quiz."""
    return QuizSettings.model_validate(stored)
