"""Assignments on PostgreSQL: drawing, sitting down, certainty, the end by itself, what counts, what came too late."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
import time_machine

from quizapp.accounts.models import Role
from quizapp.assignments.carry_over import carry_over_work
from quizapp.assignments.models import Assignment
from quizapp.assignments.outcomes import outcomes_of
from quizapp.assignments.services import Given, close_now, create_assignment, give_more_time
from quizapp.assignments.settings import CardsSettings, DrawnBy, QuizSettings, ReadingSettings
from quizapp.classroom.services import ClassSettings, create_class, enrol_student
from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.ops.sweeping import sweep
from quizapp.quizzes.terms import GRACE
from quizapp.scheduling.state import Rules
from tests.practice import Player, attempt_in

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]
DAY = timedelta(days=1)


@pytest.fixture
def given(app, small_bank, make_person):
    """Give a quiz, a goal in each way and a reading to a class of two; return the ids of both."""
    teacher, students = make_person(Role.INSTRUCTOR, "Ada"), [make_person(name="Ani"), make_person(name="Babken")]
    rule = DrawnBy(count=2, query="topic:about-premier,about-brokered", unseen_days=14)
    settings = (
        ("quiz", QuizSettings(rules=(rule,), balanced=True, certainty=True, attempts=None, key="after_closing")),
        ("cards", CardsSettings(target=5, query="topic:about-premier")),
        ("cards", CardsSettings(goal="minutes", target=5)),
        ("cards", CardsSettings(goal="retention", target=90)),
        ("reading", ReadingSettings(passages=("ally-2023#p1",))),
    )
    with app.app_context():
        session, now = db.session(), utcnow()
        made = create_class(session, teacher, ClassSettings("10 b", "UTC"), now=now)
        for student in students:
            enrol_student(session, made, student, "Somebody", now=now)
        ids = [
            create_assignment(
                session, made.id, Given(kind, kind, said, closes_at=now + DAY), by_id=teacher, seed=7, now=now
            ).id
            for kind, said in settings
        ]
        session.commit()
    return ids, students, teacher


def outcomes(app, students, now=None):
    with app.app_context():
        assignments = db.session.scalars(sa.select(Assignment).order_by(Assignment.id)).all()
        rules = Rules(ZoneInfo("UTC"))
        return outcomes_of(db.session(), assignments, dict.fromkeys(students, 0), rules, now=now or utcnow())


def begin(client, assignment, event):
    return attempt_in(client.post(f"/assignments/{assignment}/start", data={"event_id": event}).location)


def test_an_assignment_from_sitting_down_to_what_counts(app, given, browse, stored):
    (quiz, *_others), students, teacher = given
    client = browse(students[0])
    assert client.get("/classes/1/tasks").status_code == 200
    attempt = begin(client, quiz, "event-begin")
    player = Player(app, client)
    fields = player.fields(attempt, "premier") | {"certainty": "3", "event_id": "event-answer"}
    client.post(player.path(attempt, "premier"), data=fields)
    desk = browse(teacher)
    where = f"/assignments/{quiz}/students/{students[0]}"
    desk.post(f"{where}/time", data={"minutes": "10"})
    assert "goes on until" in desk.get(where).text
    with app.app_context():
        close_now(db.session(), db.session.get_one(Assignment, quiz), now=utcnow())
        db.session.commit()
    with time_machine.travel(utcnow() + 2 * GRACE, tick=False):
        reply = player.answer(attempt, "brokered", headers={"X-Autosave": "1"})
        assert reply.status_code == 409
        assert outcomes(app, students)[quiz, students[0]].share == pytest.approx(3 / 6)
        assert "1 answer came too late" in desk.get(where).text
        assert "came too late" in client.get(f"/attempts/{attempt}").text
    assert len(stored("late_answers")) == 1


def test_a_sweep_ends_what_is_over_and_a_later_end_goes_on(app, given, browse):
    (quiz, *_others), students, _teacher = given
    attempt = begin(browse(students[0]), quiz, "event-begin")
    with time_machine.travel(utcnow() + 2 * DAY, tick=False):
        assert sweep(app) == 1
        assert sweep(app) == 0
        with app.app_context():
            assignment = db.session.get_one(Assignment, quiz)
            give_more_time(db.session(), assignment, students[0], 10, now=utcnow())
            db.session.commit()
        assert Player(app, browse(students[0])).attempt(attempt).finished_at is None


def test_goals_and_readings_are_counted_and_carried_over(app, given, browse):
    ids, students, _teacher = given
    client = browse(students[0])
    client.post(f"/assignments/{ids[-1]}/read", data={"passage": "ally-2023#p1"})
    begin(client, ids[0], "event-begin")
    found = outcomes(app, students)
    assert found[ids[-1], students[0]].state == "done"
    assert [found[number, students[1]].progress for number in ids[1:]] == [
        "0/5",
        "0/5",
        "0\N{NO-BREAK SPACE}%/90\N{NO-BREAK SPACE}%",
        "0/1",
    ]
    with app.app_context():
        carry_over_work(students[0], session=db.session(), person_id=students[1], now=utcnow())
        db.session.commit()
    found = outcomes(app, students)
    assert found[ids[-1], students[1]].state == "done"
    assert found[ids[0], students[1]].state == "begun"


def test_teachers_pages_open(app, given, browse):
    (quiz, *_others), _students, teacher = given
    desk = browse(teacher)
    for path in ("/classes/1/assignments", f"/assignments/{quiz}/students", f"/assignments/{quiz}/preview"):
        assert desk.get(path).status_code == 200
    assert desk.get("/classes/1/assignments/new").status_code == 200
    made = desk.post(f"/assignments/{quiz}/papers", data={"versions": "2"}).location
    assert desk.get(f"{made}/key").status_code == 200
