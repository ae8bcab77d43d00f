"""Giving a guest's evidence to the account that they sign in to: copied into its log, nothing changed in place."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from quizapp.accounts.signals import guest_signed_in
from quizapp.memory import queries
from quizapp.memory.access import rules_of_app
from quizapp.memory.models import ReviewEvent
from quizapp.memory.services import Learner, learner_by_id, store_memory
from quizapp.scheduling.evidence import replay


def connect() -> None:
    """Listen for guests who sign in."""
    guest_signed_in.connect(_carry_over)


def _carry_over(guest_id: int, *, session: Session, person_id: int, now: datetime) -> None:
    carry_over_evidence(session, guest_id, learner_by_id(session, person_id, rules_of_app(current_app)), now=now)


def carry_over_evidence(session: Session, guest_id: int, learner: Learner, *, now: datetime) -> None:
    """Copy a guest's evidence that was not taken back into a learner's log, and replay the cards it is about."""
    columns = [column.name for column in ReviewEvent.__table__.c if column.name not in {"id", "undoes_id"}]
    events = session.scalars(
        sa.select(ReviewEvent).where(ReviewEvent.learner_id == guest_id, *queries.not_undone()).order_by(ReviewEvent.id)
    ).all()
    cards = set()
    for event in events:
        if not queries.event_is_known(session, learner.id, event.event_id):
            values = {name: getattr(event, name) for name in columns}
            session.add(ReviewEvent(**values | {"learner_id": learner.id, "recorded_at": now}))
            cards.add(event.card_id)
    session.flush()
    for card_id in cards:
        evidence = queries.evidence_of_card(session, learner.id, card_id)
        store_memory(session, learner, card_id, replay(evidence, card_id=card_id, rules=learner.rules))
