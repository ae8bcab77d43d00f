"""Services that take bulk operations back, as a whole: what was edited since is left as it is, and named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Question
from quizapp.bank.versions import Authorship
from quizapp.batches import batches
from quizapp.scheduling.state import Rules
from quizapp.workbench.bulk import PLACE, place_questions
from quizapp.workbench.changes import Action
from quizapp.workbench.merging import take_back_memories
from quizapp.workbench.models import BulkItem, BulkOperation
from quizapp.workbench.renaming import restore_references
from quizapp.workbench.rewriting import rewrite, standings, write_versions

KEPT = timedelta(days=30)
"""How long an operation can be taken back, and how long the trash keeps things."""
_QUESTIONS = cast("sa.Table", Question.__table__)


class TooLateError(Exception):
    """The operation was taken back already, or is older than it can be."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question of an operation, and how it stands now."""

    question_id: int
    before: dict[str, Any]
    after: dict[str, Any]
    now: dict[str, Any]
    """Columns of its row."""

    @property
    def is_as_it_was_left(self) -> bool:
        """Say whether nothing of what the operation changed was changed since."""
        return all(self._said(name) == value for name, value in self.after.items())

    def _said(self, name: str) -> object:
        if name == "number":
            return self.now["current_number"]
        value = self.now[name]
        return value.isoformat() if isinstance(value, datetime) else value


def undo_operation(  # noqa: PLR0913 - what, where one may, who, by which calendar, when
    session: Session,
    operation: BulkOperation,
    changeable: sa.ColumnElement[bool],
    authorship: Authorship,
    rules: Rules,
    *,
    now: datetime,
) -> tuple[int, list[str]]:
    """Take an operation back where somebody may; return of how many questions, and the ids of those left alone.

    Raises:
        TooLateError: it was taken back already, or is too old.
    """
    if operation.undone_at is not None or operation.at < now - KEPT:
        raise TooLateError
    items = _items(session, operation.id)
    ready = _undoable(session, operation, items, changeable)
    _unmark(session, [item for item in ready if "number" not in item.after])
    _rewrite_back(session, [item for item in ready if "number" in item.after], authorship, now=now)
    done = {item.question_id for item in ready}
    if done - {operation.said.get("survivor_id")}:  # the one that went to the trash is back
        take_back_memories(session, operation, rules, now=now)
    left = [str(item.now["key"]) for item in items if item.question_id not in done]
    restore_references(session, operation.said, now=now)
    operation.undone_at, operation.undone_by_id, operation.left = now, authorship.author_id, left
    _restore_bank(session, operation)
    session.flush()
    session.expire_all()
    return len(done), left


def _undoable(
    session: Session, operation: BulkOperation, items: Sequence[Item], changeable: sa.ColumnElement[bool]
) -> list[Item]:
    """Return the items that nobody has changed since, that somebody may change, and that have where to go back to."""
    theirs = set(session.scalars(_ids_of(operation.id).where(changeable)))
    ready = [item for item in items if item.is_as_it_was_left and item.question_id in theirs]
    if operation.action == Action.MOVE:
        return _with_free_places(session, ready)
    if operation.action in {Action.TRASH, Action.MERGE} and "bank_id" not in operation.said:
        gone = set(session.scalars(sa.select(Bank.id).where(Bank.trashed_at.is_not(None))))
        return [item for item in ready if item.now["bank_id"] not in gone]
    return ready


def _ids_of(operation_id: int) -> sa.Select[int]:
    statement = sa.select(Question.id).join(BulkItem, BulkItem.question_id == Question.id)
    return statement.where(BulkItem.operation_id == operation_id)


def _items(session: Session, operation_id: int) -> list[Item]:
    statement = (
        sa.select(BulkItem.question_id, BulkItem.before, BulkItem.after, *_QUESTIONS.c)
        .join(_QUESTIONS, _QUESTIONS.c.id == BulkItem.question_id)
        .where(BulkItem.operation_id == operation_id, _QUESTIONS.c.removed_at.is_(None))
        .order_by(_QUESTIONS.c.id)
    )
    names = [column.name for column in _QUESTIONS.c]
    rows = session.execute(statement).all()
    return [Item(row[0], row[1], row[2], dict(zip(names, row[3:], strict=True))) for row in rows]


def _with_free_places(session: Session, items: Sequence[Item]) -> list[Item]:
    """Return the items whose id is still free in the bank that they go back to."""
    banks = {item.before["bank_id"] for item in items}
    statement = sa.select(_QUESTIONS.c.bank_id, _QUESTIONS.c.key).where(_QUESTIONS.c.bank_id.in_(banks))
    taken = set(map(tuple, session.execute(statement)))
    return [item for item in items if (item.before["bank_id"], item.before["key"]) not in taken]


def _unmark(session: Session, items: Sequence[Item]) -> None:
    by_value: dict[tuple[str, str | None], list[int]] = {}
    for item in items:
        for name, value in item.before.items():
            by_value.setdefault((name, value), []).append(item.question_id)
    for (name, value), ids in by_value.items():
        moment = value and datetime.fromisoformat(value)
        for batch in batches(ids):
            statement = sa.update(_QUESTIONS).where(_QUESTIONS.c.id.in_(batch)).values({name: moment})
            session.connection().execute(statement)


def _rewrite_back(session: Session, items: Sequence[Item], authorship: Authorship, *, now: datetime) -> None:
    """Write versions that say what was said before; where a question was moved, put it back."""
    moved = {
        item.question_id: {name: item.before[name] for name in PLACE} for item in items if "bank_id" in item.before
    }
    numbers = {item.question_id: item.before["number"] for item in items}
    rewrites = [
        rewrite(one, {}, authorship, now=now, key=moved.get(one.id, one.question)["key"])
        for one in standings(session, list(numbers), numbers)
    ]
    write_versions(session, rewrites)
    place_questions(session, moved)


def _restore_bank(session: Session, operation: BulkOperation) -> None:
    bank = session.get(Bank, operation.said["bank_id"]) if "bank_id" in operation.said else None
    if bank is not None and bank.trashed_at == operation.at:
        bank.trashed_at = None
