from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card, Question
from quizapp.memory import queries, services
from quizapp.memory.crediting import record_scores
from quizapp.memory.models import MemoryState
from quizapp.memory.services import Event, Learner
from quizapp.review.models import CardMark
from quizapp.review.summary import summary_of_day, what_comes
from quizapp.scheduling.state import Rating, Rules
from tests.given import AT_ITS_END, open_given, waiting_until

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def learner(session, small_bank):
    return Learner(create_guest(session, now=NOW).id, Rules(ZoneInfo("UTC")))


@pytest.fixture
def rate(session, learner):
    def rate(card, rating, at, event_id, duration=None):
        services.record_review(session, learner, card, Rating(rating), Event(event_id, at, duration), now=at)

    return rate


def test_a_day_without_a_rating_has_nothing_to_tell(session, learner):
    assert summary_of_day(session, learner, now=NOW) is None
    coming = what_comes(session, learner, now=NOW)
    assert (coming.next_at, coming.is_soon, coming.some_wait) == (None, False, False)


def test_a_day_is_told_by_cards_recall_stability_minutes_and_what_comes_next(session, learner, rate, statements):
    for card in (1, 2):
        rate(card, 4, NOW, f"early-000{card}")
    before = sum(memory.stability for memory in queries.memories_by_cards(session, learner.id, [1, 2]).values())
    today = NOW + 8 * DAY
    rate(1, 3, today, "event-0001", 60_000)
    rate(2, 1, today, "event-0002", 30_000)
    rate(2, 3, today + timedelta(minutes=10), "event-0003", 30_000)
    rate(3, 3, today, "event-0004")
    with statements() as sent:
        summary = summary_of_day(session, learner, now=today + timedelta(hours=1))
    assert (summary.cards, summary.new, summary.asked_again, summary.recalled) == (3, 1, 2, 1)
    assert summary.minutes == 2
    memories = queries.memories_by_cards(session, learner.id, [1, 2, 3])
    assert summary.gained == pytest.approx(sum(memory.stability for memory in memories.values()) - before)
    coming = what_comes(session, learner, now=today + timedelta(hours=1))
    assert coming.next_at == min(memory.due_at for memory in memories.values())
    assert coming.is_soon, "its steps are a matter of minutes"
    assert len(sent) == 3


def test_what_was_gained_tells_nothing_of_a_quiz_whose_results_are_to_come(session, learner, rate):
    asked = sa.select(Question.key, Card.id).join(Card, Card.question_id == Question.id)
    cards = dict(session.execute(asked.where(Question.key.in_(("premier", "surname")))).all())
    today, gained = NOW + 8 * DAY, list[float]()
    for number, key in enumerate(cards):
        rate(cards[key], 4, NOW, f"early-000{number}")
    rate(cards["surname"], 3, today, "event-0001")
    gained.append(summary_of_day(session, learner, now=today).gained)
    rate(cards["premier"], 3, today, "event-0002")
    gained.append(summary_of_day(session, learner, now=today).gained)
    open_given(session, learner.id, waiting_until(today + timedelta(hours=2)), "premier", now=today).finished_at = today
    wrong = Event("event-0003", today + timedelta(hours=1))
    record_scores(session, learner, {cards["premier"]: 0.0}, wrong, now=wrong.at)
    summary = summary_of_day(session, learner, now=wrong.at)
    assert (summary.cards, summary.gained) == (2, pytest.approx(gained[0]))
    assert summary_of_day(session, learner, now=today + timedelta(hours=2)).gained < gained[1]


def test_a_card_that_waits_for_days_is_told_by_its_day(session, learner, rate):
    rate(1, 4, NOW, "event-0001")
    coming = what_comes(session, learner, now=NOW)
    assert (coming.next_at > NOW + DAY, coming.is_soon) == (True, False)


def test_a_card_that_is_due_and_waits_for_another_day_is_told_by_tomorrow(session, learner, rate):
    rate(1, 4, NOW, "early-0001")
    later = NOW + 60 * DAY
    rate(2, 4, later, "event-0002")
    coming = what_comes(session, learner, now=later)
    assert (coming.next_at, coming.is_soon) == (learner.rules.start(learner.rules.day(later) + 1), False)


def test_a_suspended_card_is_not_what_comes_next(session, learner, rate):
    rate(1, 3, NOW, "event-0001")
    rate(2, 4, NOW, "event-0002")
    session.add(CardMark(learner_id=learner.id, card_id=1, suspended_at=NOW))
    session.flush()
    (other,) = queries.memories_by_cards(session, learner.id, [2]).values()
    assert what_comes(session, learner, now=NOW).next_at == other.due_at


