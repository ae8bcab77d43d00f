"""Queries for questions that were answered by a key that is another one now, and nobody decided what becomes of it.

A decision is a regrade of everybody's answers, or a record that scores stay as they are. It stands for all versions up
to its own: answers to those count as marked by that version's key, whatever a rule made of single ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quizapp.bank.models import Bank, Question, QuestionVersion
from quizapp.bank.versions import stored_content
from quizapp.kinds.base import Content
from quizapp.kinds.changes import key_changed
from quizapp.quizzes.models import KeptScores, Regrade, Slot


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A question whose key changed after it was answered."""

    question_id: int
    bank: str
    """The bank's key, and the question's."""
    key: str
    title: str
    since: int
    """The oldest version that was answered and has another key."""
    changed_at: datetime
    """When its current version was made."""


_old = QuestionVersion
_current, _counting = aliased(QuestionVersion), aliased(QuestionVersion)


def _decided_number() -> sa.Case[int]:
    """Select the number of the newest version that somebody decided about; 0 for none."""
    version = aliased(QuestionVersion)
    numbers = [
        sa.select(sa.func.coalesce(sa.func.max(version.number), 0))
        .join(record, record.version_id == version.id)
        .where(record.question_id == Question.id, record.undone_at.is_(None), of_all)
        .correlate(Question)
        .scalar_subquery()
        for record, of_all in ((Regrade, Regrade.class_id.is_(None)), (KeptScores, sa.true()))
    ]
    return sa.case((numbers[0] > numbers[1], numbers[0]), else_=numbers[1])


def unsettled_questions(session: Session, *among: sa.ColumnElement[bool]) -> list[Unsettled]:
    """Return the questions that were answered by another key than theirs, the newest change first, by one statement.

    Conditions on Question leave all but some of them out.
    """
    found: dict[int, Unsettled] = {}
    for row in session.execute(_answered_versions(among)):
        if row.id not in found and _has_another_key(*row[6:10]):
            found[row.id] = Unsettled(row.id, row.bank, row.key, row.title, row.since, row.created_at)
    return sorted(found.values(), key=lambda one: (one.changed_at, one.question_id), reverse=True)


def unsettled_in_bank(session: Session, bank_key: str, keys: Collection[str]) -> list[Unsettled]:
    """Return those of some of a bank's questions that were answered by another key than theirs."""
    if not keys:
        return []
    return [one for one in unsettled_questions(session, Bank.key == bank_key) if one.key in keys]


def answers_of(session: Session, question_ids: Collection[int]) -> dict[int, int]:
    """Return how many answers attempts hold to each of some questions, in whatever version."""
    statement = (
        sa.select(_old.question_id, sa.func.count(Slot.answered_at))
        .join(Slot, Slot.version_id == _old.id)
        .where(_old.question_id.in_(question_ids))
        .group_by(_old.question_id)
    )
    return dict(session.execute(statement).all())


def answered_otherwise(session: Session, bank_id: int, said: Mapping[str, Content]) -> frozenset[str]:
    """Return which of a bank's questions were answered, and have another key than what is said of them, by id."""
    answered = sa.exists().where(
        Slot.version_id == _old.id, _old.question_id == Question.id, Slot.answered_at.is_not(None)
    )
    statement = (
        sa.select(Question.key, _current.kind, _current.content)
        .join(_current, sa.and_(_current.question_id == Question.id, _current.number == Question.current_number))
        .where(Question.bank_id == bank_id, answered)
    )
    rows = session.execute(statement).all() if said else ()
    contents = {key: stored_content(kind, content) for key, kind, content in rows if key in said}
    return frozenset(key for key, now in contents.items() if now is None or key_changed(now, said[key]))


def _answered_versions(among: Iterable[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    """Select the older versions that were answered, each with the content whose key counts for it, oldest first."""
    decided = _decided_number()
    counts = sa.case((decided > _old.number, decided), else_=_old.number)
    answered = sa.exists().where(Slot.version_id == _old.id, Slot.answered_at.is_not(None))
    return (
        sa.select(
            *(Question.id, Bank.key.label("bank"), Question.key, _current.title, _old.number.label("since")),
            *(_current.created_at, _counting.kind, _counting.content, _current.kind, _current.content),
        )
        .join(_old, _old.question_id == Question.id)
        .join(Bank, Bank.id == Question.bank_id)
        .join(_current, sa.and_(_current.question_id == Question.id, _current.number == Question.current_number))
        .join(_counting, sa.and_(_counting.question_id == Question.id, _counting.number == counts))
        .where(
            Question.current_number > 1,
            _old.number < Question.current_number,
            Question.trashed_at.is_(None),
            answered,
            *among,
        )
        .where(_counting.number < Question.current_number)
        .order_by(Question.id, _old.number)
    )


def _has_another_key(
    kind: str, content: Mapping[str, object], kind_now: str, content_now: Mapping[str, object]
) -> bool:
    """Say whether a version's key is another one than the current one's; where that cannot be told, it may be."""
    before, after = stored_content(kind, content), stored_content(kind_now, content_now)
    return before is None or after is None or key_changed(before, after)
