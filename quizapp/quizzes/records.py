"""What a learner made of each quiz: their attempts with the points that count. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from quizapp.quizzes.certainty import MOST, Answered, total_mark
from quizapp.quizzes.models import Attempt, Quiz, Slot
from quizapp.quizzes.terms import agreed, sight_of


@dataclass(frozen=True, slots=True)
class CertainMark:
    """The points of an attempt by certainty marking, which count instead of those for what was right."""

    mark: float
    most: float

    @property
    def share(self) -> float:
        """Return the share of the points that counts, from 0 to 1."""
        return max(0.0, self.mark / self.most) if self.most else 0.0


@dataclass(frozen=True, slots=True)
class QuizRecord:
    """What a learner made of one quiz."""

    quiz: Quiz
    attempts: tuple[Attempt, ...]
    """Newest first."""
    hidden: frozenset[int] = frozenset()
    """The attempts, by id, whose points the learner may not see yet."""
    certain: Mapping[int, CertainMark] = field(default_factory=dict)
    """The points by certainty, by attempt, where these count."""

    @property
    def finished(self) -> tuple[Attempt, ...]:
        """Return the attempts that have a score, newest first."""
        return tuple(attempt for attempt in self.attempts if attempt.finished_at is not None)

    @property
    def scored(self) -> tuple[Attempt, ...]:
        """Return the attempts whose points the learner may see, newest first."""
        return tuple(attempt for attempt in self.finished if attempt.id not in self.hidden)

    @property
    def best(self) -> float | None:
        """Return the best share of points, from 0 to 1."""
        return max(map(self._share, self.scored), default=None)

    @property
    def latest(self) -> float | None:
        """Return the newest finished attempt's share of points."""
        return self._share(self.scored[0]) if self.scored else None

    def _share(self, attempt: Attempt) -> float:
        return self.certain[attempt.id].share if attempt.id in self.certain else attempt.share


def records_of_learner(session: Session, learner_id: int, *, now: datetime) -> list[QuizRecord]:
    """Return all of a learner's attempts, grouped by quiz, the quiz last used first."""
    attempts = session.scalars(
        sa.select(Attempt)
        .where(Attempt.learner_id == learner_id)
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
        .options(joinedload(Attempt.quiz))
    ).all()
    groups: dict[int, list[Attempt]] = {}
    for attempt in attempts:
        groups.setdefault(attempt.quiz_id, []).append(attempt)
    hidden = frozenset(attempt.id for attempt in attempts if not sight_of(attempt, now=now).score)
    certain = certain_marks(session, (attempt for attempt in attempts if attempt.id not in hidden))
    return [QuizRecord(group[0].quiz, tuple(group), hidden, certain) for group in groups.values()]


def certain_marks(session: Session, attempts: Iterable[Attempt]) -> dict[int, CertainMark]:
    """Return the points by certainty of those attempts in which it was asked for, by attempt."""
    asked = {one.id: one for one in attempts if (terms := agreed(one)) and terms.certainty}
    if not asked:
        return {}
    slots = sa.select(Slot.attempt_id, Slot.score, Slot.certainty, Slot.answered_at.is_not(None))
    rows = session.execute(slots.where(Slot.attempt_id.in_(asked), ~Slot.dropped).order_by(Slot.attempt_id))
    return {
        number: CertainMark(
            total_mark(Answered(score or 0.0, certainty, answered) for _number, score, certainty, answered in places),
            MOST * asked[number].worth,
        )
        for number, places in groupby(rows, key=lambda row: row[0])
    }
