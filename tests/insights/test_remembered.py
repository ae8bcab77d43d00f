from __future__ import annotations

import pytest

from quizapp.insights.remembered import WEAKEST, CardMemory, nearly_forgotten, recall_of, retention_of, topics_of
from quizapp.scheduling.judging import Judged
from quizapp.scheduling.state import Parameters

TODAY, PARAMETERS = 20_000, Parameters()


def memory(card_id, topic="war", stability=10.0, ago=5, difficulty=5.0):
    return CardMemory(card_id, card_id, topic, stability, difficulty, TODAY - ago)


def test_topics_are_summed_up_the_most_nearly_forgotten_first():
    cards = [memory(1), memory(2, stability=30, difficulty=7), memory(3, "peace", stability=2), memory(4, stability=20)]
    weak, strong = topics_of(cards, TODAY, PARAMETERS)
    assert (weak.topic, strong.topic, strong.cards, strong.stability) == ("peace", "war", 3, 20)
    assert strong.difficulty == pytest.approx(17 / 3)
    assert weak.recall == recall_of(cards[2], TODAY, PARAMETERS) < strong.recall
    assert topics_of([], TODAY, PARAMETERS) == []


def test_the_weakest_cards_are_those_least_likely_recalled():
    cards = [memory(number, stability=float(number), ago=40) for number in range(1, 40)]
    weakest = nearly_forgotten(cards, TODAY, PARAMETERS)
    assert [card.card_id for card, _chance in weakest] == list(range(1, WEAKEST + 1))
    assert weakest[0][1] < weakest[-1][1]


def test_what_was_met_just_now_is_not_nearly_forgotten():
    cards = [memory(1, stability=2.0, ago=0), memory(2, stability=2.0, ago=5)]
    assert [card.card_id for card, _chance in nearly_forgotten(cards, TODAY, PARAMETERS)] == [2]


def test_retention_is_counted_over_the_last_days_and_over_all():
    answers = [Judged(TODAY - ago, 0, 0.9, recalled, 5, 2, 0) for ago, recalled in ((0, True), (6, False), (40, True))]
    week, month, quarter, whole = retention_of(answers, TODAY)
    assert (week.days, week.answers, week.true, week.predicted) == (7, 2, 0.5, 0.9)
    assert (month.answers, quarter.answers, whole.answers, whole.days) == (2, 3, 3, None)
    assert retention_of([], TODAY)[0].true is None
