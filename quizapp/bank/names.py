"""Queries for the names that a bank knows: a typed answer that is nearer to one of them is no typo."""

from __future__ import annotations

from threading import Lock
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from quizapp.bank.models import Question, QuestionVersion, is_current
from quizapp.bank.search import texts_of

LONGEST_NAME = 40
NAMING_FIELDS = ("answer", "answers", "distractors", "pairs")
NAMING_KINDS = ("short_answer", "single_choice", "multiple_choice", "matching")
_lock = Lock()
_kept: WeakKeyDictionary[Engine | Connection, dict[int, tuple[int, tuple[str, ...]]]] = WeakKeyDictionary()


def known_names(session: Session, bank_id: int) -> tuple[str, ...]:
    """Return short options and answers of a bank's current questions, sorted; kept until it gets a newer version."""
    newest = session.connection().execute(_newest_version, {"bank": bank_id}).scalar() or 0
    with _lock:
        kept = _kept.setdefault(session.get_bind(), {})
        if bank_id in kept and kept[bank_id][0] == newest:
            return kept[bank_id][1]
    names = tuple(sorted(_names_of(session, bank_id)))
    with _lock:
        kept[bank_id] = (newest, names)
    return names


_newest_version = (
    sa.select(sa.func.max(QuestionVersion.id))
    .join(Question, Question.id == QuestionVersion.question_id)
    .where(Question.bank_id == sa.bindparam("bank"))
)


def _names_of(session: Session, bank_id: int) -> set[str]:
    contents = session.scalars(
        sa.select(QuestionVersion.content)
        .join(Question, sa.and_(Question.id == QuestionVersion.question_id, *is_current()))
        .where(Question.bank_id == bank_id, QuestionVersion.kind.in_(NAMING_KINDS))
    )
    return {
        text
        for content in contents
        for field in NAMING_FIELDS
        for text in texts_of(content.get(field), skipping="feedback")
        if len(text) <= LONGEST_NAME
    }
