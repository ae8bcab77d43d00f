from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.bank.models import Card, Question
from quizapp.memory import crediting, queries, services
from quizapp.memory.queries import DoneCard
from quizapp.memory.services import Event, Learner

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def cards_of_question(session, key):
    return session.scalars(sa.select(Card.id).join(Question).where(Question.key == key).order_by(Card.position)).all()


def undo(session, learner, now=NOW):
    services.undo_last_review(session, learner, f"undo-{now:%d%H%M}", now=now)


def test_a_card_never_seen_has_no_memory(session, learner):
    assert queries.memory_by_card(session, learner.id, 1) is None
    assert queries.memories_by_cards(session, learner.id, [1, 2]) == {}
    assert queries.memories_by_cards(session, learner.id, []) == {}


@pytest.mark.sqlite
def test_what_was_done_on_a_day_is_found_by_the_index_of_days(session):
    sql = queries._done_on_day.sql(session.get_bind().dialect)
    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", (1, 20_000, "undo", "cram")).all()
    assert "ix_review_log_learner_id_day" in str(plan)


def test_memories_are_those_of_one_learner(session, learner, review):
    memory = review(1, 3)
    review(2, 3)
    other = create_guest(session, now=NOW).id
    assert queries.memories_by_cards(session, learner.id, [1, 3]) == {1: memory}
    assert queries.memory_by_card(session, other, 1) is None


def test_evidence_leaves_out_what_was_taken_back(session, learner, review):
    review(1, 3)
    review(1, 1, NOW + MINUTE)
    undo(session, learner)
    assert [event.rating for event in queries.evidence_of_card(session, learner.id, 1)] == [3]


def test_cards_are_counted_by_the_day_on_which_they_come(session, learner, review):
    days = [review(card, 4).due_day for card in (1, 2, 3)]
    none, first, last = sa.select(sa.literal(0)), min(days), max(days)
    found = queries.cards_due_by_day(session, learner.id, none, first, last)
    assert found == {day: days.count(day) for day in days}
    assert queries.cards_due_by_day(session, learner.id, none, first - 9, first - 1) == {}
    suspended = sa.select(sa.literal(2))
    assert sum(queries.cards_due_by_day(session, learner.id, suspended, first, last).values()) == 2
    session.get_one(Card, 1).retired_at = NOW
    session.get_one(Question, session.get_one(Card, 3).question_id).archived_at = NOW
    session.flush()
    assert queries.cards_due_by_day(session, learner.id, suspended, first, last) == {}


@pytest.mark.longer
def test_the_log_of_a_card_keeps_what_was_taken_back_and_says_so(session, learner, review):
    review(1, 3)
    review(1, 1, NOW + MINUTE)
    undo(session, learner, NOW + MINUTE)
    review(1, 4, NOW - DAY, now=NOW + DAY)
    review(2, 2)
    log = queries.log_of_card(session, learner.id, 1)
    assert [(one.evidence.rating, one.taken_back) for one in log] == [(4, False), (3, False), (1, True)]
    assert log[0].recorded_at - log[0].evidence.at == 2 * DAY


def test_the_whole_log_comes_by_learner_and_card(session, learner, review):
    other = Learner(create_guest(session, now=NOW).id, learner.rules)
    for card, rating in ((2, 1), (1, 2), (2, 3)):
        review(card, rating)
    crediting.record_scores(session, other, {1: 1}, Event("quiz-one", NOW), now=NOW)
    review(3, 4)
    undo(session, learner)
    found = [
        (who, card, [event.rating for event in evidence])
        for who, card, evidence in queries.evidence_by_learner_and_card(session)
    ]
    assert found == [(learner.id, 1, [2]), (learner.id, 2, [1, 3]), (other.id, 1, [3])]


def test_cards_recalled_are_the_given_ones_that_there_is_evidence_for(session, learner, review):
    offices = cards_of_question(session, "offices")
    review(offices[0], 1)
    review(offices[1], 3)
    question = session.get_one(Card, offices[0]).question_id
    today, parameters = learner.rules.day(NOW) + 3, learner.rules.parameters
    found = queries.cards_recalled(session, learner.id, today, parameters)
    assert sorted(one[:2] for one in found) == [(offices[0], question), (offices[1], question)]
    chances = {card: chance for card, _question, chance in found}
    assert 0 < chances[offices[0]] < chances[offices[1]] < 1
    assert queries.cards_recalled(session, create_guest(session, now=NOW).id, today, parameters) == []
    session.get_one(Card, offices[0]).retired_at = NOW
    undo(session, learner)
    session.flush()
    assert queries.cards_recalled(session, learner.id, today, parameters) == []


def test_an_event_is_known_to_its_learner_alone(session, learner, review):
    review(1, 3, event_id="event-one")
    assert queries.event_is_known(session, learner.id, "event-one")
    assert not queries.event_is_known(session, learner.id, "event-two")
    assert not queries.event_is_known(session, learner.id + 1, "event-one")


@pytest.mark.longer
def test_the_last_review_of_a_day_is_the_newest_rating_that_stands(session, learner, review):
    today = learner.rules.day(NOW)
    review(1, 3)
    review(2, 3)
    crediting.record_scores(session, learner, {3: 1}, Event("quiz-one", NOW), now=NOW)
    assert queries.last_review_of_day(session, learner.id, today).card_id == 2
    undo(session, learner)
    assert queries.last_review_of_day(session, learner.id, today).card_id == 1
    assert queries.last_review_of_day(session, learner.id, today + 1) is None


def test_cards_done_are_counted_once_and_new_where_any_rating_was_the_first(session, learner, review):
    today = learner.rules.day(NOW)
    first, second = cards_of_question(session, "offices")[:2]
    review(first, 3)
    review(first, 3, NOW + 10 * MINUTE)
    crediting.record_scores(session, learner, {second: 1}, Event("quiz-one", NOW), now=NOW)
    question = queries.cards_done_on_day(session, learner.id, today)[0].question_id
    done = DoneCard(first, question, True, "about-offices")
    assert queries.cards_done_on_day(session, learner.id, today) == [done]
    review(first, 3, NOW + DAY)
    assert queries.cards_done_on_day(session, learner.id, today + 1) == [
        DoneCard(first, question, False, "about-offices")
    ]


def test_a_rating_taken_back_is_not_done(session, learner, review):
    review(1, 3)
    undo(session, learner)
    assert queries.cards_done_on_day(session, learner.id, learner.rules.day(NOW)) == []