def test_what_an_open_quiz_asks_is_not_what_comes_next_and_is_told_to_wait(session, learner, rate):
    asked = sa.select(Question.key, Card.id).join(Card, Card.question_id == Question.id)
    cards = dict(session.execute(asked.where(Question.key.in_(("premier", "surname")))).all())
    rate(cards["premier"], 3, NOW, "event-0001")
    rate(cards["surname"], 4, NOW, "event-0002")
    assert not what_comes(session, learner, now=NOW).some_wait
    attempt = open_given(session, learner.id, AT_ITS_END, "premier", now=NOW)
    coming = what_comes(session, learner, now=NOW)
    (other,) = queries.memories_by_cards(session, learner.id, [cards["surname"]]).values()
    assert (coming.next_at, coming.some_wait) == (other.due_at, True)
    attempt.finished_at = NOW
    another = open_given(session, learner.id, AT_ITS_END, "surname", now=NOW)
    rate(cards["premier"], 4, NOW, "event-0003")
    soon = min(one.due_at for one in queries.memories_by_cards(session, learner.id, list(cards.values())).values())
    coming = what_comes(session, learner, now=NOW)
    assert (coming.next_at, coming.some_wait) == (soon, False), "what is due in some days waits for nothing today"
    another.finished_at = NOW
    rate(cards["surname"], 1, NOW + DAY * 30, "event-0004")
    rate(cards["premier"], 1, NOW + DAY * 30, "event-0005")
    open_given(session, learner.id, AT_ITS_END, "premier", "surname", now=NOW)
    coming = what_comes(session, learner, now=NOW + DAY * 30)
    assert (coming.next_at, coming.is_soon, coming.some_wait) == (None, False, True)


def test_what_waits_for_results_comes_with_them_or_when_it_is_due_later(session, learner, rate):
    asked = sa.select(Question.key, Card.id).join(Card, Card.question_id == Question.id)
    cards = dict(session.execute(asked.where(Question.key.in_(("premier", "surname")))).all())
    due, later = NOW + DAY * 30, NOW + DAY * 32
    rate(cards["premier"], 4, NOW, "event-0001")
    open_given(session, learner.id, waiting_until(later), "premier", "surname", now=NOW).finished_at = NOW
    session.flush()
    coming = what_comes(session, learner, now=NOW)
    assert (coming.next_at, coming.some_wait, coming.results_at) == (later, False, None), "it is due before"
    coming = what_comes(session, learner, now=due)
    assert (coming.next_at, coming.is_soon, coming.some_wait, coming.results_at) == (later, False, False, later)
    coming = what_comes(session, learner, now=later - timedelta(minutes=5))
    assert (coming.next_at, coming.is_soon) == (later, True)
    session.add(CardMark(learner_id=learner.id, card_id=cards["premier"], buried_day=learner.rules.day(later)))
    session.flush()
    tomorrow = learner.rules.start(learner.rules.day(later) + 1)
    assert what_comes(session, learner, now=later - timedelta(minutes=5)).next_at == tomorrow
    rate(cards["surname"], 4, due, "event-0002")
    (far,) = queries.memories_by_cards(session, learner.id, [cards["surname"]]).values()
    session.execute(sa.delete(CardMark))
    session.execute(sa.delete(MemoryState).where(MemoryState.card_id == cards["premier"]))
    coming = what_comes(session, learner, now=due)
    assert (coming.next_at, coming.results_at) == (max(far.due_at, later), None)


def test_when_an_answer_whose_results_wait_lets_a_card_come_is_not_told_while_another_attempt_is_open(
    session, learner, rate
):
    asked = sa.select(Card.id).join(Question).where(Question.key == "premier")
    card, later = session.scalars(asked).one(), NOW + 30 * DAY
    rate(card, 4, NOW, "event-0001")
    open_given(session, learner.id, waiting_until(later), "premier", now=NOW).finished_at = NOW
    right = Event("event-0002", NOW + 20 * DAY)
    record_scores(session, learner, {card: 1.0}, right, now=right.at)
    open_given(session, learner.id, waiting_until(later), "premier", now=NOW)
    session.flush()
    coming = what_comes(session, learner, now=right.at)
    assert (coming.next_at, coming.is_soon) == (None, False)


@pytest.mark.longer
def test_what_was_taken_back_does_not_count(session, learner, rate):
    rate(1, 3, NOW, "event-0001")
    services.undo_last_review(session, learner, "undo-0001", now=NOW)
    assert summary_of_day(session, learner, now=NOW) is None
