"""Queries for the questions that a selection means: counting what a change would do to them, and finding them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.conditions import conditions_of, is_listed
from quizapp.bank.models import Bank, Question, QuestionVersion, is_current
from quizapp.search.fields import Vocabulary
from quizapp.search.query import Query
from quizapp.workbench.changes import Change, Condition, Hindrance, hindrances, is_same
from quizapp.workbench.selection import Selection

MOST_CHANGED = 10_000
"""How many questions one operation changes at most: it is one transaction, for which all other writers wait."""
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Chosen:
    """Questions that somebody chose: ticked ones, or those that a search finds, but for some."""

    selection: Selection
    query: Query
    vocabulary: Vocabulary
    within: Condition
    """What somebody may see."""
    changeable: Condition
    """What somebody may change."""
    now: datetime
    """In the time zone whose days the query means."""

    def conditions(self, session: Session) -> list[Condition]:
        """Return the conditions that a question and its current version meet."""
        if not self.selection.is_all:
            return [Question.id.in_(self.selection.ids), Question.removed_at.is_(None), self.within]
        left_out = [Question.id.not_in(self.selection.ids)] if self.selection.ids else []
        found = conditions_of(session, self.query, self.vocabulary, within=self.within, now=self.now)
        return [*found, is_listed(self.query), *left_out]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a change would do."""

    total: int
    """Chosen questions."""
    same: int
    """Those that are so already."""
    hindered: dict[Hindrance, int]
    examples: list[tuple[int, str, str]]
    """The first that would change: id, title, title of the bank."""

    @property
    def changing(self) -> int:
        """Return how many would become otherwise."""
        return self.total - self.same - sum(self.hindered.values())


def count_chosen(session: Session, chosen: Chosen) -> int:
    """Return how many questions are chosen."""
    return session.scalar(_from_chosen(session, chosen, sa.func.count())) or 0


def outlook(session: Session, chosen: Chosen, change: Change) -> Outlook:
    """Return what a change would do to the chosen questions; two statements, however many they are."""
    told: list[sa.ColumnElement[int]] = [sa.func.count(), _counting(is_same(change))]
    reasons = _exclusive(chosen, change)
    told += [_counting(condition) for condition in reasons.values()]
    total, same, *counts = session.execute(_from_chosen(session, chosen, *told)).one()
    first = _from_chosen(session, chosen, Question.id, QuestionVersion.title, Bank.title)
    first = first.join(Bank, Bank.id == Question.bank_id).where(*_changing(chosen, change))
    examples = [(row[0], row[1], row[2]) for row in session.execute(first.order_by(Question.id).limit(SHOWN))]
    hindered = {reason: count for reason, count in zip(reasons, counts, strict=True) if count}
    return Outlook(total, same or 0, hindered, examples)


def changing(session: Session, chosen: Chosen, change: Change) -> list[int]:
    """Return the ids of the chosen questions that a change would make otherwise, in their banks' order."""
    statement = _from_chosen(session, chosen, Question.id).where(*_changing(chosen, change))
    return list(session.scalars(statement.order_by(Question.bank_id, Question.position, Question.id)))


def _from_chosen(session: Session, chosen: Chosen, *columns: Any) -> sa.Select[*tuple[Any, ...]]:
    statement = sa.select(*columns).select_from(Question).join(QuestionVersion, is_current())
    return statement.where(*chosen.conditions(session))


def _counting(condition: Condition) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


def _reasons(chosen: Chosen, change: Change) -> dict[Hindrance, Condition]:
    return {Hindrance.ONLY_READ: ~chosen.changeable, **hindrances(change)}


def _exclusive(chosen: Chosen, change: Change) -> dict[Hindrance, Condition]:
    """Return the hindrances so that each question is counted once: not where it is so already, and by the first."""
    before: Sequence[Condition] = (is_same(change),)
    found = {}
    for reason, condition in _reasons(chosen, change).items():
        found[reason] = sa.and_(condition, *(~one for one in before))
        before = (*before, condition)
    return found


def _changing(chosen: Chosen, change: Change) -> list[Condition]:
    return [~condition for condition in (is_same(change), *_reasons(chosen, change).values())]
