"""What a changed key touches, on PostgreSQL: regrades and relearns, forth and back, and near misses."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Role
from quizapp.db import db
from quizapp.memory.access import rules_of_app
from quizapp.memory.rebuild import rebuild_memories
from quizapp.quizzes.regrades.key_changes import unsettled_questions

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]


@pytest.fixture
def instructor(browse, make_person):
    return browse(make_person(role=Role.INSTRUCTOR))


def rows(app):
    """Return what a regrade or a relearn may write, whole."""
    with app.app_context():
        tables = [db.metadata.tables[name] for name in ("slots", "attempts", "responses", "memory_states")]
        found = [db.session.execute(sa.select(table).order_by(*table.primary_key)).all() for table in tables]
        db.session.rollback()
    return found


def question_of(instructor, kind):
    return re.search(r"/questions/\d+", instructor.get(f"/questions?kind={kind}").text)[0]


def test_a_regrade_and_a_relearn_lead_back_to_the_same_rows(app, instructor, player, cards_of):
    (card,) = cards_of("premier")
    player.client.post(f"/review/cards/{card}", data={"rating": "4", "event_id": "event-0000-rated"})
    attempts = [player.start() for _ in range(3)]
    player.answer(attempts[0], "premier", ("0",))
    player.finish(attempts[0])
    player.start()
    question = question_of(instructor, "single_choice")
    edited = {"answer-text": "Ararat Mirzoyan", "distractors-0-text": "Nikol Pashinyan", "stem": "Who is it?"}
    edited |= {"base_number": "1", "save": "1", "topic": "about-premier", "difficulty": "1", "standing": "reported"}
    edited |= {"sources": "ally-2023#p1", "facets": "actor", "explanation": "So."}
    before = rows(app)
    assert instructor.post(f"{question}/edit", data=edited).location == f"{question}/touches?since=1"
    with app.app_context():
        assert [(one.key, one.since) for one in unsettled_questions(db.session())] == [("premier", 1)]
        db.session.rollback()
    assert "1 falls" in instructor.get(f"{question}/touches?since=1").text
    regrade = instructor.post(f"{question}/regrades", data={"rule": "new_key"}).location
    assert "1 → 0" in re.sub("<[^>]+>", "", instructor.get(regrade).text)
    instructor.post(f"{question}/relearns", data={"since": "1"})
    assert rows(app) != before
    with app.app_context():
        assert rebuild_memories(db.session(), rules_of_app(app))[1] == []
        db.session.rollback()
    instructor.post(f"{question}/relearns/1/undo")
    instructor.post(f"{regrade}/undo")
    assert rows(app) == before


def test_treating_everybody_alike_leads_back_to_the_same_rows(app, instructor, player):
    attempt = player.start()
    player.answer(attempt, "premier", ("1",))
    player.finish(attempt)
    player.start()
    question = question_of(instructor, "single_choice")
    before = rows(app)
    size = player.attempt(attempt).size
    for rule, points in (("full_marks", (1.0, size)), ("drop", (0.0, size - 1))):
        assert instructor.get(f"{question}/regrades/new/{rule}").status_code == 200
        done = instructor.post(f"{question}/regrades", data={"rule": rule}).location
        assert (player.attempt(attempt).score, player.attempt(attempt).worth) == points
        assert instructor.get(done).status_code == 200
        instructor.post(f"{done}/undo")
        assert rows(app) == before


def test_an_answer_that_came_close_is_accepted(instructor, player):
    attempt = player.start(topics="about-surname")
    player.answer(attempt, "surname", ("Mr Pashinyan",))
    player.finish(attempt)
    question = question_of(instructor, "short_answer")
    assert "Mr Pashinyan" in instructor.get(question).text
    instructor.post(f"{question}/accepted", data={"answer": "Mr Pashinyan"})
    assert player.attempt(attempt).score == 1.0
