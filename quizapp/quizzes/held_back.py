"""What practice leaves out, as its answers are not due: why nothing can be drawn. The condition stands in queries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import QuestionVersion
from quizapp.quizzes import queries


class NoQuestionsError(Exception):
    """The selection leaves no question to ask."""


class HeldBackError(NoQuestionsError):
    """Quizzes on which marks depend ask all that the selection leaves: practised, it would tell answers not due yet."""

    def __init__(self, until: datetime | None) -> None:
        """Take from when on some of it may be practised; None where a quiz is to be finished first."""
        super().__init__()
        self.until = until


def refuse_held(session: Session, learner_id: int, version_ids: Collection[int], *, now: datetime) -> None:
    """Say of versions that wait for a learner's quizzes, if there are any, what they wait for.

    Raises:
        HeldBackError: there are some.
    """
    theirs = sa.select(QuestionVersion.question_id).where(QuestionVersion.id.in_(version_ids))
    held = queries.held_until(session, learner_id, QuestionVersion.question_id.in_(theirs), now=now)
    if held:
        moments = [until for until in held.values() if until is not None]
        raise HeldBackError(min(moments) if len(moments) == len(held) else None)
