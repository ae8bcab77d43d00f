"""Services that write new versions of many questions at once: read and made a batch at a time, written by Core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.bank.bulk_versions import leave_old_versions, make_newest_current
from quizapp.bank.models import Question, QuestionVersion
from quizapp.bank.parts import replace_parts
from quizapp.bank.search import search_text
from quizapp.bank.versions import Authorship, draft_of
from quizapp.batches import batches

_QUESTIONS, _VERSIONS = (cast("sa.Table", model.__table__) for model in (Question, QuestionVersion))
_OWN = ("id", "question_id", "number", "search_text", "digest", "origin", "author_id", "note", "created_at")
"""Columns that a new version does not take over from an older one."""
_TAKEN_OVER = tuple(column for column in _VERSIONS.c if column.name not in _OWN)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a question stands before it is rewritten: its row's values, and those of the version to go on from."""

    question: Mapping[str, Any]
    values: Mapping[str, Any]
    newest: int
    """The greatest number that it has used up."""

    @property
    def id(self) -> int:
        """Return the question's id."""
        return int(self.question["id"])


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A new version that is made and not written yet."""

    standing: Standing
    row: dict[str, Any]
    """Every column of it but its id."""


_QUESTION_COLUMNS = tuple(
    _QUESTIONS.c[name] for name in ("id", "bank_id", "key", "position", "current_number", "file_digest", "file_block")
)


def standings(session: Session, ids: Sequence[int], numbers: Mapping[int, int] | None = None) -> list[Standing]:
    """Return where questions stand, in order of their ids: with their current versions, or with those of numbers."""
    found: list[Standing] = []
    for some in batches(ids):
        newest = dict(session.execute(_newest, {"ids": some}).all())
        statement = _current_of if numbers is None else _numbered([(one, numbers[one]) for one in some])
        for row in session.execute(statement, {"ids": some}).mappings():
            question = {column.name: row[column.name] for column in _QUESTION_COLUMNS}
            values = {column.name: row[column.name] for column in _TAKEN_OVER}
            found.append(Standing(question, values, newest[row["id"]]))
    return found


_some: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_newest = (
    sa.select(_VERSIONS.c.question_id, sa.func.max(_VERSIONS.c.number))
    .where(_VERSIONS.c.question_id.in_(_some))
    .group_by(_VERSIONS.c.question_id)
)
_versions_of = (
    sa.select(*_QUESTION_COLUMNS, *_TAKEN_OVER)
    .join(_VERSIONS, _VERSIONS.c.question_id == _QUESTIONS.c.id)
    .where(_QUESTIONS.c.id.in_(_some))
    .order_by(_QUESTIONS.c.id)
)
_current_of = _versions_of.where(_VERSIONS.c.number == _QUESTIONS.c.current_number)


def _numbered(pairs: Sequence[tuple[int, int]]) -> sa.Select[*tuple[Any, ...]]:
    return _versions_of.where(sa.tuple_(_VERSIONS.c.question_id, _VERSIONS.c.number).in_(pairs))


def rewrite(
    standing: Standing, changed: Mapping[str, Any], authorship: Authorship, *, now: datetime, key: str = ""
) -> Rewrite:
    """Return the version that a question gets: as the one that it goes on from, but for what is changed."""
    row = {**standing.values, **changed}
    draft = draft_of(key or standing.question["key"], QuestionVersion(**row))
    row |= {
        "question_id": standing.id,
        "number": standing.newest + 1,
        "search_text": search_text(draft),
        "digest": draft.digest(),
        "origin": authorship.origin,
        "author_id": authorship.author_id,
        "note": authorship.note,
        "created_at": now,
    }
    return Rewrite(standing, row)


def unchanged_since(session: Session, standing: Iterable[Standing]) -> list[Standing]:
    """Return those whose question is still as it was when it was read."""
    known = list(standing)
    numbers: dict[int, int] = {}
    for ids in batches([one.id for one in known]):
        statement = sa.select(_QUESTIONS.c.id, _QUESTIONS.c.current_number).where(_QUESTIONS.c.id.in_(ids))
        numbers.update(dict(session.execute(statement).all()))
    return [one for one in known if numbers.get(one.id) == one.question["current_number"]]


def write_versions(session: Session, rewrites: Sequence[Rewrite]) -> None:
    """Write new versions, make them current, and bring what is kept of the questions in line. Their cards stay."""
    connection = session.connection()
    for batch in batches(rewrites):
        ids = [one.standing.id for one in batch]
        leave_old_versions(connection, ids)
        connection.execute(sa.insert(_VERSIONS), [one.row for one in batch])
        make_newest_current(connection, ids)
        replace_parts(connection, [(one.standing.id, one.row) for one in batch])
