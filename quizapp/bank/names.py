"""Queries for the names that a bank knows: a typed answer that is nearer to one of them is no typo."""

from __future__ import annotations

from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from quizapp.bank.models import Question, QuestionVersion, is_current
from quizapp.bank.search import texts_of
from quizapp.sessions import database_of
from quizapp.statements import Prepared

LONGEST_NAME = 40
NAMING_FIELDS = ("answer", "answers", "distractors", "pairs")
NAMING_KINDS = ("short_answer", "single_choice", "multiple_choice", "matching")
_lock = Lock()


class _Known(NamedTuple):
    """A bank's names, and what they were read from."""

    newest_of_all: int
    """The newest version of any bank then: as long as it is, none need be looked for."""
    newest: int
    """The newest version of this bank then."""
    names: tuple[str, ...]


_kept: WeakKeyDictionary[Engine | Connection, dict[int, _Known]] = WeakKeyDictionary()
_newest_of_all = Prepared(lambda _dialect: sa.select(sa.func.max(QuestionVersion.id)))
_newest_of_bank = (
    sa.select(sa.func.max(QuestionVersion.id))
    .join(Question, Question.id == QuestionVersion.question_id)
    .where(Question.bank_id == sa.bindparam("bank"))
)


def known_names(session: Session, bank_id: int) -> tuple[str, ...]:
    """Return short options and answers of a bank's current questions, sorted; kept until it gets a newer version."""
    found = _newest_of_all.first(session.connection(), {})
    newest_of_all = found[0] or 0 if found else 0
    with _lock:
        kept = _kept.setdefault(database_of(session), {})
        known = kept.get(bank_id)
    if known is None or known.newest_of_all != newest_of_all:
        newest = session.scalar(_newest_of_bank, {"bank": bank_id}) or 0
        names = known.names if known and known.newest == newest else tuple(sorted(_names_of(session, bank_id)))
        known = _Known(newest_of_all, newest, names)
        with _lock:
            kept[bank_id] = known
    return known.names


def _names_of(session: Session, bank_id: int) -> set[str]:
    contents = session.scalars(
        sa.select(QuestionVersion.content)
        .join(Question, is_current())
        .where(Question.bank_id == bank_id, QuestionVersion.kind.in_(NAMING_KINDS))
    )
    return {
        text
        for content in contents
        for field in NAMING_FIELDS
        for text in texts_of(content.get(field), skipping="feedback")
        if len(text) <= LONGEST_NAME
    }
