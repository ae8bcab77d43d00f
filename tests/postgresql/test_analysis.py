"""Statistics of a ready-made quiz, of a bank and of a question on PostgreSQL: what a quiz's JSON says decides there."""

from __future__ import annotations

from random import Random

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person, Role
from quizapp.analysis import queries, whole
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.quizzes.models import Slot
from quizapp.quizzes.ready import ready_quiz_by_key, start_ready_quiz
from quizapp.web import background

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


@pytest.fixture
def taken(app, with_banks_loaded):
    """Let six students hand in the diagnostic without an answer."""
    with app.app_context():
        session, now = db.session(), utcnow()
        quiz = ready_quiz_by_key(session, "diagnostic")
        for number in range(6):
            person = Person(role=Role.STUDENT, name=f"Student {number}", session_stamp="s", created_at=now)
            session.add(person)
            session.flush()
            rng = Random(number)
            attempt = start_ready_quiz(session, person.id, quiz, event_id=f"event-{number}", rng=rng, now=now)
            attempt.score, attempt.finished_at = 0.0, now
        session.commit()


def test_figures_are_shown_sorted_and_handed_out(taken, make_person, browse):
    instructor = browse(make_person(role=Role.INSTRUCTOR, name="Ada"))
    assert "finished by 6 students" in instructor.get("/statistics").text
    assert "By 6 students." in instructor.get("/statistics/quizzes/diagnostic?sort=facility&down=1").text
    assert instructor.get("/statistics/quizzes/diagnostic/questions.csv").text.startswith("bank,question,")
    assert "By 6 students." in instructor.get("/statistics/banks/dates?attempts=all").text
    assert instructor.get("/statistics/questions/1").status_code == 200


def test_all_attempts_are_read_in_parts_as_they_are_read_at_once(app, taken, make_person, browse):
    with app.app_context():
        session = db.session()
        session.execute(sa.update(Slot).where(Slot.position == 2).values(answers=["a, “b”\\ c"], answered_at=utcnow()))
        attempts = whole.attempts_taken(session, whole.of_quiz("diagnostic"), None, now=utcnow())
        rows = whole.Reader(session, whole.questions_of_versions(session, None)).places_of(attempts)
        assert rows == queries.answers_to_quiz(session, "diagnostic", now=utcnow())
        session.rollback()
    instructor = browse(make_person(role=Role.INSTRUCTOR, name="Ada"))
    for path in ("quizzes/diagnostic", "banks/dates"):
        run = instructor.post(f"/statistics/{path}/runs?attempts=all").location
        background.wait(app)
        assert "By 6 students." in instructor.get(run).text
