"""Moving a due day: a gentle relearn, and a postponement."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.memory import review
from quizapp.scheduling.relearning import KEPT_STABILITY, SPREAD, postpone, relearn, spread_days
from quizapp.scheduling.state import OutOfOrderError, Parameters, Phase, Rating, Rules

RULES = Rules(ZoneInfo("UTC"), parameters=Parameters(fuzz=False))
START = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def strong(reviews=4):
    memory, at = None, START
    for _ in range(reviews):
        memory = review(memory, Rating.EASY, at=at, card_id=1, rules=RULES)
        at = memory.due_at
    return memory


def test_a_card_that_is_far_off_comes_back_on_the_day_chosen_with_half_its_stability():
    memory = strong()
    at = memory.last_at + DAY
    after = relearn(memory, 3, at=at, rules=RULES)
    assert after.due_day == RULES.day(at) + 3 < memory.due_day
    assert after.due_at == RULES.start(after.due_day)
    assert after.interval_days == after.due_day - memory.last_day
    assert after.stability == memory.stability * KEPT_STABILITY
    same = replace(
        after, stability=memory.stability, due_day=memory.due_day, due_at=memory.due_at, last_at=memory.last_at
    )
    assert replace(same, interval_days=memory.interval_days) == memory


def test_a_card_that_is_due_before_keeps_its_day():
    memory = strong()
    at = memory.due_at - DAY
    assert relearn(memory, 5, at=at, rules=RULES).due_day == memory.due_day
    assert relearn(memory, 5, at=memory.due_at + 9 * DAY, rules=RULES).due_day == memory.due_day


def test_a_weak_memory_does_not_fall_below_a_day_and_is_not_strengthened():
    memory = replace(strong(1), stability=1.2)
    assert relearn(memory, 1, at=memory.last_at, rules=RULES).stability == 1.0
    weak = replace(memory, stability=0.4)
    assert relearn(weak, 1, at=weak.last_at, rules=RULES).stability == 0.4


@pytest.mark.parametrize("move", [relearn, postpone])
def test_a_card_in_its_steps_goes_on_with_them(move):
    memory = review(None, Rating.AGAIN, at=START, card_id=1, rules=RULES)
    assert memory.phase is Phase.LEARNING
    assert move(memory, 4, at=START + DAY, rules=RULES) == replace(memory, last_at=START + DAY)


@pytest.mark.parametrize("move", [relearn, postpone])
def test_what_comes_late_asks_for_a_replay(move):
    memory = strong()
    with pytest.raises(OutOfOrderError):
        move(memory, 1, at=memory.last_at - DAY, rules=RULES)


def test_a_postponed_card_waits_and_remembers_as_much():
    memory = strong()
    at = memory.due_at + 10 * DAY
    after = postpone(memory, 4, at=at, rules=RULES)
    assert after.due_day == RULES.day(at) + 4
    assert (after.stability, after.difficulty, after.last_day) == (memory.stability, memory.difficulty, memory.last_day)
    assert postpone(memory, 1, at=memory.last_at, rules=RULES).due_day == memory.due_day


@given(st.integers(0, 8), st.integers(1, SPREAD), st.integers(0, 400))
def test_a_relearn_never_puts_a_card_off_and_never_makes_it_due_before_its_last_recall(reviews, days, wait):
    memory = strong(reviews + 1)
    at = memory.last_at + wait * DAY
    after = relearn(memory, days, at=at, rules=RULES)
    assert memory.last_day < after.due_day <= memory.due_day
    assert min(memory.stability, 1.0) <= after.stability <= memory.stability
    assert after.due_day == memory.due_day or after.due_day == RULES.day(at) + days


def test_a_class_does_not_meet_one_card_on_one_day():
    assert {spread_days({}, 1, learner)[0] for learner in range(SPREAD)} == set(range(1, SPREAD + 1))


@given(st.dictionaries(st.integers(1, SPREAD), st.integers(0, 9)), st.integers(0, 60), st.integers(0, 99))
def test_cards_are_spread_over_the_emptiest_days(loads, count, seed):
    days = spread_days(loads, count, seed)
    assert len(days) == count
    assert all(1 <= day <= SPREAD for day in days)
    total = {day: loads.get(day, 0) + days.count(day) for day in range(1, SPREAD + 1)}
    touched = [total[day] for day in set(days)]
    assert not touched or max(touched) - min(total.values()) <= 1
