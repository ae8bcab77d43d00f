from __future__ import annotations

import sqlalchemy as sa

from quizapp.memory.queries import memory_by_card
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import LOG
from quizapp.memory.taking_back import replay_memories, take_back_events
from quizapp.scheduling.state import Rating


def test_events_are_taken_back_once_and_what_has_no_evidence_left_is_forgotten(session, learner, review, start):
    review(1, Rating.GOOD)
    review(2, Rating.EASY)
    first = sa.select(LOG).where(LOG.c.card_id == 1)
    assert take_back_events(session, first, learner.rules, now=start) == 1
    assert memory_by_card(session, learner.id, 1) is None
    assert memory_by_card(session, learner.id, 2) is not None
    assert take_back_events(session, first.where(LOG.c.source == "review"), learner.rules, now=start) == 0
    assert rebuild_memories(session, learner.rules)[1] == []


def test_memories_are_replayed_for_those_named_alone(session, learner, review, start):
    kept = review(1, Rating.GOOD)
    session.execute(sa.text("UPDATE memory_states SET stability = 1"))
    replay_memories(session, set(), learner.rules)
    assert memory_by_card(session, learner.id, 1) != kept
    replay_memories(session, {(learner.id, 1)}, learner.rules)
    assert memory_by_card(session, learner.id, 1) == kept
