"""Queries for likely duplicates, as somebody may see them."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.bank.models import Bank, Question, QuestionFacility, QuestionVersion, is_current
from quizapp.workbench.models import DuplicatePair

MOST_LISTED = 50
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Twin:
    """One of two questions that ask nearly the same."""

    id: int
    title: str
    key: str
    bank: str
    kind: str
    answered: int | None
    """By how many learners, where that was counted."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair of a list."""

    twins: tuple[Twin, Twin]
    likeness: float


def open_pairs(session: Session, seen_banks: Condition) -> tuple[list[PairRow], int]:
    """Return the pairs, most alike first, of which somebody may see both questions; and how many there are."""
    banks = sa.select(Bank.id).where(seen_banks)
    sides = (aliased(Question), aliased(Question))
    is_open = [DuplicatePair.dismissed_at.is_(None)]
    for side in sides:
        is_open += [side.trashed_at.is_(None), side.bank_id.in_(banks)]
    pairs = sa.select(DuplicatePair.first_id, DuplicatePair.second_id, DuplicatePair.likeness)
    pairs = pairs.join(sides[0], sides[0].id == DuplicatePair.first_id)
    pairs = pairs.join(sides[1], sides[1].id == DuplicatePair.second_id).where(*is_open)
    total = session.scalar(sa.select(sa.func.count()).select_from(pairs.subquery())) or 0
    by_likeness = pairs.order_by(DuplicatePair.likeness.desc(), DuplicatePair.first_id, DuplicatePair.second_id)
    rows = session.execute(by_likeness.limit(MOST_LISTED)).all()
    twins = twins_by_id(session, {one for row in rows for one in row[:2]})
    return [PairRow((twins[first], twins[second]), likeness) for first, second, likeness in rows], total


def twins_by_id(session: Session, ids: set[int]) -> dict[int, Twin]:
    """Return what lists say of questions."""
    statement = (
        sa.select(
            Question.id,
            QuestionVersion.title,
            Question.key,
            Bank.title,
            QuestionVersion.kind,
            QuestionFacility.answered,
        )
        .join(QuestionVersion, is_current())
        .join(Bank, Bank.id == Question.bank_id)
        .outerjoin(QuestionFacility, QuestionFacility.question_id == Question.id)
        .where(Question.id.in_(ids))
    )
    return {row[0]: Twin(*row) for row in session.execute(statement)}


def pair_of(session: Session, first_id: int, second_id: int) -> DuplicatePair | None:
    """Return a pair, however its questions are named."""
    return session.get(DuplicatePair, (min(first_id, second_id), max(first_id, second_id)))
