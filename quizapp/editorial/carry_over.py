"""Carrying a guest's reports over into the account that they sign in to."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.accounts.signals import guest_signed_in
from quizapp.editorial.models import Report


def connect() -> None:
    """Listen for guests who sign in."""
    guest_signed_in.connect(_carry_reports)


def _carry_reports(guest_id: int, *, session: Session, person_id: int, **_sent: object) -> None:
    own = aliased(Report)
    twice = sa.exists().where(
        own.learner_id == person_id, own.card_id == Report.card_id, own.version_id == Report.version_id
    )
    session.execute(sa.update(Report).where(Report.learner_id == guest_id, ~twice).values(learner_id=person_id))
