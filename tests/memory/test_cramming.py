from __future__ import annotations

from datetime import timedelta

from quizapp.memory import queries
from quizapp.memory.cramming import crammed_since, record_cram
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event
from quizapp.scheduling.state import Rating


def test_cramming_is_kept_and_changes_no_memory(session, learner, review, rows, start):
    review(1, 4, start)
    before, later = rows(), start + timedelta(days=1)
    for number, (card, rating) in enumerate([(1, Rating.AGAIN), (2, Rating.GOOD)]):
        assert record_cram(session, learner, card, rating, Event(f"cram-000{number}", later), now=later)
    assert not record_cram(session, learner, 1, Rating.EASY, Event("cram-0000", later), now=later)
    assert rows() == before
    assert rebuild_memories(session, learner.rules) == (1, [])
    assert crammed_since(session, learner.id, later) == [(1, 1), (2, 3)]
    assert crammed_since(session, learner.id, later + timedelta(seconds=1)) == []
    assert queries.last_review_of_day(session, learner.id, learner.rules.day(later)) is None
    assert len(queries.log_of_card(session, learner.id, 1)) == 1
