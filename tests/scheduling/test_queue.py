"""The queue of today's cards: order, limits, siblings, topics."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.queue import Limits, Now, Order, QueueCard, build_queue
from quizapp.scheduling.state import Phase

NOW = Now(at=datetime(2026, 1, 5, 9, 30, tzinfo=UTC), day=20_458, seed=7)
MANY = Limits(new_per_day=1_000, reviews_per_day=1_000)


def new(card_id, topic="a", question_id=None):
    return QueueCard(card_id, card_id if question_id is None else question_id, topic, Phase.NEW)


def due(card_id, recall=0.8, topic="a", question_id=None, days_late=0):
    return QueueCard(
        card_id=card_id,
        question_id=card_id if question_id is None else question_id,
        topic=topic,
        phase=Phase.REVIEW,
        due_at=NOW.at - timedelta(hours=1, days=days_late),
        due_day=NOW.day - days_late,
        retrievability=recall,
    )


def learning(card_id, minutes, topic="a", question_id=None, phase=Phase.LEARNING, day=NOW.day):
    question = card_id if question_id is None else question_id
    return QueueCard(card_id, question, topic, phase, NOW.at + timedelta(minutes=minutes), day, 0.5)


def ids(queue):
    return [card.card_id for card in queue.cards]


def test_nothing_to_do_is_an_empty_queue():
    queue = build_queue([], MANY, NOW)
    assert (queue.cards, queue.learning, queue.review, queue.new, queue.learning_later_at) == ((), 0, 0, 0, None)


def test_learning_cards_that_are_due_come_first_longest_waiting_first():
    cards = [due(1), new(2), learning(3, -1), learning(4, -30, phase=Phase.RELEARNING), learning(5, 0)]
    queue = build_queue(cards, MANY, NOW)
    assert ids(queue)[:3] == [4, 3, 5]
    assert (queue.learning, queue.review, queue.new) == (3, 1, 1)


def test_learning_cards_of_later_today_are_told_but_not_shown():
    queue = build_queue([learning(1, 10), learning(2, 5), learning(3, 900, day=NOW.day + 1)], MANY, NOW)
    assert queue.cards == ()
    assert (queue.learning, queue.learning_later) == (0, 2)
    assert queue.learning_later_at == NOW.at + timedelta(minutes=5)


def test_reviews_come_the_most_nearly_forgotten_first():
    assert ids(build_queue([due(1, 0.9), due(2, 0.5), due(3, 0.7, days_late=9)], MANY, NOW)) == [2, 3, 1]


def test_reviews_of_another_day_are_not_asked():
    assert ids(build_queue([due(1), due(2, days_late=-1), due(3, days_late=4)], MANY, NOW)) in ([1, 3], [3, 1])


def test_limits_count_what_was_done_today_and_keep_the_most_nearly_forgotten():
    cards = [due(card, recall=card / 100) for card in range(1, 31)] + [new(card) for card in range(31, 61)]
    limits = Limits(new_per_day=10, reviews_per_day=20, new_done=7, reviews_done=5)
    queue = build_queue(cards, limits, NOW)
    assert (queue.review, queue.new) == (15, 3)
    assert {card.card_id for card in queue.cards if card.phase is Phase.REVIEW} == set(range(1, 16))


def test_a_limit_that_was_lowered_below_what_is_done_leaves_nothing():
    queue = build_queue([due(1), new(2)], Limits(new_per_day=1, reviews_per_day=1, new_done=3, reviews_done=3), NOW)
    assert queue.cards == ()


def test_limits_do_not_hold_back_learning_cards():
    assert ids(build_queue([learning(1, -1)], Limits(new_per_day=0, reviews_per_day=0), NOW)) == [1]


def test_new_cards_are_spread_between_the_reviews():
    cards = [due(card, recall=card / 100) for card in range(1, 13)] + [new(card) for card in (101, 102, 103)]
    places = [place for place, card in enumerate(build_queue(cards, MANY, NOW).cards) if card.phase is Phase.NEW]
    assert places == [2, 7, 12]


def test_one_card_of_a_question_is_asked_a_day():
    cards = [due(1, 0.9, question_id=50), due(2, 0.4, question_id=50), new(3, question_id=50), new(4, question_id=51)]
    assert set(ids(build_queue([*cards, new(5, question_id=51)], MANY, NOW))) == {2, 4}


def test_a_sibling_held_back_takes_no_place_under_the_limit():
    cards = [new(1, question_id=50), new(2, question_id=50), new(3, question_id=51)]
    assert set(ids(build_queue(cards, Limits(new_per_day=2, reviews_per_day=0), NOW))) == {1, 3}


def test_siblings_wait_while_one_of_them_is_being_learnt_or_was_answered_today():
    cards = [learning(1, 20, question_id=50), due(2, question_id=50), new(3, question_id=51), new(4, question_id=52)]
    limits = Limits(new_per_day=9, reviews_per_day=9, questions_done=frozenset({51}))
    assert ids(build_queue(cards, limits, NOW)) == [4]


def test_topics_are_mixed_where_there_is_something_to_mix():
    cards = [new(card, topic="abc"[card // 20]) for card in range(60)]
    topics = [card.topic for card in build_queue(cards, MANY, NOW).cards]
    assert all(one != other for one, other in pairwise(topics))


def test_new_cards_of_a_topic_keep_their_order():
    cards = [new(card, topic="abc"[card % 3]) for card in (9, 3, 6, 1, 4, 2, 8, 5)]
    shown = ids(build_queue(cards, MANY, NOW))
    for topic in range(3):
        assert [card for card in shown if card % 3 == topic] == [c.card_id for c in cards if c.card_id % 3 == topic]


def test_what_was_begun_of_a_topic_today_changes_nothing_for_the_rest():
    cards = [new(card, topic="abc"[card % 3]) for card in range(1, 13)]
    whole = build_queue(cards, Limits(new_per_day=7, reviews_per_day=0), NOW).cards
    for done in range(7):
        begun = Counter(card.topic for card in whole[:done])
        limits = Limits(new_per_day=7, reviews_per_day=0, new_done=done, begun=begun)
        left = [card for card in cards if card not in whole[:done]]
        assert build_queue(left, limits, NOW).cards == whole[done:]


def test_the_seed_changes_the_order_of_equals_only():
    cards = [due(card, recall=0.5) for card in range(20)] + [due(99, recall=0.1)]
    one, other = (ids(build_queue(cards, MANY, Now(NOW.at, NOW.day, seed))) for seed in (1, 2))
    assert one != other
    assert one[0] == other[0] == 99


def test_a_card_in_steps_without_a_due_moment_is_refused():
    with pytest.raises(ValueError, match="Card 3"):
        build_queue([QueueCard(3, 3, "a", Phase.LEARNING)], MANY, NOW)


CARDS = st.lists(
    st.builds(
        lambda card_id, question_id, topic, kind, recall, minutes: (
            new(card_id, topic, question_id),
            due(card_id, recall, topic, question_id),
            learning(card_id, minutes, topic, question_id),
        )[kind],
        st.integers(0, 10_000),
        st.integers(0, 40),
        st.sampled_from("abcd"),
        st.integers(0, 2),
        st.floats(0, 1),
        st.integers(-100, 100),
    ),
    unique_by=lambda card: card.card_id,
    max_size=60,
)
LIMITS = st.builds(Limits, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))


@pytest.mark.longer
@given(CARDS, LIMITS, st.integers(min_value=0))
def test_any_queue_keeps_its_limits_counts_what_it_shows_and_can_be_made_again(cards, limits, seed):
    now = Now(NOW.at, NOW.day, seed)
    queue = build_queue(cards, limits, now)
    phases = [card.phase for card in queue.cards]
    assert (phases.count(Phase.LEARNING), phases.count(Phase.REVIEW), phases.count(Phase.NEW)) == (
        queue.learning, queue.review, queue.new,
    )  # fmt: skip
    assert queue.review <= limits.reviews_left
    assert queue.new <= limits.new_left
    assert len(set(queue.cards)) == len(queue.cards)
    assert set(queue.cards) <= set(cards)
    assert queue == build_queue(cards, limits, now)


@pytest.mark.longer
@given(CARDS, LIMITS)
def test_in_any_queue_a_question_has_one_card_besides_those_being_learnt(cards, limits):
    shown = build_queue(cards, limits, NOW).cards
    questions = [card.question_id for card in shown if card.phase is not Phase.LEARNING]
    assert len(set(questions)) == len(questions)
    assert not set(questions) & {card.question_id for card in cards if card.phase is Phase.LEARNING}


def test_a_learner_may_choose_another_order_and_gets_the_same_cards():
    cards = [due(number, number / 10, "abc"[number % 3], days_late=number) for number in range(1, 10)]
    queues = {order: build_queue(cards, MANY, replace(NOW, order=order)).cards for order in Order}
    assert len({frozenset(ordered) for ordered in queues.values()}) == 1
    assert [card.due_day for card in queues[Order.DUE]] == sorted(card.due_day for card in cards)
    assert [card.topic for card in queues[Order.TOPIC]] == sorted(card.topic for card in cards)
    assert all(one.topic != two.topic for one, two in pairwise(queues[Order.MIXED]))
    assert queues[Order.CHANCE] == build_queue(cards, MANY, replace(NOW, order=Order.CHANCE)).cards
    assert Order.of("nonsense") is Order.MIXED


# ---- planned for a test


def test_what_is_planned_comes_before_the_rest_and_beyond_the_limits():
    queue = build_queue([due(1), new(2), learning(3, -1)], Limits(0, 1), NOW, [new(7), due(8)])
    assert ids(queue)[0] == 3
    assert set(ids(queue)[1:3]) == {7, 8}
    assert ids(queue)[3:] == [1]
    assert (queue.learning, queue.review, queue.new, queue.planned) == (1, 2, 1, 2)


def test_of_a_queue_it_is_known_how_many_are_due():
    early = replace(due(8), due_day=NOW.day + 3)
    queue = build_queue([due(1), new(2), learning(3, -1), learning(4, 5)], MANY, NOW, [new(7), early])
    assert (len(queue.cards), queue.due_by(NOW.day), queue.due_by(NOW.day + 3)) == (5, 3, 4)


def test_a_sibling_of_what_is_planned_waits():
    assert ids(build_queue([due(1, question_id=5)], MANY, NOW, [due(2, question_id=5)])) == [2]
