from __future__ import annotations

from quizapp.bank.models import Card
from quizapp.bank.signals import uses_wanted
from quizapp.memory.uses import _questions_reviewed
from quizapp.scheduling.state import Rating


def test_questions_that_somebody_reviewed_are_used(session, review, cards_of):
    (wanted,) = _questions_reviewed(session)
    assert session.scalars(wanted).all() == []
    card = session.get_one(Card, session.query(Card.id).limit(1).scalar())
    review(card.id, Rating.GOOD)
    assert session.scalars(wanted).all() == [card.question_id]


def test_the_bank_is_told(app, session):
    assert [listener for listener, _selects in uses_wanted.send(session)].count(_questions_reviewed) == 1
