"""Services that count the facility of questions: the share of points of those who met them for the first time.

Counting goes on from the last response that was counted, and never happens while somebody answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import FacilityCount, QuestionFacility, QuestionVersion
from quizapp.batches import BATCH, batches
from quizapp.quizzes.models import Attempt, Response, Slot

_FACILITIES = cast("sa.Table", QuestionFacility.__table__)
_SLOTS, _ATTEMPTS = cast("sa.Table", Slot.__table__), cast("sa.Table", Attempt.__table__)
_VERSIONS, _RESPONSES = cast("sa.Table", QuestionVersion.__table__), cast("sa.Table", Response.__table__)
_some: sa.BindParameter[int] = sa.bindparam("ids", expanding=True)
_answered = (
    sa.select(
        _VERSIONS.c.question_id,
        _SLOTS.c.score,
        sa.func.row_number()
        .over(
            partition_by=(_VERSIONS.c.question_id, _ATTEMPTS.c.learner_id),
            order_by=(_SLOTS.c.answered_at, _SLOTS.c.id),
        )
        .label("nth"),
    )
    .join(_VERSIONS, _VERSIONS.c.id == _SLOTS.c.version_id)
    .join(_ATTEMPTS, _ATTEMPTS.c.id == _SLOTS.c.attempt_id)
    .where(_VERSIONS.c.question_id.in_(_some), _SLOTS.c.answered_at.is_not(None))
    .subquery()
)
_first_ones = (
    sa.select(_answered.c.question_id, sa.func.count().label("answered"), sa.func.avg(_answered.c.score).label("share"))
    .where(_answered.c.nth == 1)
    .group_by(_answered.c.question_id)
)


def count_facilities(session: Session, *, now: datetime) -> int:
    """Count anew the questions that were answered since the last time; return how many."""
    counted = session.get(FacilityCount, 1) or FacilityCount(id=1, response_id=0)
    newest = session.scalar(sa.select(sa.func.max(_RESPONSES.c.id))) or 0
    ids = _answered_since(session, counted.response_id)
    for some in batches(ids, BATCH):
        rows = [dict(row) for row in session.execute(_first_ones, {"ids": some}).mappings()]
        session.execute(sa.delete(_FACILITIES).where(_FACILITIES.c.question_id.in_(some)))
        if rows:
            session.execute(sa.insert(_FACILITIES), rows)
    counted.response_id, counted.counted_at = newest, now
    session.add(counted)
    session.flush()
    return len(ids)


def _answered_since(session: Session, response_id: int) -> Sequence[int]:
    statement = (
        sa.select(_VERSIONS.c.question_id)
        .join(_SLOTS, _SLOTS.c.version_id == _VERSIONS.c.id)
        .join(_RESPONSES, _RESPONSES.c.slot_id == _SLOTS.c.id)
        .where(_RESPONSES.c.id > response_id)
        .distinct()
    )
    return session.scalars(statement.order_by(_VERSIONS.c.question_id)).all()
