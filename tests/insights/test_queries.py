from __future__ import annotations

import sqlalchemy as sa

from quizapp.bank.models import Card
from quizapp.clock import utcnow
from quizapp.insights import queries


def test_due_cards_are_counted_by_day_without_retired_ones(session, make_person, rate, cards_of):
    person_id, cards = make_person(), cards_of("csto")
    for card in (*cards, *cards_of("premier")):
        rate(person_id, card, 4)
    found = queries.due_by_day(session, person_id, 99_999)
    assert sum(found.values()) == 3
    assert queries.due_by_day(session, person_id, min(found)) == {}
    session.execute(sa.update(Card).where(Card.id == cards[0]).values(retired_at=utcnow()))
    assert sum(queries.due_by_day(session, person_id, 99_999).values()) == 2
