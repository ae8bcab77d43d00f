"""Giving what was decided about a guest's marks to the account that they sign in to."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.signals import guest_signed_in
from quizapp.gradebook.models import GradeDecision, MarkDecision


def connect() -> None:
    """Listen for guests who sign in."""
    guest_signed_in.connect(_carry_over)


def _carry_over(guest_id: int, *, session: Session, person_id: int, **_sent: object) -> None:
    for model in (MarkDecision, GradeDecision):
        session.execute(sa.update(model).where(model.person_id == guest_id).values(person_id=person_id))
