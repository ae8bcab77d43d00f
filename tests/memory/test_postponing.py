from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from quizapp.memory import queries
from quizapp.memory.postponing import loads_of_days, overdue_cards, postpone_cards, postponed_today, undo_postponing
from quizapp.memory.rebuild import rebuild_memories

DAY = timedelta(days=1)
NONE = sa.select(sa.literal(0))


@pytest.fixture
def away(review, start):
    """Have six cards in review, and return a moment when they are long overdue."""
    for card in range(1, 7):
        review(card, 4, start)
    return start + 40 * DAY


def test_what_is_due_is_found_without_what_is_hidden(session, learner, away, start):
    assert overdue_cards(session, learner, NONE, now=away) == [1, 2, 3, 4, 5, 6]
    assert overdue_cards(session, learner, sa.select(sa.literal(3)), now=away) == [1, 2, 4, 5, 6]
    assert overdue_cards(session, learner, NONE, now=start) == []
    assert sum(loads_of_days(session, learner, NONE, now=start).values()) == 6
    assert sum(loads_of_days(session, learner, sa.select(sa.literal(3)), now=start).values()) == 5
    assert loads_of_days(session, learner, NONE, now=away) == {}


def test_cards_wait_for_their_day_and_remember_as_much(session, learner, away):
    before = queries.memories_by_cards(session, learner.id, [1, 2, 3])
    assert postpone_cards(session, learner, {1: 0, 2: 1, 3: 5}, "plan-0001", now=away) == 2
    after = queries.memories_by_cards(session, learner.id, [1, 2, 3])
    today = learner.rules.day(away)
    assert after[1] == before[1]
    assert [after[card].due_day - today for card in (2, 3)] == [1, 5]
    assert after[3].stability == before[3].stability
    assert rebuild_memories(session, learner.rules)[1] == []


def test_the_same_plan_twice_is_one(session, learner, away, rows):
    postpone_cards(session, learner, {2: 1}, "plan-0001", now=away)
    before = rows()
    assert postpone_cards(session, learner, {2: 1}, "plan-0001", now=away) == 0
    assert rows() == before


def test_a_plan_taken_back_restores_every_row(session, learner, away, rows):
    before = rows()
    postpone_cards(session, learner, {1: 2, 2: 1, 3: 5}, "plan-0001", now=away)
    assert len(postponed_today(session, learner, now=away)) == 3
    assert undo_postponing(session, learner, "undo-0001", now=away + timedelta(minutes=1)) == 3
    assert rows() == before
    assert undo_postponing(session, learner, "undo-0002", now=away + timedelta(minutes=2)) == 0
    assert rebuild_memories(session, learner.rules)[1] == []


@pytest.mark.longer
@pytest.mark.sqlite
def test_more_cards_may_wait_than_a_statement_takes(away, learner, usual_limit):
    plan = dict.fromkeys(range(1, 40_000), 1)
    assert postpone_cards(usual_limit, learner, plan, "plan-0001", now=away) == 6
    assert undo_postponing(usual_limit, learner, "undo-0001", now=away) == 6
