from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.bank.models import Card, Question
from quizapp.memory import crediting, queries, services
from quizapp.memory.models import ReviewEvent
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.services import Event, NothingToUndoError
from quizapp.scheduling.memory import review as scheduled
from quizapp.scheduling.memory import spread_of
from quizapp.scheduling.state import Phase, Rating

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def score(session, learner):
    """Record what a quiz answer says about cards."""

    def score(scores, at=NOW, event_id=None, now=None):
        event = Event(event_id or f"quiz-{at.isoformat()}", at)
        crediting.record_scores(session, learner, scores, event, now=now or at)

    return score


def events_of(session, *columns):
    return [tuple(row) for row in session.execute(sa.select(*columns).order_by(ReviewEvent.id))]


def test_a_day_that_was_chosen_holds_and_is_kept_in_the_log(session, learner):
    plain = scheduled(None, Rating.EASY, at=NOW, card_id=1, rules=learner.rules)
    spread = spread_of(None, Rating.EASY, at=NOW, card_id=1, rules=learner.rules)
    today = learner.rules.day(NOW)
    for card, interval in ((1, spread.low), (2, spread.high), (3, spread.high + 1)):
        event = Event(f"event-{card}-placed", NOW, None, today + interval)
        after = services.record_review(session, learner, card, Rating.EASY, event, now=NOW)
        assert (after.due_day == today + interval) is (card < 3)
    assert after.stability == plain.stability
    assert [day for (day,) in events_of(session, ReviewEvent.placed_day)] == [
        today + days for days in (spread.low, spread.high, spread.high + 1)
    ]
    assert rebuild_memories(session, learner.rules)[1] == []


def test_a_rating_is_logged_and_moves_the_memory_as_the_scheduler_says(session, learner, review):
    after = review(1, 3)
    assert after == scheduled(None, Rating.GOOD, at=NOW, card_id=1, rules=learner.rules)
    assert queries.memory_by_card(session, learner.id, 1) == after
    columns = (ReviewEvent.card_id, ReviewEvent.rating, ReviewEvent.source, ReviewEvent.day, ReviewEvent.was_new)
    assert events_of(session, *columns) == [(1, 3, "review", learner.rules.day(NOW), True)]


def test_only_the_first_rating_of_a_card_is_of_a_new_one(session, review):
    review(1, 3)
    review(1, 3, NOW + 10 * MINUTE)
    assert events_of(session, ReviewEvent.was_new) == [(True,), (False,)]


def test_the_same_event_twice_is_one_event(session, review, rows):
    first = review(1, 3, event_id="event-same")
    before = rows()
    assert review(1, 1, event_id="event-same") == first
    assert rows() == before
    assert len(events_of(session, ReviewEvent.id)) == 1


def test_an_event_from_the_future_happened_now(session, review):
    review(1, 3, NOW + DAY, now=NOW)
    assert events_of(session, ReviewEvent.at, ReviewEvent.recorded_at) == [(NOW, NOW)]


def test_a_late_event_is_replayed_in_its_place(session, learner, review, rows):
    review(1, 3, NOW)
    review(1, 3, NOW + 30 * MINUTE)
    late = review(1, 1, NOW + 5 * MINUTE, now=NOW + DAY)
    memory = None
    for rating, at in ((3, NOW), (1, NOW + 5 * MINUTE), (3, NOW + 30 * MINUTE)):
        memory = scheduled(memory, Rating(rating), at=at, card_id=1, rules=learner.rules)
    assert late == memory == queries.memory_by_card(session, learner.id, 1)


@pytest.mark.parametrize(("points", "rating"), [(1, 3), (0.99, 2), (0.5, 2), (0.49, 1), (0, 1)])
def test_a_score_becomes_a_rating(session, score, points, rating):
    score({1: points})
    columns = (ReviewEvent.rating, ReviewEvent.score, ReviewEvent.source)
    assert events_of(session, *columns) == [(rating, points, "quiz")]


def test_each_card_of_an_answer_gets_its_own_event(session, learner, score):
    statement = sa.select(Card.id).join(Question).where(Question.key == "offices").order_by(Card.position)
    cards = session.scalars(statement).all()
    score(dict(zip(cards, (1, 0, 0.5, 1), strict=True)))
    assert events_of(session, ReviewEvent.card_id, ReviewEvent.rating) == list(zip(cards, (3, 1, 2, 3), strict=True))
    memories = queries.memories_by_cards(session, learner.id, cards)
    assert [memories[card].phase for card in cards] == [Phase.REVIEW, Phase.LEARNING, Phase.REVIEW, Phase.REVIEW]


