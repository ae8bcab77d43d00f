from __future__ import annotations

from quizapp.scheduling.warm_up import COUNT, Candidate, choose_cards


def card(number, topic, forgotten, question=None):
    return Candidate(number, question or number, topic, 20, forgotten)


def chosen(*cards, count=COUNT):
    return [one.card_id for one in choose_cards(cards, count)]


def test_what_most_will_have_forgotten_comes_first():
    assert chosen(card(1, "a", 3.0), card(2, "b", 9.0), card(3, "c", 6.0)) == [2, 3, 1]


def test_topics_vary_unless_one_was_forgotten_by_far_more():
    """10; then 9.9 counts 4.95 beside 5, then 4.95, and a third of the topic 9.8 × 0.25 = 2.45 beside 2.5."""
    a = [card(1, "a", 10.0), card(2, "a", 9.9), card(3, "a", 9.8)]
    assert chosen(*a, card(4, "b", 5.0), card(5, "c", 2.5)) == [1, 4, 2, 5, 3]


def test_a_question_with_several_cards_is_asked_once():
    assert chosen(card(1, "a", 9.0, question=7), card(2, "b", 8.0, question=7), card(3, "c", 1.0)) == [1, 3]


def test_equals_are_taken_in_the_order_of_their_cards_and_no_more_than_wanted():
    cards = [card(number, f"topic-{number}", 1.0) for number in (8, 3, 5, 9, 4, 6)]
    assert chosen(*cards) == [3, 4, 5, 6, 8]
    assert chosen(*cards, count=2) == [3, 4]
    assert chosen() == []
