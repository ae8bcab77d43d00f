from __future__ import annotations

import contextlib
import dataclasses
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import sqlalchemy as sa

from quizapp.accounts.services import create_guest
from quizapp.memory import crediting, relearning, services
from quizapp.memory.models import Relearn
from quizapp.memory.rebuild import rebuild_memories
from quizapp.memory.relearning import Reason
from quizapp.memory.rows import STATE
from quizapp.memory.services import Event, Learner, NothingToUndoError
from quizapp.scheduling.state import Rating

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
CARDS = range(1, 7)
STEPS = 120


def live(session, learner, seed):
    """Go through days of ratings, undos, quiz answers and events that come late."""
    chance, now = Random(seed), NOW
    for step in range(STEPS):
        now += timedelta(minutes=chance.choice((0, 1, 8, 60, 700, 1_500, 9_000)))
        at = now - timedelta(minutes=chance.choice((0, 0, 0, 3, 500, 3_000)))
        event = Event(f"event-{seed}-{step}", at, None, learner.rules.day(now) + chance.choice((2, 3, 8, 12, 30)))
        what = chance.random()
        if what < 0.5:
            rating = Rating(chance.choice((1, 2, 3, 3, 3, 4)))
            services.record_review(session, learner, chance.choice(CARDS), rating, event, now=now)
        elif what < 0.8:
            cards = chance.sample(CARDS, chance.randint(1, 3))
            scores = {card: chance.choice((0, 0.25, 0.5, 1, 1)) for card in cards}
            crediting.record_scores(session, learner, scores, event, now=now)
        elif what < 0.87:
            relearn_or_undo(session, learner, chance, now)
        else:
            with contextlib.suppress(NothingToUndoError):
                services.undo_last_review(session, learner, event.event_id, now=now)


def relearn_or_undo(session, learner, chance, now):
    """Bring some cards back soon, or take the newest return back."""
    if chance.random() < 0.4:
        newest = session.scalar(sa.select(Relearn).where(Relearn.undone_at.is_(None)).order_by(Relearn.id.desc()))
        if newest is not None:
            relearning.undo_relearn(session, newest, learner.rules, person_id=None, now=now)
        return
    plan = relearning.plan_relearn(session, chance.sample(CARDS, 3), learner.rules, now=now)
    relearning.relearn_cards(session, plan, Reason(1, 1, None, "why"), learner.rules, now=now)


@pytest.mark.parametrize("seed", range(12))
def test_a_rebuild_finds_no_difference_after_any_history(session, learner, rows, seed):
    other = Learner(create_guest(session, now=NOW).id, learner.rules)
    live(session, learner, seed)
    live(session, other, seed + 100)
    before = rows()
    total, differing = rebuild_memories(session, learner.rules)
    assert differing == []
    assert total == len(before) > 0
    assert rows() == before


@pytest.mark.parametrize("seed", range(12, 18))
def test_every_undo_restores_the_row_byte_for_byte(session, learner, rows, seed):
    live(session, learner, seed)
    now = NOW + timedelta(days=2_000)
    for card in CARDS:
        before = rows()
        event = Event(f"event-last-{card}", now)
        services.record_review(session, learner, card, Rating.AGAIN, event, now=now)
        services.undo_last_review(session, learner, f"event-undo-{card}", now=now)
        assert rows() == before


@pytest.mark.parametrize(
    ("column", "value"), [("stability", 3.0), ("due_day", 1), ("reps", 9), ("phase", "review"), ("credited_day", 5)]
)
def test_a_rebuild_finds_and_mends_a_row_that_was_tampered_with(session, learner, review, rows, column, value):
    review(1, 3)
    review(2, 3)
    before = rows()
    session.execute(sa.update(STATE).where(STATE.c.card_id == 2).values({column: value}))
    assert rebuild_memories(session, learner.rules) == (2, [(learner.id, 2)])
    assert rows() == before


def test_a_rebuild_brings_back_what_is_missing_and_removes_what_has_no_evidence(session, learner, review, rows):
    review(1, 3)
    before = rows()
    session.execute(sa.update(STATE).values(card_id=2))
    assert rebuild_memories(session, learner.rules) == (1, [(learner.id, 1), (learner.id, 2)])
    assert rows() == before


def test_other_rules_give_other_memories_from_the_same_log(session, learner, review):
    for day in range(4):
        review(1, 3, NOW + timedelta(days=day))
    parameters = dataclasses.replace(learner.rules.parameters, desired_retention=0.8, version="other")
    other = dataclasses.replace(learner.rules, parameters=parameters)
    assert rebuild_memories(session, other)[1] == [(learner.id, 1)]
    assert session.scalar(sa.select(STATE.c.parameters)) == "other"
    assert rebuild_memories(session, other)[1] == []


def test_a_rebuild_of_an_empty_log_does_nothing(session, learner):
    assert rebuild_memories(session, learner.rules) == (0, [])
