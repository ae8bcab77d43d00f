"""Telling whoever reckons when cards come which ones their learners have suspended."""

from __future__ import annotations

import sqlalchemy as sa

from quizapp.bank.signals import suspended_wanted
from quizapp.review.models import CardMark


def connect() -> None:
    """Answer who reckons with cards."""
    suspended_wanted.connect(_is_suspended)


def _is_suspended(
    _sender: object, *, learner_id: int | sa.SQLColumnExpression[int], card_id: sa.SQLColumnExpression[int]
) -> sa.ColumnElement[bool]:
    theirs = (CardMark.learner_id == learner_id, CardMark.card_id == card_id)
    return sa.exists().where(*theirs, CardMark.suspended_at.is_not(None))
