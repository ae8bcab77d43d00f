"""A class's insight on PostgreSQL: recall, windows over answers, JSON as text and moments as seconds decide there."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.forecasts.first_answers import first_answers
from quizapp.forecasts.recall import learners_with_curves
from quizapp.forecasts.time_on_task import last_weeks, minutes_of_cards, minutes_of_quizzes
from quizapp.memory.access import rules_of_app
from quizapp.memory.models import MemoryState, ReviewEvent
from quizapp.memory.rows import STATE
from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.state import DEFAULT_WEIGHTS
from tests.practice import Player

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


@pytest.fixture
def today(app):
    with app.app_context():
        return rules_of_app(app).day(utcnow())


@pytest.fixture
def classroom(app, small_bank, make_person, browse, cards_of, today):
    """A class of five that remember who is prime minister, and were wrong about it first."""
    teacher, people = make_person(Role.INSTRUCTOR), [make_person() for _turn in range(5)]
    now = utcnow()
    (premier,) = cards_of("premier")
    with app.app_context():
        session = db.session()
        made = create_class(session, teacher, ClassSettings("10 b", "UTC", lesson_days=(0,)), now=now)
        for number, person in enumerate(people):
            enrol_student(session, made, person, f"Student {number}", now=now)
        class_id = made.id
        state = {"phase": "review", "step": 0, "stability": 4.0, "difficulty": 5.0, "last_at": now, "due_at": now}
        state |= {"last_day": today - 6, "due_day": today, "interval_days": 4, "reps": 6, "lapses": 0}
        states = [state | {"learner_id": one, "card_id": premier, "parameters": "fsrs-6-default"} for one in people]
        session.execute(sa.insert(MemoryState), states)
        event = {"card_id": premier, "source": "review", "rating": 3, "at": now, "recorded_at": now, "was_new": True}
        event |= {"day": today, "duration_ms": 90_000}
        session.execute(sa.insert(ReviewEvent), [event | {"learner_id": one, "event_id": f"e{one}"} for one in people])
        session.commit()
    for person in people[:2]:
        player = Player(app, browse(person))
        attempt = player.start("at_end", kinds=["single_choice"])
        player.answer(attempt, "premier", ("1",))
        player.finish(attempt)
    Player(app, browse(people[2])).start("at_end", kinds=["true_false"])
    return class_id, teacher, people


def test_the_database_recalls_counts_and_measures(app, classroom, today):
    _, _, people = classroom
    with app.app_context():
        session, rules = db.session(), rules_of_app(app)
        learners = learners_with_curves(session, rules, people)
        recalled = sa.select(learners.recall_on(today)).where(learners.are_meant(), STATE.c.stability == 4.0)
        assert session.scalars(recalled).first() == pytest.approx(formulas(DEFAULT_WEIGHTS).recall(4.0, 6))
        (answer,) = first_answers(session, people, sa.true(), now=utcnow())
        assert (answer.answers, answer.is_right, answer.students) == (("1",), False, 2)
        weeks = last_weeks(today, rules.zone, rules.rollover_hour)
        assert minutes_of_cards(session, people, weeks) == {(one, 5): 1.0 for one in people}
        assert minutes_of_quizzes(session, people, weeks).keys() == {(one, 5) for one in people[:2]}
        session.rollback()


def test_the_pages_answer(classroom, browse, make_person):
    class_id, teacher, people = classroom
    page = browse(teacher)
    for path in ("", "/topics", "/topics.csv", "/forecast", "/wrong-ideas", "/time", f"/students/{people[0]}"):
        assert page.get(f"/classes/{class_id}/insight{path}").status_code == 200, path
    tomorrow = (utcnow() + timedelta(days=1)).date().isoformat()
    assert "About premier" in page.get(f"/classes/{class_id}/insight?on={tomorrow}").text
    assert "1 question is left out" in page.get(f"/classes/{class_id}/insight/warm-up").text
    begun = page.get(f"/classes/{class_id}/warm-up/begin")
    assert "Who is the prime minister?" in page.get(begun.location).text
    assert "5 students" in browse(make_person(Role.INSTRUCTOR)).get("/banks/small/classes").text
