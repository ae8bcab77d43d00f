"""What a regrade would do: answers to older versions of a question, graded by its newest key. Nothing changes here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.asked import AskedVersion, asked_version
from quizapp.bank.models import Question, QuestionVersion, is_current
from quizapp.kinds.base import Answers, ContentError
from quizapp.kinds.changes import carried_answers
from quizapp.quizzes.marking import grading_context
from quizapp.quizzes.models import Attempt, Slot


class Rule(StrEnum):
    """Which key counts."""

    NO_LOSS = "no_loss"
    """The old or the new one, whichever gives more: no score falls."""
    NEW_KEY = "new_key"
    FULL_MARKS = "full_marks"
    """Neither: everybody who was asked gets the full mark."""
    DROP = "drop"
    """Neither: it counts no more."""


FOR_ALL = frozenset({Rule.FULL_MARKS, Rule.DROP})
"""The rules that treat everybody alike, whatever they answered (for_all)."""


class Change(NamedTuple):
    """What a regrade makes of one slot."""

    slot_id: int
    attempt_id: int
    learner_id: int
    old_key: int | None
    new_key: int | None
    old_score: float | None
    new_score: float | None
    answered: bool
    old_points: float | None
    """Of the attempt, where it is finished."""
    new_points: float | None

    @property
    def differs(self) -> bool:
        """Say whether the score is another one."""
        return self.old_score != self.new_score


@dataclass(frozen=True, slots=True)
class RegradePlan:
    """What a regrade would do now."""

    version_id: int
    rule: Rule
    changes: tuple[Change, ...]
    untold: int
    """Answers that cannot be said in the new version's terms: they keep their score."""
    left_open: int = 0
    """Places in open attempts that it leaves as they are."""

    @property
    def answers(self) -> int:
        """Return how many answers are graded again."""
        return sum(change.answered for change in self.changes)

    @property
    def differing(self) -> tuple[Change, ...]:
        """Return the changes of a score."""
        return tuple(change for change in self.changes if change.differs)

    @property
    def open_places(self) -> int:
        """Return how many places of open attempts will be marked by the new key once they are answered."""
        return sum(not change.answered for change in self.changes)


def plan_regrade(session: Session, question_id: int, rule: Rule) -> RegradePlan:
    """Grade every answer to older versions of a question by its newest key, and change nothing yet."""
    key = asked_version(session, current_version_id(session, question_id))
    return plan_by_key(session, question_id, rule, key)


def current_version_id(session: Session, question_id: int) -> int:
    """Return the version whose key a regrade goes by: the one that counts now."""
    return session.scalars(_current_id.where(Question.id == question_id)).one()


_current_id = sa.select(QuestionVersion.id).join(Question, is_current())


def plan_by_key(session: Session, question_id: int, rule: Rule, key: AskedVersion) -> RegradePlan:
    """Grade every answer to a question that another key marks by a key, which may be one that is not kept yet."""
    changes, untold = [], 0
    marks = _Marks(session, key, rule)
    for slot in _slots_asked(session, question_id, key.version_id):
        if slot.answered_at is None:
            changes.append(_change(slot, key.version_id, slot.score))
            continue
        marked = marks.of(slot)
        untold += marked is None
        if marked is not None:
            changes.append(_change(slot, *marked))
    return RegradePlan(key.version_id, rule, with_points(session, question_id, changes), untold)


def _slots_asked(session: Session, question_id: int, version_id: int) -> Sequence[sa.Row[Any]]:
    """Return the places of a question that another key marks; empty ones of finished attempts have nothing to mark."""
    statement = (
        sa.select(
            Slot.id,
            Slot.attempt_id,
            Attempt.learner_id,
            Slot.version_id,
            Slot.key_version_id,
            Slot.answers,
            Slot.score,
            Slot.answered_at,
        )
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
        .where(
            QuestionVersion.question_id == question_id,
            sa.func.coalesce(Slot.key_version_id, Slot.version_id) != version_id,
            sa.or_(Slot.answered_at.is_not(None), Attempt.finished_at.is_(None)),
            ~Slot.dropped,
        )
        .order_by(Slot.id)
    )
    return session.execute(statement).all()


class _Marks:
    """What answers are worth by a key; the same answer to the same version is graded once."""

    def __init__(self, session: Session, key: AskedVersion, rule: Rule) -> None:
        self.session, self.key, self.rule = session, key, rule
        self.context = grading_context(session, key)
        self.known: dict[tuple[int, Answers], float | None] = {}

    def of(self, slot: sa.Row[Any]) -> tuple[int | None, float | None] | None:
        """Return the key that counts for a slot and the score by it; None where the new key cannot tell."""
        answers = tuple(slot.answers or ())
        place = (slot.version_id, answers)
        if place not in self.known:
            self.known[place] = self._score(*place)
        score = self.known[place]
        if score is None:
            return None
        if self.rule is Rule.NO_LOSS and score < (slot.score or 0.0):
            return slot.key_version_id, slot.score
        return self.key.version_id, score

    def _score(self, version_id: int, answers: Answers) -> float | None:
        carried = carried_answers(asked_version(self.session, version_id).content, self.key.content, answers)
        if carried is None:
            return None
        try:
            return self.key.content.grade(carried, self.context).score
        except ContentError:
            return None


def _change(slot: sa.Row[Any], key: int | None, score: float | None) -> Change:
    return Change(
        *(slot.id, slot.attempt_id, slot.learner_id, slot.key_version_id, key),
        *(slot.score, score, slot.answered_at is not None, None, None),
    )


def with_points(session: Session, question_id: int, changes: list[Change]) -> tuple[Change, ...]:
    """Return changes with the points of their finished attempts before and after."""
    scores = scores_of_attempts(session, question_id)
    after = {change.slot_id: change.new_score for change in changes}
    return tuple(
        change._replace(
            old_points=points_of(slots), new_points=points_of(slots | {change.slot_id: after[change.slot_id]})
        )
        if (slots := scores.get(change.attempt_id))
        else change
        for change in changes
    )


def scores_of_attempts(session: Session, question_id: int) -> dict[int, dict[int, float | None]]:
    """Return the scores that count in each finished attempt that asked a question: attempt → slot → score, in order."""
    statement = (
        sa.select(Slot.attempt_id, Slot.id, Slot.score)
        .join(Attempt, Attempt.id == Slot.attempt_id)
        .where(Attempt.id.in_(asking_attempts(question_id)), Attempt.finished_at.is_not(None), ~Slot.dropped)
        .order_by(Slot.attempt_id, Slot.position)
    )
    scores: dict[int, dict[int, float | None]] = {}
    for attempt_id, slot_id, score in session.execute(statement):
        scores.setdefault(attempt_id, {})[slot_id] = score
    return scores


def points_of(scores: Mapping[int, float | None]) -> float:
    """Return what the slots of an attempt, in order, add up to, as when it was finished."""
    return sum(score or 0.0 for score in scores.values())


def asking_attempts(question_id: int) -> sa.Select[int]:
    """Select the attempts, by id, that asked some version of a question."""
    return (
        sa.select(Slot.attempt_id)
        .join(QuestionVersion, QuestionVersion.id == Slot.version_id)
        .where(QuestionVersion.question_id == question_id)
    )
