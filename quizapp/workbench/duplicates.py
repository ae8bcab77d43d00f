"""Services that look for questions which ask the same, keep what was found, and note that two are none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.bank.models import Question, QuestionVersion, is_current
from quizapp.bank.signals import marks_wanted
from quizapp.bank.versions import draft_of
from quizapp.batches import batches
from quizapp.quality.similar import asked_by
from quizapp.workbench.likeness import Likely, Pair, likely_pairs, stem_of
from quizapp.workbench.models import DuplicatePair

DUPLICATE = "duplicate"
_kept = Question.trashed_at.is_(None)


def connect() -> None:
    """Answer who looks for likely duplicates."""
    marks_wanted.connect(_marked)


def _marked(_session: Session, *, mark: str) -> list[sa.Select[int]]:
    if mark != DUPLICATE:
        return []
    second = aliased(Question)
    open_ones = (
        sa.select(DuplicatePair.first_id, DuplicatePair.second_id)
        .join(Question, Question.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .where(DuplicatePair.dismissed_at.is_(None), _kept, second.trashed_at.is_(None))
        .subquery()
    )
    return [sa.select(open_ones.c.first_id), sa.select(open_ones.c.second_id)]


def look_for_duplicates(session: Session) -> Likely:
    """Return pairs of questions whose stems and keys are nearly the same; it reads only."""
    statement = sa.select(Question.id, QuestionVersion.title).join(QuestionVersion, is_current()).where(_kept)
    likely = likely_pairs(stem_of(question_id, title) for question_id, title in session.execute(statement))
    keys = _keys(session, {one for pair in likely.pairs for one in (pair.first, pair.second)})
    same = tuple(pair for pair in likely.pairs if not keys[pair.first].isdisjoint(keys[pair.second]))
    return Likely(same, likely.is_whole)


def _keys(session: Session, ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Return what is right at each question, for comparison."""
    found: dict[int, frozenset[str]] = {}
    for batch in batches(sorted(ids)):
        statement = sa.select(Question.key, QuestionVersion).join(QuestionVersion, is_current())
        for key, version in session.execute(statement.where(Question.id.in_(batch))):
            found[version.question_id] = asked_by(0, draft_of(key, version)).key
    return found


def keep_duplicates(session: Session, pairs: Sequence[Pair], *, now: datetime) -> int:
    """Keep the pairs that were found in the place of those found before; return how many are new or still open."""
    session.execute(sa.delete(DuplicatePair).where(DuplicatePair.dismissed_at.is_(None)))
    settled = set(map(tuple, session.execute(sa.select(DuplicatePair.first_id, DuplicatePair.second_id))))
    named = sorted({one for pair in pairs for one in (pair.first, pair.second)})
    there: set[int] = set()
    for batch in batches(named):  # somebody may have emptied the trash meanwhile
        there |= set(session.scalars(sa.select(Question.id).where(Question.id.in_(batch))))
    fresh = [
        DuplicatePair(first_id=pair.first, second_id=pair.second, likeness=pair.likeness, found_at=now)
        for pair in pairs
        if (pair.first, pair.second) not in settled and {pair.first, pair.second} <= there
    ]
    session.add_all(fresh)
    session.flush()
    return len(fresh)


def dismiss_pair(session: Session, pair: DuplicatePair, *, now: datetime) -> None:
    """Note that two questions are no duplicates, so that no search names them again."""
    pair.dismissed_at = now
    session.flush()
