"""The cards that decide on a day's queue: the same queue as from all cards, however few are looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from quizapp.accounts.models import Person
from quizapp.accounts.services import create_guest
from quizapp.accounts.visitor import visitor_of
from quizapp.bank.models import Card, Question, QuestionVersion, is_current
from quizapp.memory.models import MemoryState
from quizapp.memory.services import Learner
from quizapp.planning.plans import plan_of_day
from quizapp.planning.services import ExamTerms, set_exam
from quizapp.review import queries
from quizapp.review.candidates import NEW_CANDIDATES, out_of_the_way
from quizapp.review.models import CardMark
from quizapp.scheduling.memory import retrievability
from quizapp.scheduling.queue import Limits, Now, Order, QueueCard, build_queue
from quizapp.scheduling.state import Memory, Phase, Rules

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
RULES = Rules(ZoneInfo("UTC"))
TODAY = RULES.day(NOW)
DECKS = {"all apart": (1_000_000, 0.0), "many alike": (3, 0.1), "all alike": (1, 0.0), "mostly in steps": (5, 0.7)}
"""Of how many stabilities the cards' are drawn, and the share of cards in their steps."""
CASES = [*product([Order.MIXED], (0, 1, 30, 300), (0, 3)), *product(Order, [40], [3])]
"""Orders, reviews a day, new cards a day."""


@pytest.fixture
def learner(load_banks, session):
    return Learner(create_guest(session, now=NOW - timedelta(days=30)).id, RULES)


def memory_row(learner, card_id, chance, stabilities, in_steps):
    phase = chance.choice((Phase.LEARNING, Phase.RELEARNING)) if chance.random() < in_steps else Phase.REVIEW
    due_at = NOW + timedelta(minutes=chance.randint(-90, 90))
    last_day = TODAY - (0 if phase is not Phase.REVIEW else chance.randint(-1, 40) if stabilities > 1 else 9)
    due_day = TODAY if phase is not Phase.REVIEW else TODAY + chance.choice((-3, -1, 0, 0, 0, 2))
    stability = 0.5 + chance.randrange(stabilities) / 40
    return {
        "learner_id": learner.id, "card_id": card_id, "phase": phase.value, "step": 0, "stability": stability,
        "difficulty": 5.0, "last_day": last_day, "last_at": NOW, "due_at": due_at, "due_day": due_day,
        "interval_days": 3, "reps": 2, "lapses": 0, "credited_day": None, "parameters": "test",
    }  # fmt: skip


def fill(session, learner, chance, stabilities, in_steps):
    cards = list(session.scalars(sa.select(Card.id).order_by(Card.id)))
    met = chance.sample(cards, len(cards) * 9 // 10)
    rows = [memory_row(learner, card, chance, stabilities, in_steps) for card in met]
    session.execute(sa.insert(MemoryState), rows)
    session.execute(sa.update(Card).where(Card.id.in_(chance.sample(cards, 20))).values(retired_at=NOW))
    for card in chance.sample(cards, 60):
        session.add(CardMark(learner_id=learner.id, card_id=card, buried_day=chance.choice((TODAY, TODAY - 1, None))))
    for card in chance.sample(cards, 20):
        mark = session.get(CardMark, (learner.id, card)) or CardMark(learner_id=learner.id, card_id=card)
        mark.suspended_at = NOW
        session.add(mark)
    session.flush()


def all_cards(session, learner):
    """Read every card that may be asked now, one by one."""
    marks = {mark.card_id: mark for mark in session.scalars(sa.select(CardMark))}
    states = {state.card_id: state for state in session.scalars(sa.select(MemoryState))}
    statement = (
        sa.select(Card, QuestionVersion.topic)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, is_current())
        .where(Card.retired_at.is_(None))
        .order_by(Question.position, Question.bank_id, Card.position)
    )
    for card, topic in session.execute(statement).all():
        mark, state = marks.get(card.id), states.get(card.id)
        if mark and (mark.suspended_at or mark.buried_day == TODAY):
            continue
        if state is None:
            yield QueueCard(card.id, card.question_id, topic, Phase.NEW)
        elif state.due_day <= TODAY:
            yield queue_card(card, topic, state)


def queue_card(card, topic, state):
    memory = Memory(
        Phase(state.phase), state.step, state.stability, state.difficulty, state.last_day, state.last_at, state.due_at,
        state.due_day, state.interval_days, state.reps, state.lapses,
    )  # fmt: skip
    due_at = None if memory.phase is Phase.REVIEW else memory.due_at
    recall = retrievability(memory, TODAY, RULES.parameters)
    return QueueCard(card.id, card.question_id, topic, memory.phase, due_at, memory.due_day, recall)


@pytest.mark.longer
def test_before_a_test_its_banks_give_only_what_it_plans_and_what_is_in_steps(session, learner):
    fill(session, learner, Random(2), 3, 0.1)
    who = replace(visitor_of(session.get(Person, learner.id)), reviews_per_day=20)
    bank = session.scalar(sa.select(Question.bank_id).order_by(Question.bank_id).limit(1))
    set_exam(session, who.id, ExamTerms("Final", date(2026, 3, 20), 10, frozenset({bank})), now=NOW)
    plan = plan_of_day(session, who, learner, lambda: ~out_of_the_way(who.id, TODAY, NOW), done=frozenset(), now=NOW)
    of_bank = set(session.scalars(sa.select(Question.id).where(Question.bank_id == bank)))
    due = [
        card
        for card in all_cards(session, learner)
        if card.phase is not Phase.NEW and (card.phase is not Phase.REVIEW or card.question_id not in of_bank)
    ]
    now = Now(NOW, TODAY, TODAY * 1_000_003 + learner.id)
    plain = build_queue(due, Limits(who.new_per_day, who.reviews_per_day), now, plan.cards)
    assert plain.planned
    found = queries.queue_of_day(session, who, learner, now=NOW)
    assert replace(found, tests=()) == plain
    assert [(test.title, test.days) for test in found.tests] == [("Final", 18)]


@pytest.mark.longer
@pytest.mark.parametrize("deck", DECKS)
def test_the_queue_is_the_one_that_all_cards_together_give(session, learner, deck):
    chance = Random(deck)
    fill(session, learner, chance, *DECKS[deck])
    cards = list(all_cards(session, learner))
    due = [card for card in cards if card.phase is not Phase.NEW]
    new = [card for card in cards if card.phase is Phase.NEW]
    for order, reviews, begun in CASES:
        who = replace(visitor_of(session.get(Person, learner.id)), new_per_day=begun, reviews_per_day=reviews)
        limits = Limits(new_per_day=begun, reviews_per_day=reviews)
        now = Now(NOW, TODAY, TODAY * 1_000_003 + learner.id, order)
        plain = build_queue(due + new[: begun * NEW_CANDIDATES], limits, now)
        assert queries.queue_of_day(session, who, learner, order, now=NOW) == plain
