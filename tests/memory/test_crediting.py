from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.memory import crediting, queries, services
from quizapp.memory.services import Event
from quizapp.scheduling.state import Rating

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def memory(session, learner):
    return lambda card_id: queries.memory_by_card(session, learner.id, card_id)


@pytest.fixture
def is_as_replayed(session, learner, memory):
    def check(*cards):
        return all(memory(card) == services.replayed_memory(session, learner, card) for card in cards)

    return check


def test_looking_ahead_writes_nothing(session, learner, review, rows):
    review(1, 3)
    before = rows()
    foreseen = crediting.foresee_scores(session, learner, {1: 0.0, 2: 1.0}, at=NOW + DAY)
    assert rows() == before
    assert set(foreseen.after) == {1, 2}


def test_what_was_foreseen_comes_true(session, learner, review, memory, is_as_replayed):
    review(1, 3)
    foreseen = crediting.foresee_scores(session, learner, {1: 0.0, 2: 1.0}, at=NOW + DAY)
    crediting.record_foreseen(session, learner, foreseen, Event("answer-1", NOW + DAY), now=NOW + DAY)
    assert {1: memory(1), 2: memory(2)} == foreseen.after
    assert is_as_replayed(1, 2)


@pytest.mark.sqlite
def test_what_an_answer_does_not_change_is_not_written_again(session, learner, review, memory, is_as_replayed):
    review(1, 3)
    foreseen = crediting.foresee_scores(session, learner, {1: 1.0}, at=NOW)
    assert foreseen.after[1] is foreseen.before[1]
    session.execute(
        sa.text("CREATE TEMP TRIGGER stays BEFORE UPDATE ON memory_states BEGIN SELECT RAISE(ABORT, ''); END")
    )
    crediting.record_foreseen(session, learner, foreseen, Event("answer-1", NOW), now=NOW)
    assert is_as_replayed(1)


def test_where_what_was_to_stay_the_same_changed_meanwhile_the_log_decides(session, learner, review, is_as_replayed):
    review(1, 3)
    foreseen = crediting.foresee_scores(session, learner, {1: 1.0}, at=NOW)
    services.undo_last_review(session, learner, "taken-back", now=NOW)
    crediting.record_foreseen(session, learner, foreseen, Event("answer-1", NOW), now=NOW)
    assert is_as_replayed(1)


@pytest.mark.parametrize("rating", [Rating.AGAIN, Rating.EASY])
def test_where_a_review_came_meanwhile_the_log_decides(session, learner, review, memory, is_as_replayed, rating):
    review(1, 3)
    foreseen = crediting.foresee_scores(session, learner, {1: 1.0, 2: 1.0}, at=NOW + DAY)
    review(1, rating, NOW + DAY)
    crediting.record_foreseen(session, learner, foreseen, Event("answer-1", NOW + DAY), now=NOW + DAY)
    assert memory(1) != foreseen.after[1]
    assert is_as_replayed(1, 2)


def test_where_a_card_was_first_seen_meanwhile_the_log_decides(session, learner, review, is_as_replayed):
    foreseen = crediting.foresee_scores(session, learner, {1: 0.0}, at=NOW)
    review(1, 4)
    crediting.record_foreseen(session, learner, foreseen, Event("answer-1", NOW), now=NOW)
    assert is_as_replayed(1)


@pytest.mark.longer
def test_where_the_last_review_was_taken_back_meanwhile_the_log_decides(session, learner, review, is_as_replayed):
    review(1, 3)
    review(1, 1, NOW + DAY)
    foreseen = crediting.foresee_scores(session, learner, {1: 1.0}, at=NOW + DAY)
    services.undo_last_review(session, learner, "taken-back", now=NOW + DAY)
    crediting.record_foreseen(session, learner, foreseen, Event("answer-1", NOW + DAY), now=NOW + DAY)
    assert is_as_replayed(1)


def test_evidence_older_than_the_last_is_replayed_in_its_place(session, learner, review, is_as_replayed):
    review(1, 3, NOW + DAY)
    foreseen = crediting.foresee_scores(session, learner, {1: 0.0}, at=NOW)
    assert foreseen.late == {1}
    crediting.record_foreseen(session, learner, foreseen, Event("answer-1", NOW), now=NOW + DAY)
    assert is_as_replayed(1)
