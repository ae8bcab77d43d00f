"""Queries for today's part of the plan for a test, and what the plan promises. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.visitor import Visitor
from quizapp.bank.models import Card
from quizapp.memory.queries import never_comes
from quizapp.memory.services import Learner
from quizapp.planning import exam_queries
from quizapp.planning.exam_queries import ExamOf
from quizapp.scheduling.day import date_of
from quizapp.scheduling.planner import Candidate, Planner
from quizapp.scheduling.queue import QueueCard, TestAhead

_MOST_STEPS = 10_000
"""Cards × days of an outlook; more are estimated from a sample, so that the page stays quick."""


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What is left of today's plan."""

    cards: tuple[QueueCard, ...] = ()
    """To be asked, the most worth first."""
    banks: frozenset[int] = frozenset()
    """The banks whose cards the plan decides on; () where no test is ahead."""
    tests: tuple[TestAhead, ...] = ()
    """The tests ahead, the next one first."""


NO_PLAN = DayPlan()


def plan_of_day(
    session: Session,
    visitor: Visitor,
    learner: Learner,
    *among: Callable[[], sa.ColumnElement[bool]],
    done: frozenset[int],
    now: datetime,
) -> DayPlan:
    """Return what the tests ahead ask for today, from where the memories stand now.

    Conditions on Card, made where there is a test, leave cards out; `done` are the questions that were answered today.
    """
    today = learner.rules.day(now)
    if not (exams := exam_queries.coming_exams(session, visitor, date_of(today))):
        return NO_PLAN
    banks = frozenset().union(*(exam.banks for exam in exams))
    costs = exam_queries.costs_of(session, learner.id)
    spent = exam_queries.seconds_by_bank(session, learner.id, today, costs)
    found = exam_queries.cards_of_banks(session, learner.id, banks, today, *(one() for one in among))
    cards = {card.candidate.card_id: card for card in found if not card.in_steps}
    planned: list[QueueCard] = []
    tests = []
    for exam, asked in _banks_of_each(exams):
        mine = [card.candidate for card in cards.values() if card.bank_id in asked]
        left = max(exam.minutes * 60 - sum(spent.get(bank, 0.0) for bank in asked), 0.0)
        again = costs.recalled * sum(card.in_steps and card.bank_id in asked for card in found)  # before all others
        plan = Planner(learner.rules.parameters, exam.day, costs).plan(mine, today, left - again, done)
        planned += [cards[one.card_id].queued for one in plan]
        tests.append(TestAhead(exam.id, exam.title, exam.day - today, exam.minutes, ceil(left / 60) if asked else None))
    return DayPlan(tuple(planned), banks, tuple(tests))


def _banks_of_each(exams: Sequence[ExamOf]) -> Iterator[tuple[ExamOf, frozenset[int]]]:
    """Yield tests, the next one first, with their banks: a bank belongs to the next test that asks about it."""
    taken: frozenset[int] = frozenset()
    for exam in exams:
        yield exam, exam.banks - taken
        taken |= exam.banks


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one pace promises for the day of the test."""

    minutes: int
    recall: float
    """The mean chance of recall over all cards, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class ExamForecast:
    """Where a learner stands with a test."""

    cards: int
    met: int
    recall_today: float
    """Of all cards, were the test today."""
    outlooks: tuple[Outlook, ...]
    """Without any more practice first, then by minutes a day."""
    days_left: int


def forecast_exam(session: Session, learner: Learner, exam: ExamOf, *, now: datetime) -> ExamForecast:
    """Return what a test's day promises: with nothing more, with the minutes chosen, with fewer and with more.

    It counts what the plan of a day may ask: no cards that the learner suspended.
    """
    today = learner.rules.day(now)
    cards = exam_queries.cards_of_banks(session, learner.id, exam.banks, today, ~never_comes(learner.id, Card.id))
    costs = exam_queries.costs_of(session, learner.id)
    candidates = [card.candidate for card in cards]
    planner = Planner(learner.rules.parameters, exam.day, costs)
    paces = sorted({0, max(1, exam.minutes // 2), exam.minutes, exam.minutes * 2})
    days_left = max(exam.day - today, 0)
    sample, share = sampled(candidates, days_left)
    return ExamForecast(
        cards=len(candidates),
        met=sum(card.stability is not None for card in candidates),
        recall_today=_mean(Planner(learner.rules.parameters, today), candidates),
        outlooks=tuple(Outlook(pace, planner.outlook(sample, today, pace * 60 * share)) for pace in paces),
        days_left=days_left,
    )


def _mean(planner: Planner, cards: Sequence[Candidate]) -> float:
    return sum(map(planner.recall_on_the_day, cards)) / max(len(cards), 1)


def sampled(cards: list[Candidate], days: int) -> tuple[list[Candidate], float]:
    """Return cards spread evenly over all, few enough to reckon with, and their share of all."""
    apart = max(1, -(-len(cards) * max(days, 1) // _MOST_STEPS))
    sample = cards[::apart]
    return sample, len(sample) / max(len(cards), 1)
