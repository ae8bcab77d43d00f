from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card
from quizapp.memory.queries import never_comes
from quizapp.review.models import CardMark

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_a_card_is_suspended_by_its_learner_alone(session, small_bank):
    learner, other = (create_guest(session, now=NOW).id for _ in range(2))
    session.add(CardMark(learner_id=learner, card_id=1, suspended_at=NOW))
    session.add(CardMark(learner_id=learner, card_id=2, flag=3))
    session.flush()
    assert session.scalars(sa.select(Card.id).where(never_comes(learner, Card.id))).all() == [1]
    assert session.scalars(sa.select(Card.id).where(never_comes(other, Card.id))).all() == []
