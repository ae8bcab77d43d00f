"""A learner's session on PostgreSQL: marks and taking them back, a backlog spread, cards crammed, habits kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, Learner, record_review
from quizapp.scheduling.state import Rating

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


@pytest.fixture
def student(app, small_bank, make_person, browse):
    """Return the browser of somebody who has eight cards overdue."""
    person, then = make_person(), utcnow() - timedelta(days=60)
    with app.app_context():
        learner = Learner(person, rules_of_app(app))
        for card in range(1, 9):
            record_review(db.session(), learner, card, Rating.EASY, Event(f"event-{card:04}", then), now=then)
        db.session.commit()
    return browse(person)


def rows(app):
    with app.app_context():
        tables = [db.metadata.tables[name] for name in ("memory_states", "card_marks")]
        found = [db.session.execute(sa.select(table).order_by(*table.primary_key)).all() for table in tables]
        db.session.rollback()
    return found


def test_steps_are_taken_back_to_the_same_rows(app, student):
    before = rows(app)
    steps = ({"deed": "flag-2"}, {"deed": "note", "note": "ё 'rhyme'"}, {"deed": "bury"}, {"deed": "suspend"})
    for number, step in enumerate(steps):
        student.post("/review/cards/1/marks", data=step | {"event_id": f"step-{number:04}"})
    student.post("/review/cards/2", data={"rating": "1", "event_id": "rated-0001"})
    assert "rhyme" in student.get("/review/marked").text
    assert student.get("/review/").status_code == 200
    for number in range(5):
        student.post("/review/undo", data={"event_id": f"undo-{number:04}"})
    assert rows(app) == before


def test_a_backlog_is_spread_and_taken_back(app, student):
    before = rows(app)
    assert "8 cards are due." in student.get("/review/backlog?per_day=3").text
    student.post("/review/backlog", data={"per_day": "3", "event_id": "plan-0001"})
    assert rows(app) != before
    with app.app_context():
        assert rebuild_memories(db.session(), rules_of_app(app))[1] == []
        db.session.rollback()
    student.post("/review/backlog/undo", data={"event_id": "undo-0001"})
    assert rows(app) == before


def test_cards_are_crammed_and_habits_kept(app, student):
    before = rows(app)
    assert "8 cards" in student.get("/review/study?which=due&bank=small").text
    since = int(utcnow().timestamp()) - 1
    student.post("/review/study/cards/1", data={"rating": "3", "event_id": "cram-0001", "since": str(since)})
    assert "7 cards left" in student.get(f"/review/study/next?since={since}").text
    assert student.get("/review/study/next?flag=1&topic=about-csto&which=hard").status_code == 200
    student.post("/review/habits", data={"undo": "z", "order": "chance"})
    assert 'data-key="z Ctrl+z"' in student.get("/review/").text
    assert rows(app) == before


def test_a_device_sends_what_it_kept_and_fetches_what_comes(app, student):
    now, minute = round(utcnow().timestamp() * 1000), 60_000
    late = [{"event_id": f"phone-{n:04}", "card": 1, "rating": 3, "at": now - n * minute} for n in (90, 30)]
    events = [*late, {"event_id": "phone-undo", "undoes": "phone-0030", "at": now}]
    events.append({"event_id": "phone-gone", "card": 999, "rating": 3, "at": now})
    told = student.post("/review/events", json={"sent_at": now, "events": events, "have": ""}).json
    assert [receipt.get("refused") for receipt in told["receipts"]] == [None, None, None, 410]
    assert len(told["ahead"]["cards"]) > 5
    other = {"event_id": "laptop-0001", "card": 1, "rating": 1, "at": now - 60 * minute}
    student.post("/review/events", json={"sent_at": now, "events": [other, late[0]]})
    student.post("/practise", data={"size": "3", "feedback": "at_end", "event_id": "quiz-0001"})
    assert None in {card["back"] for card in student.get("/review/ahead").json["cards"]}
    with app.app_context():
        assert rebuild_memories(db.session(), rules_of_app(app))[1] == []
        db.session.rollback()
