from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from quizapp.memory.models import ReviewEvent
from quizapp.memory.raw_log import events_by_card, states_by_card
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.storing import adding_reviews, keeping_states
from quizapp.scheduling.moments import text_of
from quizapp.scheduling.replaying import Replayer

START = datetime(2026, 3, 2, 10, tzinfo=UTC)


def reviews(learner, count=3):
    """Return reviews of cards 1 and 2, alternately."""
    for number in range(count):
        at = START + timedelta(days=number)
        yield f"e{number}", 1 + number % 2, 3, text_of(at), learner.rules.day(at), 900, number < 2


def test_reviews_are_rows_of_the_log(session, learner):
    now = START + timedelta(days=9)
    adding_reviews(session.connection(), learner, list(reviews(learner)), now=now)()
    rows = session.scalars(sa.select(ReviewEvent).order_by(ReviewEvent.id)).all()
    assert [(row.event_id, row.card_id, row.rating, row.was_new, row.duration_ms) for row in rows] == [
        ("e0", 1, 3, True, 900),
        ("e1", 2, 3, True, 900),
        ("e2", 1, 3, False, 900),
    ]
    assert [(row.at, row.day, row.recorded_at, row.source) for row in rows] == [
        (START + timedelta(days=number), learner.rules.day(START) + number, now, "review") for number in range(3)
    ]


def test_states_are_kept_as_replaying_has_them_and_take_the_place_of_older_ones(session, learner):
    connection, replayer = session.connection(), Replayer(learner.rules)
    adding_reviews(connection, learner, list(reviews(learner, 5)), now=START)()
    logs = events_by_card(connection, learner.id)
    for kept in (1, None):
        states = {card: replayer.replay(card, log[:kept]) for card, log in logs.items()}
        keeping_states(connection, learner, list(states.items()))()
        assert states_by_card(connection, learner.id) == states
    assert rebuild_memories(session, learner.rules) == (2, [])
