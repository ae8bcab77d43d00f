from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.clock import utcnow
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.models import MemoryState
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, Learner, record_review
from quizapp.review.marks import Deed, Step, mark_card
from quizapp.scheduling.state import Rating


@pytest.fixture
def away(app, small_bank, make_person, browse):
    """Return the browser of somebody who has eight cards overdue, one of them suspended."""
    person, then = make_person(), utcnow() - timedelta(days=60)
    with app.app_context():
        learner = Learner(person, rules_of_app(app))
        for card in range(1, 9):
            record_review(db.session(), learner, card, Rating.EASY, Event(f"event-{card:04}", then), now=then)
        mark_card(db.session(), learner, Step(Deed.SUSPEND, 8, "event-suspend"), now=utcnow())
        db.session.commit()
    return browse(person)


def text_of(reply):
    return " ".join(re.sub(r"<[^>]+>", " ", reply.text).split())


@pytest.mark.longer
def test_a_plan_is_shown_before_it_is_taken(away, stored):
    before = stored("memory_states")
    said = text_of(away.get("/review/backlog?per_day=3"))
    assert "7 cards are due." in said
    assert "today 3 tomorrow 3 in 2 days 1" in said
    assert stored("memory_states") == before
    assert "per_day" in away.get("/review/backlog?per_day=x").text
    assert "nothing to spread" in text_of(away.get("/review/backlog?per_day=7"))


@pytest.mark.longer
def test_a_suspended_card_takes_no_place_in_the_plan(app, away):
    with app.app_context():
        tomorrow = rules_of_app(app).day(utcnow()) + 1
        db.session.execute(sa.update(MemoryState).where(MemoryState.card_id == 8).values(due_day=tomorrow))
        db.session.commit()
    assert "today 3 tomorrow 3 in 2 days 1" in text_of(away.get("/review/backlog?per_day=3"))


@pytest.mark.longer
def test_where_both_orders_save_as_much_it_is_said_once(away):
    said = text_of(away.get("/review/backlog?per_day=3"))
    assert re.search(r"About \d of them are likely to be remembered when they come, in whichever order\.", said)
    assert said.count("bout") == 1


@pytest.mark.longer
def test_why_fewer_cards_come_today_than_are_due_is_said(away):
    asked = re.search(r"<strong>(\d+)</strong> due now", away.get("/").text)[1]
    assert 0 < int(asked) < 7
    said = text_of(away.get("/review/backlog"))
    assert f"{asked} of them come today: one card of each question a day, and no more than your settings allow." in said
    away.post("/settings", data={"new_per_day": "0", "reviews_per_day": "1"})
    assert "1 of them comes today: one card of each" in text_of(away.get("/review/backlog"))


@pytest.mark.longer
def test_before_a_test_its_plan_is_why_fewer_come(away):
    terms = {"title": "Unit 1", "held_on": (utcnow() + timedelta(days=21)).date().isoformat(), "minutes": "1"}
    away.post("/tests/new", data=terms | {"banks": "1"})
    said = text_of(away.get("/review/backlog"))
    assert re.search(r"\d of them comes? today: a test is ahead, and its plan lets the others wait\.", said)
    assert "your settings" not in said


@pytest.mark.longer
def test_a_plan_is_taken_and_taken_back(app, away, stored):
    before = stored("memory_states")
    reply = away.post("/review/backlog", data={"per_day": "3", "event_id": "event-plan"}, follow_redirects=True)
    assert "4 cards wait for their days." in reply.text
    assert "3 cards are due." in text_of(away.get("/review/backlog?per_day=3"))
    assert "4 cards were moved today." in text_of(away.get("/review/backlog"))
    with app.app_context():
        assert rebuild_memories(db.session(), rules_of_app(app))[1] == []
        db.session.rollback()
    away.post("/review/backlog/undo", data={"event_id": "event-undo"})
    assert stored("memory_states") == before


@pytest.mark.longer
def test_a_plan_is_a_step_that_is_taken_back_among_the_others(away, stored):
    """As by u: the newest first, a plan as a whole, and each plan for itself."""

    def undo(number):
        return away.post("/review/undo", data={"event_id": f"event-undo-{number}"}, follow_redirects=True).text

    rows = [stored("memory_states")]
    for number, step in enumerate(("backlog", "cards/1", "backlog")):
        sent = {"per_day": str(3 - number), "rating": "3", "event_id": f"event-step-{number}"}
        away.post(f"/review/{step}", data=sent)
        assert stored("memory_states") != rows[-1]
        rows.append(stored("memory_states"))
    assert "everything is due as before" in undo(1)
    assert stored("memory_states") == rows[2]
    assert "rate this card again" in undo(2)
    assert stored("memory_states") == rows[1]
    assert "everything is due as before" in undo(3)
    assert stored("memory_states") == rows[0]
    assert "Undone: the card is asked again." in undo(4)
    assert "There is nothing of today to take back." in undo(5)
    assert stored("memory_states") == rows[0]


@pytest.mark.longer
def test_nothing_may_be_overdue(browse, small_bank):
    assert "Nothing is overdue." in browse().get("/review/backlog").text


@pytest.mark.longer
def test_the_statements_do_not_grow_with_what_is_overdue(away, statements):
    with statements() as sent:
        away.post("/review/backlog", data={"per_day": "1", "event_id": "event-plan"})
    assert len(sent) <= 9
    with statements() as sent:
        away.post("/review/backlog/undo", data={"event_id": "event-undo"})
    assert len(sent) <= 9
