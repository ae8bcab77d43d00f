"""Queries for the cards that today's queue may hold: as many as decide on it, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.bank.signals import sat_questions_wanted
from quizapp.memory.models import MemoryState
from quizapp.memory.rows import STATE
from quizapp.memory.services import Learner
from quizapp.review.models import CardMark
from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.queue import Limits, QueueCard
from quizapp.scheduling.state import Phase

NEW_CANDIDATES = 10
"""How many new cards are looked at for each that may be begun in a day: siblings and topics need a choice."""

_SPARE, _AT_LEAST, _MORE = 2, 100, 4
"""Due cards looked at for each review that is left, and at least; and how many times more where they do not do."""

_ROUNDING = 1 + 1e-9
"""Quotients nearer than this may give the same chance of recall; those further apart do not."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a day can take of the due cards."""

    today: int
    limits: Limits
    planned: Collection[int] = ()
    """Questions that a test's plan asks today."""
    planned_banks: Collection[int] = ()
    """Banks that the plan decides on: of these only cards in their steps are due."""


def due_cards(session: Session, learner: Learner, wanted: Wanted) -> list[QueueCard]:
    """Return all due cards in steps, and so many of the least retrievable reviews that the rest has no place today.

    The chance of recall falls with the days since the last review for each day of stability, so the database can
    order by their quotient. Where many quotients are alike at the end, more are asked for.
    """
    count = _SPARE * wanted.limits.reviews_left + _AT_LEAST
    while True:
        rows = session.connection().execute(_most_forgotten(learner.id, wanted, count)).all()
        if len(rows) < count:
            return _cards(rows, learner, wanted.today)
        cards = _cards(_surely_first(rows), learner, wanted.today)
        if rows[-1].in_review and _is_enough(cards, wanted):
            return cards
        count *= _MORE


def _is_enough(cards: Sequence[QueueCard], wanted: Wanted) -> bool:
    """Tell whether there is a review of another question for each that is left today."""
    reviews = {card.question_id for card in cards if card.phase is Phase.REVIEW}
    learning = {card.question_id for card in cards if card.phase is not Phase.REVIEW}
    return len(reviews - learning - wanted.limits.questions_done - set(wanted.planned)) >= wanted.limits.reviews_left


def _most_forgotten(learner_id: int, wanted: Wanted, count: int) -> sa.Select[Any]:
    """Select due cards: those in steps, then the least retrievable; with whether each may be asked."""
    state, today = STATE.c, wanted.today
    overdue = sa.case((state.last_day < today, (today - state.last_day) / state.stability), else_=0.0)
    in_review = sa.case((state.phase == Phase.REVIEW, 1), else_=0)
    step_over_at = sa.case((state.phase != Phase.REVIEW, state.due_at))  # moments are dear to read
    first = (
        sa.select(state.card_id, state.phase, step_over_at, state.due_day, state.stability, state.last_day)
        .add_columns(overdue.label("overdue"), in_review.label("in_review"))
        # One pass over a learner's memories is quicker than the index of due days and a look-up for each that is due.
        .where(state.learner_id == learner_id, state.due_day + 0 <= today)
        .order_by(in_review, overdue.desc())
        .limit(count)
        .subquery()
    )
    asked = [Card.retired_at.is_(None), *may_be_asked(), ~out_of_the_way(learner_id, today)]
    if wanted.planned_banks:
        asked.append(sa.or_(Question.bank_id.not_in(wanted.planned_banks), first.c.in_review == 0))
    return (
        sa.select(first, Card.question_id, QuestionVersion.topic, sa.and_(*asked).label("asked"))
        .join(Card, Card.id == first.c.card_id)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, sa.and_(QuestionVersion.question_id == Question.id, *is_current()))
        .order_by(first.c.in_review, first.c.overdue.desc())
    )


def _surely_first(rows: Sequence[Any]) -> list[Any]:
    """Leave out reviews that are as little retrievable as the last one: others like them were cut off."""
    least = rows[-1].overdue * _ROUNDING
    return [row for row in rows if not row.in_review or row.overdue > least]


def _cards(rows: Sequence[Any], learner: Learner, today: int) -> list[QueueCard]:
    recall = formulas(learner.rules.parameters.weights).recall
    return [
        QueueCard(card, question, topic, Phase(phase), due_at, due_day, recall(stability, max(today - last_day, 0)))
        for card, phase, due_at, due_day, stability, last_day, _overdue, _in_review, question, topic, asked in rows
        if asked
    ]


def new_cards(session: Session, learner_id: int, limits: Limits, today: int) -> list[QueueCard]:
    """Return the first cards that a learner never met, more than may be begun; all day long the same ones."""
    if limits.new_left < 1:
        return []
    seen = sa.exists().where(MemoryState.learner_id == learner_id, MemoryState.card_id == Card.id)
    place = (Question.position.label("first"), Question.bank_id.label("second"), Card.position.label("third"))
    first = (
        sa.select(Card.id, Card.question_id, Question.current_number, *place)
        .join(Question, Question.id == Card.question_id)
        .where(~seen, Card.retired_at.is_(None), *may_be_asked(), ~out_of_the_way(learner_id, today))
        .order_by(*place)
        .limit(limits.new_per_day * NEW_CANDIDATES - limits.new_done)
        .subquery()
    )
    current = sa.and_(
        QuestionVersion.question_id == first.c.question_id, QuestionVersion.number == first.c.current_number
    )
    statement = sa.select(first.c.id, first.c.question_id, QuestionVersion.topic).join(QuestionVersion, current)
    statement = statement.order_by(first.c.first, first.c.second, first.c.third)
    rows = session.connection().execute(statement)
    return [QueueCard(card, question, topic, Phase.NEW) for card, question, topic in rows]


def out_of_the_way(learner_id: int, today: int) -> sa.ColumnElement[bool]:
    """Return the condition of a card that its learner suspended, buried for today, or may not see the back of now."""
    hidden = sa.or_(CardMark.suspended_at.is_not(None), CardMark.buried_day == today)
    put_away = sa.exists().where(CardMark.learner_id == learner_id, CardMark.card_id == Card.id, hidden)
    return sa.or_(put_away, *(Card.question_id.in_(sat) for sat in questions_sat(learner_id)))


def questions_sat(learner_id: int) -> list[sa.Select[int]]:
    """Return selects of the questions that an open attempt of a learner asks on which marks depend."""
    return [select for _who, select in sat_questions_wanted.send(None, learner_id=learner_id)]
