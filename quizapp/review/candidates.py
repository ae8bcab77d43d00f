"""Queries for the cards that today's queue may hold: as many as decide on it, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Card, Question, QuestionVersion, is_current, may_be_asked
from quizapp.bank.signals import sat_questions_wanted, sat_until_wanted
from quizapp.column_types import UTCDateTime
from quizapp.memory.models import MemoryState
from quizapp.memory.rows import STATE
from quizapp.memory.services import Learner
from quizapp.review.models import CardMark
from quizapp.scheduling.formulas import formulas
from quizapp.scheduling.queue import Limits, QueueCard
from quizapp.scheduling.state import Phase
from quizapp.statements import Prepared

NEW_CANDIDATES = 10
"""How many new cards are looked at for each that may be begun in a day: siblings and topics need a choice."""

_SPARE, _AT_LEAST, _MORE = 2, 100, 4
"""Due cards looked at for each review that is left, and at least; and how many times more where they do not do."""

_ROUNDING = 1 + 1e-9
"""Quotients nearer than this may give the same chance of recall; those further apart do not."""

Number = int | sa.BindParameter[int]
At = datetime | sa.BindParameter[datetime]
_LEARNER, _TODAY, _MANY = (sa.bindparam(name, type_=sa.Integer) for name in ("learner", "today", "many"))
_NOW = sa.bindparam("now", type_=UTCDateTime())


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a day can take of the due cards."""

    today: int
    limits: Limits
    planned: Collection[int] = ()
    """Questions that a test's plan asks today."""
    planned_banks: Collection[int] = ()
    """Banks that the plan decides on: of these only cards in their steps are due."""


def due_cards(session: Session, learner: Learner, wanted: Wanted, *, now: datetime) -> list[QueueCard]:
    """Return all due cards in steps, and so many of the least retrievable reviews that the rest has no place today.

    The chance of recall falls with the days since the last review for each day of stability, so the database can
    order by their quotient. Where many quotients are alike at the end, more are asked for.
    """
    count = _SPARE * wanted.limits.reviews_left + _AT_LEAST
    while True:
        values = {"learner": learner.id, "today": wanted.today, "many": count, "now": now}
        rows = [_Due(*row) for row in _MOST_FORGOTTEN.all(session.connection(), values)]
        if len(rows) < count:
            return _cards(rows, learner, wanted)
        cards = _cards(_surely_first(rows), learner, wanted)
        if rows[-1].in_review and _is_enough(cards, wanted):
            return cards
        count *= _MORE


def _is_enough(cards: Sequence[QueueCard], wanted: Wanted) -> bool:
    """Tell whether there is a review of another question for each that is left today."""
    reviews = {card.question_id for card in cards if card.phase is Phase.REVIEW}
    learning = {card.question_id for card in cards if card.phase is not Phase.REVIEW}
    return len(reviews - learning - wanted.limits.questions_done - set(wanted.planned)) >= wanted.limits.reviews_left


class _Due(NamedTuple):
    """A due card as its row tells it."""

    card: int
    phase: str
    due_at: datetime | None
    due_day: int
    stability: float
    last_day: int
    overdue: float
    in_review: bool
    question: int
    bank: int
    topic: str
    may_come: bool


def _most_forgotten(_dialect: str) -> sa.Select[Any]:
    """Select due cards: those in steps, then the least retrievable; with whether each may be asked."""
    state = STATE.c
    overdue = sa.case((state.last_day < _TODAY, (_TODAY - state.last_day) / state.stability), else_=0.0)
    in_review = sa.case((state.phase == Phase.REVIEW, 1), else_=0)
    step_over_at = sa.case((state.phase != Phase.REVIEW, state.due_at))  # moments are dear to read
    first = (
        sa.select(state.card_id, state.phase, step_over_at, state.due_day, state.stability, state.last_day)
        .add_columns(overdue.label("overdue"), in_review.label("in_review"))
        # One pass over a learner's memories is quicker than the index of due days and a look-up for each that is due.
        .where(state.learner_id == _LEARNER, state.due_day + 0 <= _TODAY)
        .order_by(in_review, overdue.desc())
        .limit(_MANY)
        .subquery()
    )
    asked = (Card.retired_at.is_(None), *may_be_asked(), ~out_of_the_way(_LEARNER, _TODAY, _NOW))
    return (
        sa.select(first, Card.question_id, Question.bank_id, QuestionVersion.topic, sa.and_(*asked).label("asked"))
        .join(Card, Card.id == first.c.card_id)
        .join(Question, Question.id == Card.question_id)
        .join(QuestionVersion, is_current())
        .order_by(first.c.in_review, first.c.overdue.desc())
    )


_MOST_FORGOTTEN = Prepared(_most_forgotten)


