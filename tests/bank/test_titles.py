from __future__ import annotations

from quizapp.bank.models import Bank
from quizapp.bank.titles import title_of_bank
from quizapp.clock import utcnow
from quizapp.db import db


def test_a_bank_is_read_by_its_title_looked_up_once_a_request_and_one_that_is_gone_by_its_key(app, statements):
    with app.app_context():
        db.session.add(Bank(key="csto", title="The pact", created_at=utcnow()))
        db.session.commit()
    with statements() as sent, app.test_request_context():
        assert [title_of_bank(key) for key in ("csto", "gone")] == ["The pact", "gone"]
    assert len(sent) == 1
