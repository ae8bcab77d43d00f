from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.accounts.visitor import visitor_of
from quizapp.bank.models import Card, QuestionVersion
from quizapp.memory import services
from quizapp.memory.services import Event, Learner
from quizapp.review import queries
from quizapp.scheduling.state import Rating, Rules

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)
RULES = Rules(ZoneInfo("UTC"))
QUESTIONS = 8


@pytest.fixture
def person(small_bank, session):
    return create_guest(session, now=NOW)


@pytest.fixture
def rate(session, person):
    def rate(card_id, rating=Rating.EASY, at=NOW):
        event = Event(f"event-{card_id}-{at.isoformat()}", at)
        return services.record_review(session, Learner(person.id, RULES), card_id, rating, event, now=at)

    return rate


@pytest.fixture
def queue(session, person):
    def queue(at=NOW, new=20, reviews=200):
        person.new_per_day, person.reviews_per_day = new, reviews
        session.flush()
        return queries.queue_of_day(session, visitor_of(person), Learner(person.id, RULES), now=at)

    return queue


def test_a_beginner_gets_one_new_card_of_each_question(queue):
    today = queue()
    assert (today.learning, today.review, today.new) == (0, 0, QUESTIONS)
    assert len({card.question_id for card in today.cards}) == QUESTIONS


def test_somebody_unknown_gets_new_cards_alone(small_bank, session):
    today = queries.first_queue(session, new_per_day=5, day=1, now=NOW)
    assert (today.new, today.review, len(today.cards)) == (5, 0, 5)


@pytest.mark.longer
def test_new_cards_end_at_the_limit_and_those_done_count(queue, rate):
    assert queue(new=3).new == 3
    rate(queue().cards[0].card_id)
    assert queue(new=3).new == 2
    assert queue(new=1).new == 0
    assert queue(NOW + DAY, new=3).new == 3


@pytest.mark.longer
@pytest.mark.parametrize("limit", [2, 3, 6])
def test_the_days_new_cards_stay_the_same_while_one_after_the_other_is_begun(session, queue, rate, limit):
    question = QuestionVersion.question_id
    topic = sa.case((question <= 3, "first"), (question <= 5, "second"), else_="third")
    session.execute(sa.update(QuestionVersion).values(topic=topic))
    chosen = [card.card_id for card in queue(new=limit).cards]
    assert len(chosen) == limit
    for begun in range(limit):
        assert {card.card_id for card in queue(new=limit).cards} == set(chosen[begun:])
        rate(chosen[begun])


@pytest.mark.longer
def test_reviews_end_at_the_limit_and_those_done_count(queue, rate):
    for card in queue().cards:
        rate(card.card_id)
    later = NOW + 60 * DAY
    assert queue(later, new=0).review == QUESTIONS
    assert queue(later, new=0, reviews=3).review == 3
    rate(queue(later, new=0).cards[0].card_id, at=later)
    assert queue(later, new=0, reviews=3).review == 2


def test_the_least_retrievable_comes_first(queue, rate):
    cards = [card.card_id for card in queue().cards]
    for card in cards[:4]:
        rate(card)
    for card in cards[4:]:
        rate(card, at=NOW + 20 * DAY)
    asked = queue(NOW + 90 * DAY, new=0).cards
    recall = [card.retrievability for card in asked]
    assert sorted(recall[:4]) == sorted(recall)[:4]


@pytest.mark.longer
def test_learning_cards_come_when_their_step_is_over(queue, rate):
    card = queue().cards[0].card_id
    rate(card, Rating.AGAIN)
    assert (queue().learning, queue().learning_later) == (0, 1)
    later = queue(NOW + timedelta(minutes=1))
    assert (later.learning, later.cards[0].card_id) == (1, card)


def test_retired_cards_are_not_asked(queue, rate, session):
    for card in queue().cards:
        rate(card.card_id)
    session.execute(sa.update(Card).values(retired_at=NOW))
    assert queue(NOW + 90 * DAY).cards == ()


@pytest.mark.longer
def test_the_queue_of_a_moment_is_the_same_however_often_it_is_asked(queue):
    assert queue() == queue()
    orders = {tuple(card.card_id for card in queue(NOW + day * DAY).cards) for day in range(6)}
    assert len(orders) > 1


def test_a_card_is_given_unless_it_is_retired_or_unknown(person, session):
    assert queries.card_is_given(session, 1)
    assert queries.version_id_of_card(session, 1, 0, now=NOW)[1] == "main"
    assert not queries.card_is_given(session, 999)
    assert queries.version_id_of_card(session, 999, 0, now=NOW) is None
    session.execute(sa.update(Card).where(Card.id == 1).values(retired_at=NOW))
    assert not queries.card_is_given(session, 1)
    assert queries.version_id_of_card(session, 1, 0, now=NOW) is None
