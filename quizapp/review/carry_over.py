"""Giving a guest's marks and habits to the account that they sign in to, where it has none of its own."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.signals import guest_signed_in
from quizapp.review.models import CardAction, CardMark


def connect() -> None:
    """Listen for guests who sign in."""
    guest_signed_in.connect(carry_over_marks)


def carry_over_marks(guest_id: int, *, session: Session, person_id: int, **_sent: object) -> None:
    """Make a guest's marks those of the person; where both have one on a card, the person's stays."""
    own = sa.select(CardMark.card_id).where(CardMark.learner_id == person_id)
    theirs = sa.update(CardMark).where(CardMark.learner_id == guest_id, CardMark.card_id.not_in(own))
    session.execute(theirs.values(learner_id=person_id))
    session.execute(sa.delete(CardMark).where(CardMark.learner_id == guest_id))
    session.execute(sa.delete(CardAction).where(CardAction.learner_id == guest_id))
