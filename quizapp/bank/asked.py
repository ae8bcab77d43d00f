"""Queries for versions as they are asked: loaded content, its cards and what goes with it.

A version never changes, so what was read of it once is kept in the process, per database.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Card, Question, QuestionVersion
from quizapp.kinds import registry
from quizapp.kinds.base import Content
from quizapp.sessions import database_of

KEPT_VERSIONS = 4_096


@dataclass(frozen=True, slots=True)
class AskedVersion:
    """A question as an attempt asks it."""

    version_id: int
    question_id: int
    bank_id: int
    bank_key: str
    key: str
    language: str
    content: Content
    topic: str
    level: int
    standing: str
    sources: tuple[str, ...]
    explanation: str
    teacher_note: str
    cards: Mapping[str, int]
    """Card key → card id."""


class _Kept:
    """The versions that one database's readers used last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._versions: OrderedDict[int, AskedVersion] = OrderedDict()

    def get(self, version_id: int) -> AskedVersion | None:
        with self._lock:
            version = self._versions.get(version_id)
            if version is not None:
                self._versions.move_to_end(version_id)
            return version

    def put(self, version: AskedVersion) -> None:
        with self._lock:
            self._versions[version.version_id] = version
            if len(self._versions) > KEPT_VERSIONS:
                self._versions.popitem(last=False)


_kept: WeakKeyDictionary[Engine | Connection, _Kept] = WeakKeyDictionary()


def asked_version(session: Session, version_id: int) -> AskedVersion:
    """Return a version ready to be asked; the second time without touching the database."""
    bind = database_of(session)
    kept = _kept.get(bind)
    if kept is None:
        kept = _kept.setdefault(bind, _Kept())
    version = kept.get(version_id)
    if version is None:
        version = _read_version(session, version_id)
        kept.put(version)
    return version


def _read_version(session: Session, version_id: int) -> AskedVersion:
    row, question, bank = session.execute(
        sa.select(QuestionVersion, Question, Bank)
        .join(Question, Question.id == QuestionVersion.question_id)
        .join(Bank, Bank.id == Question.bank_id)
        .where(QuestionVersion.id == version_id)
    ).one()
    content = registry.load(row.kind, row.content)
    wanted = {face.key for face in content.cards()}
    cards = session.execute(sa.select(Card.key, Card.id, Card.former_keys).where(Card.question_id == question.id)).all()
    known = {former: card_id for _key, card_id, formers in cards for former in formers}
    known |= {key: card_id for key, card_id, _formers in cards}
    return AskedVersion(
        version_id=version_id,
        question_id=question.id,
        bank_id=bank.id,
        bank_key=bank.key,
        key=question.key,
        language=bank.language,
        content=content,
        topic=row.topic,
        level=row.level,
        standing=row.standing,
        sources=tuple(row.sources),
        explanation=row.explanation,
        teacher_note=row.teacher_note,
        cards={key: card_id for key, card_id in known.items() if key in wanted},
    )
