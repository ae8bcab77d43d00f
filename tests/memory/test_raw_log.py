"""Rows of the log and states as the database keeps them, against those that are made into values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from quizapp.memory import queries, services
from quizapp.memory.raw_log import events_by_card, learners_with_memories, states_by_card
from quizapp.scheduling.moments import text_of
from quizapp.scheduling.replaying import memory_of_state
from quizapp.scheduling.state import Rating

START = datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_events_are_those_that_count_as_the_database_keeps_them(session, learner, review):
    review(2, 3, START + timedelta(hours=1))
    review(1, 3)
    review(1, 1, START + timedelta(days=2))
    services.undo_last_review(session, learner, "event-undo", now=START + timedelta(days=2))
    found = events_by_card(session.connection(), learner.id)
    assert {card: [(row[1], row[3], row[4]) for row in rows] for card, rows in found.items()} == {
        1: [(text_of(START), Rating.GOOD, "review")],
        2: [(text_of(START + timedelta(hours=1)), Rating.GOOD, "review")],
    }


def test_states_are_the_stored_memories(session, learner, review):
    for card, rating in ((1, 3), (2, 4), (3, 1)):
        review(card, rating)
    found = states_by_card(session.connection(), learner.id)
    stored = queries.memories_by_cards(session, learner.id, [1, 2, 3])
    assert {card: memory_of_state(state) for card, state in found.items()} == stored
    assert len(stored) == 3


def test_learners_are_those_with_events_or_states(session, learner, review):
    assert learners_with_memories(session.connection()) == []
    review(1, 3)
    assert learners_with_memories(session.connection()) == [learner.id]