def test_a_quiz_credits_a_card_once_a_learner_day(session, score, rows):
    score({1: 1})
    before = rows()
    score({1: 0}, NOW + 60 * MINUTE)
    score({1: 1}, NOW + 120 * MINUTE)
    assert rows() == before
    assert len(events_of(session, ReviewEvent.id)) == 3
    score({1: 0}, NOW + DAY)
    assert rows() != before


def test_success_in_a_quiz_says_nothing_new_on_the_day_of_a_review(review, score, rows):
    review(1, 3)
    before = rows()
    score({1: 1}, NOW + MINUTE)
    assert rows() == before


def test_failure_in_a_quiz_counts_on_the_day_of_a_review(session, learner, review, score):
    before = review(1, 4)
    score({1: 0}, NOW + MINUTE)
    after = queries.memory_by_card(session, learner.id, 1)
    assert after.due_at < before.due_at


def test_success_in_a_quiz_never_brings_the_due_day_nearer(session, learner, review, score):
    earned = review(1, 4)
    earned = review(1, 4, earned.due_at)
    score({1: 1}, earned.last_at + DAY)
    assert queries.memory_by_card(session, learner.id, 1).due_day >= earned.due_day


def test_a_late_quiz_answer_is_replayed_in_its_place(session, learner, review, score):
    review(1, 3, NOW + DAY)
    score({1: 0}, NOW, now=NOW + 2 * DAY)
    first = queries.memory_by_card(session, learner.id, 1)
    assert first.reps == 2
    assert first.last_at == NOW + DAY


def test_undo_restores_the_row_byte_for_byte(session, learner, review, score, rows):
    review(1, 3)
    score({2: 1, 1: 0}, NOW + MINUTE)
    review(1, 3, NOW + DAY)
    before = rows()
    review(1, 1, NOW + DAY + MINUTE)
    assert rows() != before
    assert services.undo_last_review(session, learner, "event-undo", now=NOW + DAY + 2 * MINUTE) == 1
    assert rows() == before


def test_undo_of_the_first_rating_makes_the_card_new_again(session, learner, review, rows):
    review(1, 3)
    services.undo_last_review(session, learner, "event-undo", now=NOW)
    assert rows() == []
    review(1, 3, NOW + MINUTE)
    assert events_of(session, ReviewEvent.was_new)[-1] == (True,)


def test_undo_takes_back_one_rating_after_the_other(session, learner, review, rows):
    review(1, 3)
    review(2, 3)
    assert services.undo_last_review(session, learner, "event-undo-1", now=NOW) == 2
    assert services.undo_last_review(session, learner, "event-undo-2", now=NOW) == 1
    assert rows() == []
    with pytest.raises(NothingToUndoError):
        services.undo_last_review(session, learner, "event-undo-3", now=NOW)


def test_the_same_undo_twice_is_one_undo(session, learner, review, rows):
    review(1, 3)
    review(2, 3)
    services.undo_last_review(session, learner, "event-undo", now=NOW)
    before = rows()
    with pytest.raises(NothingToUndoError):
        services.undo_last_review(session, learner, "event-undo", now=NOW)
    assert rows() == before


def test_undo_reaches_neither_yesterday_nor_quiz_answers(session, learner, review, score):
    review(1, 3)
    score({2: 1}, NOW + DAY)
    with pytest.raises(NothingToUndoError):
        services.undo_last_review(session, learner, "event-undo", now=NOW + DAY)


def test_undo_removes_nothing_from_the_log(session, learner, review):
    review(1, 3, event_id="event-first")
    services.undo_last_review(session, learner, "event-undo", now=NOW)
    columns = (ReviewEvent.event_id, ReviewEvent.source, ReviewEvent.rating, ReviewEvent.undoes_id)
    assert events_of(session, *columns) == [("event-first", "review", 3, None), ("event-undo", "undo", 0, 1)]


def test_the_database_refuses_to_change_the_log(session, review):
    review(1, 3)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        session.execute(sa.update(ReviewEvent).values(rating=4))


def test_forgetting_a_memory_leaves_those_of_other_cards(session, learner, review, rows):
    review(1, 3)
    review(2, 3)
    services.store_memory(session, learner, 1, None)
    assert [row[1] for row in rows()] == [2]
