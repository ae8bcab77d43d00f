from __future__ import annotations

import pytest

from quizapp.assignments.carry_over import carry_over_work
from quizapp.assignments.models import Assignment
from quizapp.assignments.services import Differing, set_exception
from quizapp.assignments.sitting import mark_read
from quizapp.clock import utcnow
from quizapp.db import db


@pytest.mark.longer
def test_a_guests_work_becomes_that_of_the_account(app, give_out, students, sit, stored, change):
    guest, person = students[:2]
    quiz, reading = give_out(attempts=3), give_out("reading", passages=["ally-2023#p1", "ally-2023#p2"])
    for student in (person, guest):
        player, attempt = sit(quiz, student)
        player.finish(attempt)
        change(quiz, set_exception, student, Differing(note=f"of {student}"), now=utcnow())
    with app.app_context():
        session, now = db.session(), utcnow()
        given = session.get_one(Assignment, reading)
        for student, passage in ((person, "ally-2023#p1"), (guest, "ally-2023#p1"), (guest, "ally-2023#p2")):
            mark_read(session, given, student, passage, seconds=1, now=now)
        carry_over_work(guest, session=session, person_id=person, now=now)
        session.commit()
    assert sorted(row[1:] for row in stored("sittings", "id", "person_id", "number")) == [(person, 1), (person, 2)]
    assert sorted(row[0] for row in stored("read_passages", "passage")) == ["ally-2023#p1", "ally-2023#p2"]
    assert stored("assignment_exceptions", "person_id", "note") == [(person, f"of {person}")]
