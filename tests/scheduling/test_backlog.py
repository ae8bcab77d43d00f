"""Spreading what is overdue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling.backlog import LONGEST, spread_backlog
from quizapp.scheduling.memory import review
from quizapp.scheduling.state import Rating, Rules

RULES = Rules(ZoneInfo("UTC"))
START = datetime(2026, 3, 2, 10, tzinfo=UTC)
PARAMETERS = RULES.parameters


def memory(reviews, late):
    """Return a memory after some reviews, which is due so many days before today."""
    state, at = None, START
    for _ in range(reviews):
        state = review(state, Rating.GOOD, at=at, card_id=1, rules=RULES)
        at = state.due_at
    moved = TODAY - late - state.due_day
    at = state.last_at + timedelta(days=moved)
    return type(state)(
        **{name: getattr(state, name) for name in state.__slots__}
        | {"last_day": state.last_day + moved, "due_day": TODAY - late, "last_at": at}
    )


TODAY = RULES.day(START) + 2_000
backlogs = st.lists(st.tuples(st.integers(3, 8), st.integers(0, 60)), min_size=1, max_size=40)
some_loads = st.dictionaries(st.integers(0, 9), st.integers(0, 8))


def spread(cards, per_day, loads=None):
    overdue = {number: memory(*card) for number, card in enumerate(cards)}
    return overdue, spread_backlog(overdue, loads or {}, per_day, TODAY, PARAMETERS)


@pytest.mark.longer
@given(backlogs, some_loads, st.integers(1, 12))
def test_every_card_gets_a_day_and_no_day_gets_more_than_it_takes(cards, loads, per_day):
    overdue, plan = spread(cards, per_day, loads)
    assert plan.days.keys() == overdue.keys()
    for day, count in plan.per_day().items():
        assert day == LONGEST or count <= max(per_day - loads.get(day, 0), 0)


@given(backlogs, st.integers(1, 12))
def test_as_many_are_likely_to_be_remembered_as_if_the_longest_overdue_came_first(cards, per_day):
    _overdue, plan = spread(cards, per_day)
    assert plan.remembered >= plan.remembered_in_turn - 0.02 * len(cards)


def test_what_has_just_become_due_comes_before_what_is_long_overdue():
    _overdue, plan = spread([(4, 90), (4, 0)], per_day=1)
    assert plan.days == {1: 0, 0: 1}
    assert plan.remembered > plan.remembered_in_turn


def test_what_does_not_fit_comes_on_the_last_day():
    _overdue, plan = spread([(3, 1)] * 5, per_day=0)
    assert set(plan.days.values()) == {LONGEST}
    assert plan.per_day()[LONGEST] == 5
