from __future__ import annotations

import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.clock import utcnow
from quizapp.review.carry_over import carry_over_marks
from quizapp.review.models import CardMark


def test_a_guest_s_marks_come_along_where_the_account_has_none(session, small_bank):
    guest, person = (create_guest(session, now=utcnow()).id for _ in range(2))
    session.add_all(CardMark(learner_id=guest, card_id=card, note="of the guest") for card in (1, 2))
    session.add(CardMark(learner_id=person, card_id=1, note="of the account"))
    session.flush()
    carry_over_marks(guest, session=session, person_id=person, now=utcnow())
    rows = session.execute(sa.select(CardMark.learner_id, CardMark.card_id, CardMark.note).order_by(CardMark.card_id))
    assert rows.all() == [(person, 1, "of the account"), (person, 2, "of the guest")]
