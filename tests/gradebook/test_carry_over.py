from __future__ import annotations

import pytest

from quizapp.accounts.services import create_guest
from quizapp.accounts.signals import guest_signed_in
from quizapp.assignments.models import Assignment
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.gradebook import queries
from quizapp.gradebook.models import DecisionKind
from quizapp.gradebook.services import Decision, decide_mark


@pytest.mark.longer
def test_what_was_decided_about_a_guest_follows_them_to_their_account(app, give_out, students):
    assignment = give_out()
    with app.app_context():
        session, now = db.session(), utcnow()
        guest = create_guest(session, now=now)
        decision = Decision(DecisionKind.OVERRIDE, 5.0, "because", None)
        decide_mark(session, session.get_one(Assignment, assignment), guest.id, decision, now=now)
        guest_signed_in.send(guest.id, session=session, person_id=students[2], now=now)
        (moved,) = queries.history_of(session, [assignment])
    assert (moved.person_id, moved.by) == (students[2], None)
