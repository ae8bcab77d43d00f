from __future__ import annotations

import sqlalchemy as sa

from quizapp.bank.models import Card
from quizapp.clock import utcnow
from quizapp.insights import queries
from quizapp.review.models import CardMark


def test_due_cards_are_counted_by_day_without_retired_ones(session, make_person, rate, cards_of):
    person_id, cards = make_person(), cards_of("csto")
    for card in (*cards, *cards_of("premier")):
        rate(person_id, card, 4)
    found = queries.due_by_day(session, person_id, 99_999, 1)
    assert sum(found.values()) == 3
    assert queries.due_by_day(session, person_id, min(found), 1) == {}
    session.execute(sa.update(Card).where(Card.id == cards[0]).values(retired_at=utcnow()))
    assert sum(queries.due_by_day(session, person_id, 99_999, 1).values()) == 2


def test_a_suspended_card_is_never_due_and_a_buried_one_not_before_tomorrow(session, make_person, rate, cards_of):
    person_id, cards = make_person(), [*cards_of("csto"), *cards_of("premier")]
    for card in cards:
        rate(person_id, card, 4)
    last = max(queries.due_by_day(session, person_id, 99_999, 1))
    session.add(CardMark(learner_id=person_id, card_id=cards[0], suspended_at=utcnow()))
    session.add(CardMark(learner_id=person_id, card_id=cards[1], buried_day=last + 3))
    session.flush()
    for today, told in ((last, {}), (last + 3, {last + 4: 1}), (last + 4, {})):
        found = queries.due_by_day(session, person_id, 99_999, today)
        assert sum(found.values()) == 2
        assert {day: count for day, count in found.items() if day > last} == told
    assert sum(queries.due_by_day(session, person_id, last + 4, last + 3).values()) == 1
