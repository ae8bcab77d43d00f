"""Queries that find questions: from a query of the search box to a page of light rows and their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.conditions import FEWEST_ANSWERED, Condition, conditions_of, is_listed
from quizapp.bank.models import Bank, Question, QuestionFacility, QuestionVersion, is_current
from quizapp.bank.text_index import ranked
from quizapp.search.fields import Vocabulary
from quizapp.search.query import Query, Words

PAGE_SIZE = 50
MOST_COUNTED = 10_000


class Order(StrEnum):
    """How questions that fit are sorted."""

    BANK = "bank"
    RELEVANCE = "relevance"
    EDITED = "edited"
    LEVEL = "level"
    ID = "id"
    FACILITY = "facility"
    USE = "use"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in a list."""

    id: int
    key: str
    bank: str
    """Its title."""
    kind: str
    title: str
    topic: str
    level: int
    standing: str
    origin: str
    edited_at: datetime
    is_missing: bool
    state: str
    answered: int | None
    """By how many learners at their first meeting; None where nobody counted."""
    share: float | None
    is_flagged: bool
    is_archived: bool
    is_trashed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the questions that fit."""

    rows: list[QuestionRow]
    page: int
    total: int
    """No more than MOST_COUNTED + 1: counting further is slow and tells nobody anything."""
    has_more: bool

    @property
    def is_capped(self) -> bool:
        """Say whether there are more questions than were counted."""
        return self.total > MOST_COUNTED


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for, and which part of it they see."""

    query: Query
    within: Condition
    """What they may see at all."""
    order: Order = Order.BANK
    page: int = 1


_in_bank: tuple[sa.ColumnElement[Any], ...] = (
    Bank.key.expression,
    Question.position.expression,
    Question.id.expression,
)
_counted_of = QuestionFacility.question_id == Question.id
_share = sa.select(QuestionFacility.share).where(_counted_of, QuestionFacility.answered >= FEWEST_ANSWERED)
_answered = sa.select(QuestionFacility.answered).where(_counted_of)
_BEYOND_ALL = 2.0
_orders: dict[Order, tuple[sa.ColumnElement[Any], ...]] = {
    Order.BANK: _in_bank,
    Order.LEVEL: (QuestionVersion.level.expression, *_in_bank),
    Order.ID: (Question.key.expression, *_in_bank),
    Order.FACILITY: (sa.func.coalesce(_share.scalar_subquery(), _BEYOND_ALL), *_in_bank),
    Order.USE: (-sa.func.coalesce(_answered.scalar_subquery(), 0), *_in_bank),
}


def find_questions(session: Session, wanted: Wanted, vocabulary: Vocabulary, *, now: datetime) -> Found:
    """Return a page of the questions that fit a query; `now` is in the time zone whose days are meant."""
    found = conditions_of(session, wanted.query, vocabulary, within=wanted.within, now=now)
    fitting = [*found, is_listed(wanted.query)]
    ones = sa.select(sa.literal(1)).select_from(Question).join(QuestionVersion, is_current()).where(*fitting)
    counted = ones.limit(MOST_COUNTED + 1).subquery()
    total = session.execute(sa.select(sa.func.count()).select_from(counted)).scalar_one()
    rows = [QuestionRow(*row) for row in session.execute(_rows_of(*_page(session, wanted, fitting)))]
    return Found(rows[:PAGE_SIZE], wanted.page, total, len(rows) > PAGE_SIZE)


def _page(session: Session, wanted: Wanted, fitting: Sequence[Condition]) -> tuple[sa.Subquery, list[bool]]:
    """Return the ids of a page with what they are sorted by, key0, key1, …, and which of these count downwards.

    Titles and the like are read for the rows of that page only.
    """
    statement = sa.select(Question.id, QuestionVersion.id.label("version_id")).join(QuestionVersion, is_current())
    statement = statement.join(Bank, Bank.id == Question.bank_id).where(*fitting)
    keys, downwards = _orders.get(wanted.order, _in_bank), 0
    if wanted.order is Order.EDITED:
        keys, downwards = (QuestionVersion.created_at.expression, QuestionVersion.id.expression), 2
    if wanted.order is Order.RELEVANCE:
        words = [term for term in wanted.query.terms if isinstance(term, Words)]
        statement, rank = ranked(session, statement, words)
        keys = keys if rank is None else (rank, *keys)
    falls = [place < downwards for place in range(len(keys))]
    statement = statement.add_columns(*(key.label(f"key{place}") for place, key in enumerate(keys)))
    statement = statement.order_by(*(key.desc() if falling else key for key, falling in zip(keys, falls, strict=True)))
    return statement.limit(PAGE_SIZE + 1).offset((wanted.page - 1) * PAGE_SIZE).subquery(), falls


def _rows_of(page: sa.Subquery, falls: Sequence[bool]) -> sa.Select[*tuple[Any, ...]]:
    keys = [page.c[f"key{place}"] for place in range(len(falls))]
    return (
        sa.select(
            Question.id,
            Question.key,
            Bank.title,
            QuestionVersion.kind,
            QuestionVersion.title,
            QuestionVersion.topic,
            QuestionVersion.level,
            QuestionVersion.standing,
            QuestionVersion.origin,
            QuestionVersion.created_at,
            Question.missing_since.is_not(None),
            Question.state,
            QuestionFacility.answered,
            QuestionFacility.share,
            Question.flagged_at.is_not(None),
            Question.archived_at.is_not(None),
            Question.trashed_at.is_not(None),
        )
        .select_from(page)
        .join(Question, Question.id == page.c.id)
        .join(QuestionVersion, QuestionVersion.id == page.c.version_id)
        .join(Bank, Bank.id == Question.bank_id)
        .outerjoin(QuestionFacility, QuestionFacility.question_id == Question.id)
        .order_by(*(key.desc() if falling else key for key, falling in zip(keys, falls, strict=True)))
    )
