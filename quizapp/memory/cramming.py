"""Services of practice outside of the schedule: kept in the log with a source of its own, and no evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.db import add_once
from quizapp.memory.models import ReviewEvent
from quizapp.memory.services import LOG, Event, Learner, event_values
from quizapp.scheduling.state import Rating, Source


def record_cram(  # noqa: PLR0913 - who, what, how, which event, when
    session: Session, learner: Learner, card_id: int, rating: Rating, event: Event, *, now: datetime
) -> bool:
    """Keep the rating of a crammed card, once for each event id, and say whether it was new; no memory changes."""
    values = event_values(learner, card_id, Source.CRAM, rating, event, at=min(event.at, now), now=now)
    return add_once(session.connection(), LOG, values)


def crammed_since(session: Session, learner_id: int, since: datetime) -> Sequence[tuple[int, int]]:
    """Return (card id, rating) of what a learner crammed since a moment, in order."""
    statement = (
        sa.select(ReviewEvent.card_id, ReviewEvent.rating)
        .where(ReviewEvent.learner_id == learner_id, ReviewEvent.source == Source.CRAM, ReviewEvent.at >= since)
        .order_by(ReviewEvent.id)
    )
    return [(card_id, rating) for card_id, rating in session.execute(statement)]
