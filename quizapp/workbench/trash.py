"""Services of the trash: putting whole banks there, and emptying it of what has lain there for long.

What attempts or the log refer to is never deleted: of such a question the versions that were asked stay, and its cards.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Question, QuestionVersion, UnsavedDraft
from quizapp.bank.parts import PARTS, remove_parts
from quizapp.batches import batches
from quizapp.db import Base
from quizapp.workbench.bulk import mark_questions, note_operation
from quizapp.workbench.changes import Action, Change
from quizapp.workbench.models import BulkOperation
from quizapp.workbench.undoing import KEPT

_QUESTIONS, _VERSIONS, _CARDS, _DRAFTS = (
    cast("sa.Table", model.__table__) for model in (Question, QuestionVersion, Card, UnsavedDraft)
)
_GOES_ALONG = {table.name for table in (_VERSIONS, _CARDS, _DRAFTS, *PARTS)}


@dataclass(frozen=True, slots=True)
class Emptied:
    """What emptying the trash did, as counts of questions."""

    deleted: int
    kept: int
    """Those of which attempts or the log refer to something: hidden for good, but not deleted."""


def trash_bank(session: Session, bank: Bank, person_id: int | None, *, now: datetime) -> BulkOperation:
    """Put a bank with all its questions into the trash."""
    ids = session.scalars(sa.select(Question.id).where(Question.bank_id == bank.id)).all()
    items = mark_questions(session, Action.TRASH, ids, now=now)
    bank.trashed_at = now
    session.flush()
    change = Change(Action.TRASH, bank.title, more={"bank_id": bank.id})
    return note_operation(session, change, items, person_id, now=now)


def empty_trash(session: Session, *, now: datetime) -> Emptied:
    """Delete what has lain in the trash for longer than it is kept, as far as nobody refers to it."""
    overdue = (Question.trashed_at < now - KEPT, Question.removed_at.is_(None))
    ids = session.scalars(sa.select(Question.id).where(*overdue).order_by(Question.id)).all()
    kept = 0
    for batch in batches(ids):
        referred = _referred(session, batch)
        kept += len(referred)
        _hide(session, sorted(referred), now)
        _delete(session, [one for one in batch if one not in referred])
    _delete_banks(session, now)
    session.flush()
    session.expire_all()
    return Emptied(len(ids) - kept, kept)


def _referring(target: sa.Table) -> Iterator[sa.Column[int]]:
    """Yield the columns of other features that refer to a table, and neither go along with its rows nor forget them."""
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            lets_go = key.ondelete in {"CASCADE", "SET NULL"}
            if key.column.table is target and table.name not in _GOES_ALONG and not lets_go:
                yield key.parent


def _referred_of(session: Session, owned: sa.Table, ids: Collection[int]) -> list[tuple[int, int]]:
    """Return the (question id, row id) of versions or cards that somebody refers to."""
    found: set[tuple[int, int]] = set()
    for column in _referring(owned):
        statement = sa.select(owned.c.question_id, owned.c.id).where(owned.c.question_id.in_(ids))
        rows = session.execute(statement.where(sa.exists().where(column == owned.c.id)))
        found.update((question_id, row_id) for question_id, row_id in rows)
    return sorted(found)


def _referred(session: Session, ids: Sequence[int]) -> set[int]:
    """Return the questions that are to stay; those of a file, too, as the next load would bring them again."""
    from_file = sa.select(_QUESTIONS.c.id).where(_QUESTIONS.c.id.in_(ids), _QUESTIONS.c.file_digest.is_not(None))
    found = set(session.scalars(from_file))
    for column in _referring(_QUESTIONS):
        found |= set(session.scalars(sa.select(column).where(column.in_(ids))))
    for owned in (_VERSIONS, _CARDS):
        found |= {question_id for question_id, _row in _referred_of(session, owned, ids)}
    return found


def _hide(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Keep of questions what is referred to, and their current versions, which say what their cards ask."""
    if not ids:
        return
    connection = session.connection()
    asked = [row for _question, row in _referred_of(session, _VERSIONS, ids)]
    remembered = [row for _question, row in _referred_of(session, _CARDS, ids)]
    current = sa.select(_QUESTIONS.c.current_number).where(_QUESTIONS.c.id == _VERSIONS.c.question_id).scalar_subquery()
    unasked = (_VERSIONS.c.question_id.in_(ids), _VERSIONS.c.id.not_in(asked), _VERSIONS.c.number != current)
    connection.execute(sa.delete(_VERSIONS).where(*unasked))
    connection.execute(sa.delete(_CARDS).where(_CARDS.c.question_id.in_(ids), _CARDS.c.id.not_in(remembered)))
    remove_parts(connection, ids)
    connection.execute(sa.delete(_DRAFTS).where(_DRAFTS.c.question_id.in_(ids)))
    connection.execute(sa.update(_QUESTIONS).where(_QUESTIONS.c.id.in_(ids)).values(removed_at=now))


def _delete(session: Session, ids: Sequence[int]) -> None:
    connection = session.connection()
    remove_parts(connection, ids)
    for table in (_DRAFTS, _CARDS, _VERSIONS):
        connection.execute(sa.delete(table).where(table.c.question_id.in_(ids)))
    connection.execute(sa.delete(_QUESTIONS).where(_QUESTIONS.c.id.in_(ids)))


def _delete_banks(session: Session, now: datetime) -> None:
    """Delete banks that have nothing left; the others stay in the trash, where nobody sees them any more."""
    bank_id = cast("sa.Table", Bank.__table__).c.id
    unused = (~sa.exists().where(column == bank_id) for column in _referring(bank_id.table))
    gone = session.scalars(sa.select(bank_id).where(Bank.trashed_at < now - KEPT, *unused)).all()
    session.execute(sa.delete(UnsavedDraft).where(UnsavedDraft.bank_id.in_(gone)))
    session.execute(sa.delete(Bank).where(Bank.id.in_(gone)))
