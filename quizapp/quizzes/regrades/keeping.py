"""Services that leave scores as they are though a key changed, with a record of it, and the way back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Question
from quizapp.quizzes.models import KeptScores


def keep_scores(session: Session, question: Question, *, person_id: int | None, now: datetime) -> KeptScores:
    """Record that answers to older versions of a question stay as they were marked."""
    kept = KeptScores(question_id=question.id, version_id=question.current.id, person_id=person_id, at=now)
    session.add(kept)
    session.flush()
    return kept


def ask_again(session: Session, question_id: int, *, person_id: int | None, now: datetime) -> bool:
    """Take back that a question's scores stay as they are, so that it is asked about again; say whether they did."""
    standing = sa.and_(KeptScores.question_id == question_id, KeptScores.undone_at.is_(None))
    done = session.execute(sa.update(KeptScores).where(standing).values(undone_at=now, undone_by_id=person_id))
    return bool(cast("sa.CursorResult[Any]", done).rowcount)
