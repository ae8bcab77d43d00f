"""States of questions: who changed them when, and that only what is ready reaches students."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from quizapp.bank.models import Card, Question, State, StateChange
from quizapp.bank.states import By, change_state, states_of_question
from quizapp.db import db

NOW = datetime(2026, 11, 25, 18, tzinfo=UTC)


@pytest.fixture
def question(instructor_id, session, load, make_bank, make_draft):
    load(make_bank(make_draft(key="one")))
    return session.scalars(sa.select(Question)).one()


def test_what_a_file_says_nothing_of_is_ready(question):
    assert (question.state, question.file_state) == (State.READY, State.READY)


def test_a_change_is_kept_with_who_made_it_and_why(session, question, instructor_id):
    assert change_state(session, question, State.DRAFT, By(instructor_id, "The date is wrong."), now=NOW)
    assert change_state(session, question, State.REVIEW, By(instructor_id), now=NOW)
    newest, first = states_of_question(session, question.id)
    assert (first.change.before, first.change.after, first.change.number) == ("ready", "draft", 1)
    assert (first.person, first.change.remark, first.change.at) == ("Ms Grigoryan", "The date is wrong.", NOW)
    assert (newest.change.before, newest.change.after, question.state) == ("draft", "review", "review")


def test_a_change_to_the_same_state_is_none(session, question):
    assert not change_state(session, question, State.READY, By(), now=NOW)
    assert states_of_question(session, question.id) == []


def test_the_log_of_changes_cannot_be_changed(session, question):
    change_state(session, question, State.DRAFT, By(), now=NOW)
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(sa.update(StateChange).values(after="ready"))


@pytest.fixture
def half_ready(app, load, make_bank, make_draft):
    """A bank of which students get one question; the other one is a draft, with words of its own everywhere."""
    raw = {"stem": "Is it veiled-stem?", "answer": True}
    hidden = {"topic": "veiled-topic", "facets": ("treaty",), "actors": ("Veiled Actor",), "event": "Veiled event."}
    load(
        make_bank(
            make_draft(key="one", actors=("Seen Actor",)),
            make_draft("date", key="two", sources=("secret-source#p1",), **hidden, state="draft"),
            make_draft(key="three", raw=raw, **hidden, state="review"),
        )
    )


@pytest.mark.parametrize("path", ["/", "/practise", "/timeline", "/sources", "/actors", "/review/"])
def test_no_page_of_students_tells_of_a_draft(client, half_ready, path):
    page = client.get(path).text.lower()
    assert "veiled" not in page
    assert "treaty" not in page


def test_home_counts_what_is_ready(client, half_ready):
    assert "1 question<" in client.get("/").text


@pytest.mark.longer
def test_a_quiz_draws_no_draft(client, half_ready):
    reply = client.post("/practise", data={"size": "10", "feedback": "at_once", "event_id": "event-0001"})
    assert "of 1<" in client.get(reply.location).text


@pytest.mark.longer
def test_a_card_of_a_draft_is_not_there(app, client, half_ready):
    client.post("/review/begin")
    with app.app_context():
        cards = db.session.execute(sa.select(Card.id, Question.state).join(Question)).all()
        db.session.rollback()
    statuses = {state: client.get(f"/review/cards/{card}").status_code for card, state in cards}
    assert statuses == {"ready": 200, "draft": 404, "review": 404}
    assert re.search(r"<strong>1</strong>\s*new", client.get("/").text)


@pytest.mark.longer
def test_a_running_attempt_keeps_what_it_asks(app, client, half_ready):
    reply = client.post("/practise", data={"size": "10", "feedback": "at_once", "event_id": "event-0001"})
    with app.app_context():
        question = db.session.scalars(sa.select(Question).where(Question.key == "one")).one()
        change_state(db.session(), question, State.DRAFT, By(), now=NOW)
        db.session.commit()
    assert client.post(reply.location, data={"answer": "true", "event_id": "event-0002"}).status_code == 302
    assert "verdict" in client.get(reply.location).text
    again = client.post("/practise", data={"size": "10", "feedback": "at_once", "event_id": "event-0003"})
    assert "No question fits" in again.text


def test_a_draft_that_is_ready_now_reaches_students(app, client, half_ready):
    with app.app_context():
        for question in db.session.scalars(sa.select(Question)):
            change_state(db.session(), question, State.READY, By(), now=NOW)
        db.session.commit()
    assert "3 questions<" in client.get("/").text
    assert "Veiled topic" in client.get("/practise").text