def _surely_first(rows: Sequence[_Due]) -> list[_Due]:
    """Leave out reviews that are as little retrievable as the last one: others like them were cut off."""
    least = rows[-1].overdue * _ROUNDING
    return [row for row in rows if not row.in_review or row.overdue > least]


def _cards(rows: Sequence[_Due], learner: Learner, wanted: Wanted) -> list[QueueCard]:
    recall, today, planned = formulas(learner.rules.parameters.weights).recall, wanted.today, wanted.planned_banks
    return [
        QueueCard(
            *(row.card, row.question, row.topic, Phase(row.phase), row.due_at, row.due_day),
            recall(row.stability, max(today - row.last_day, 0)),
        )
        for row in rows
        if row.may_come and not (row.in_review and row.bank in planned)
    ]


def new_cards(session: Session, learner_id: int, limits: Limits, today: int, *, now: datetime) -> list[QueueCard]:
    """Return the first cards that a learner never met, more than may be begun; all day long the same ones."""
    if limits.new_left < 1:
        return []
    many = limits.new_per_day * NEW_CANDIDATES - limits.new_done
    values = {"learner": learner_id, "today": today, "many": many, "now": now}
    rows = _NEVER_MET.rows(session.connection(), values)
    return [QueueCard(card, question, topic, Phase.NEW) for card, question, topic in rows]


def _never_met(_dialect: str) -> sa.Select[Any]:
    """Select cards that a learner never met and may be asked, in the order of their banks' files."""
    seen = sa.exists().where(MemoryState.learner_id == _LEARNER, MemoryState.card_id == Card.id)
    place = (Question.position.label("first"), Question.bank_id.label("second"), Card.position.label("third"))
    first = (
        sa.select(Card.id, Card.question_id, Question.current_number, *place)
        .join(Question, Question.id == Card.question_id)
        .where(~seen, Card.retired_at.is_(None), *may_be_asked(), ~out_of_the_way(_LEARNER, _TODAY, _NOW))
        .order_by(*place)
        .limit(_MANY)
        .subquery()
    )
    current = sa.and_(
        QuestionVersion.question_id == first.c.question_id, QuestionVersion.number == first.c.current_number
    )
    statement = sa.select(first.c.id, first.c.question_id, QuestionVersion.topic).join(QuestionVersion, current)
    return statement.order_by(first.c.first, first.c.second, first.c.third)


_NEVER_MET = Prepared(_never_met)


def out_of_the_way(learner_id: Number, today: Number, now: At) -> sa.ColumnElement[bool]:
    """Return the condition of a card that its learner suspended, buried for today, or may not see the back of now."""
    hidden = sa.or_(CardMark.suspended_at.is_not(None), CardMark.buried_day == today)
    put_away = sa.exists().where(CardMark.learner_id == learner_id, CardMark.card_id == Card.id, hidden)
    return sa.or_(put_away, waits_for_attempt(learner_id, now))


def suspended_cards(learner_id: int) -> sa.Select[int]:
    """Select the cards, by id, that a learner suspended."""
    return sa.select(CardMark.card_id).where(CardMark.learner_id == learner_id, CardMark.suspended_at.is_not(None))


def memories_that_come(learner_id: int, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Select columns of a learner's memories, with what stands on the cards: given ones that are not suspended."""
    marks = sa.and_(CardMark.learner_id == MemoryState.learner_id, CardMark.card_id == MemoryState.card_id)
    return (
        sa.select(*columns)
        .select_from(MemoryState)
        .join(Card, Card.id == MemoryState.card_id)
        .join(Question, Question.id == Card.question_id)
        .outerjoin(CardMark, marks)
        .where(MemoryState.learner_id == learner_id, CardMark.suspended_at.is_(None))
        .where(Card.retired_at.is_(None), *may_be_asked())
    )


def waits_for_attempt(learner_id: Number, now: At) -> sa.ColumnElement[bool]:
    """Return the condition of a card whose answer waits for an attempt of its learner on which marks depend."""
    return sa.or_(sa.false(), *(Card.question_id.in_(sat) for sat in questions_sat(learner_id, now)))


def questions_sat(learner_id: Number, now: At) -> list[sa.Select[int]]:
    """Return selects of the questions that wait for an attempt of a learner: until its end, and then its results."""
    return [select for _who, select in sat_questions_wanted.send(None, learner_id=learner_id, now=now)]


def held_until(session: Session, learner_id: int, *, now: datetime) -> dict[int, datetime | None]:
    """Return those questions, by id, with the moments from which their answers are due; None where one is open."""
    told = sat_until_wanted.send(session, learner_id=learner_id, now=now)
    return {question_id: until for _who, some in told for question_id, until in some.items()}
