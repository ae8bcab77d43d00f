"""Queries for the values that questions have, field by field: what the search box knows and offers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from quizapp.bank.models import Bank, Question, QuestionVersion, is_current
from quizapp.search.fields import Vocabulary

_lock = Lock()


@dataclass(slots=True)
class _Kept:
    newest: tuple[int, int] = (0, 0)
    """The greatest ids of versions and banks that were looked at."""
    vocabulary: Vocabulary = field(default_factory=dict)


_kept: WeakKeyDictionary[Engine | Connection, _Kept] = WeakKeyDictionary()
_newest = sa.select(
    sa.select(sa.func.coalesce(sa.func.max(QuestionVersion.id), 0)).scalar_subquery(),
    sa.select(sa.func.coalesce(sa.func.max(Bank.id), 0)).scalar_subquery(),
)
_of_newer = (
    sa.select(
        QuestionVersion.topic, sa.cast(QuestionVersion.sources, sa.Text), sa.cast(QuestionVersion.actors, sa.Text)
    )
    .join(Question, sa.and_(Question.id == QuestionVersion.question_id, *is_current()))
    .where(QuestionVersion.id > sa.bindparam("seen"))
)


def known_values(session: Session) -> Vocabulary:
    """Return the values that questions have, kept in the process: only versions newer than the last look are read.

    A value that its last question lost is known until the process ends.
    """
    versions, banks = session.execute(_newest).one()
    bind = session.get_bind()
    with _lock:
        kept = _kept.get(bind, _Kept())
    if kept.newest != (versions, banks):
        fresh = kept if kept.newest <= (versions, banks) else _Kept()
        kept = _Kept((versions, banks), _joined(fresh.vocabulary, _values(session, seen=fresh.newest[0])))
        with _lock:
            _kept[bind] = kept
    return kept.vocabulary


def _values(session: Session, seen: int) -> dict[str, set[str]]:
    rows = session.execute(_of_newer, {"seen": seen}).all()
    topics, sources, actors = (set(column) for column in zip(*rows, strict=True)) if rows else ((), (), ())
    banks, cited = session.scalars(sa.select(Bank.key)), _flat(sources)
    articles = {reference.partition("#")[0] for reference in cited}
    return {"bank": set(banks), "topic": set(topics), "source": cited | articles, "actor": _flat(actors)}


def _flat(lists: Iterable[str]) -> set[str]:
    return {value for written in lists for value in json.loads(written)}


def _joined(known: Vocabulary, found: Mapping[str, set[str]]) -> Vocabulary:
    return {name: tuple(sorted(values.union(known.get(name, ())), key=str.casefold)) for name, values in found.items()}
