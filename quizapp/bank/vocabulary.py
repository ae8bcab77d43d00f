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
from quizapp.bank.queries import topic_titles
from quizapp.search.fields import Vocabulary
from quizapp.sessions import database_of

FROM_QUESTIONS = ("topic", "source", "actor")
_lock = Lock()
MOST_JOINED = 64
Values = Mapping[str, frozenset[str]]
"""The values that the questions of one bank have, by field."""


@dataclass(slots=True)
class _Kept:
    newest: int = 0
    """The greatest id of a version that was looked at."""
    banks: Mapping[int, Values] = field(default_factory=dict)
    joined: dict[tuple[int, ...], Vocabulary] = field(default_factory=dict)
    """What some banks have together, by their ids."""


_kept: WeakKeyDictionary[Engine | Connection, _Kept] = WeakKeyDictionary()
_newest = sa.select(sa.func.coalesce(sa.func.max(QuestionVersion.id), 0)).scalar_subquery()
_of_newer = (
    sa.select(
        Question.bank_id,
        QuestionVersion.topic,
        sa.cast(QuestionVersion.sources, sa.Text),
        sa.cast(QuestionVersion.actors, sa.Text),
    )
    .join(Question, is_current())
    .where(QuestionVersion.id > sa.bindparam("seen"))
)


def known_values(session: Session, within: sa.ColumnElement[bool] | None = None) -> Vocabulary:
    """Return the values that questions have, in all banks or in those that somebody may see.

    They are kept in the process: only versions newer than the last look are read. A value that its last question lost,
    or took to another bank, is known until the process ends.
    """
    seen = sa.true() if within is None else within
    banks = session.execute(sa.select(Bank.id, Bank.key, _newest).where(seen).order_by(Bank.id)).all()
    if not banks:
        return {}
    kept = _up_to(session, banks[0][2])
    ids = tuple(bank[0] for bank in banks)
    with _lock:
        if ids not in kept.joined and len(kept.joined) >= MOST_JOINED:
            kept.joined.clear()
        known = kept.joined.setdefault(ids, _joined([kept.banks.get(number, {}) for number in ids]))
    return {"bank": tuple(sorted(bank[1] for bank in banks)), **known}


def titles(session: Session, within: sa.ColumnElement[bool]) -> Mapping[str, Mapping[str, str]]:
    """Return what values are called that have titles, by field: topics, and the banks that somebody may see."""
    banks = session.execute(sa.select(Bank.key, Bank.title).where(within))
    return {"bank": dict(banks.all()), "topic": topic_titles(session)}


def _up_to(session: Session, newest: int) -> _Kept:
    bind = database_of(session)
    with _lock:
        kept = _kept.get(bind, _Kept())
    if kept.newest != newest:
        before = kept if kept.newest <= newest else _Kept()
        found = _values(session, seen=before.newest)
        banks = {one: (before.banks.get(one, {}), found.get(one, {})) for one in {*before.banks, *found}}
        kept = _Kept(newest, {one: _united(*values) for one, values in banks.items()})
        with _lock:
            _kept[bind] = kept
    return kept


def _values(session: Session, seen: int) -> dict[int, Values]:
    rows: dict[int, list[tuple[str, str, str]]] = {}
    for bank_id, *row in session.execute(_of_newer, {"seen": seen}):
        rows.setdefault(bank_id, []).append((row[0], row[1], row[2]))
    return {bank_id: _values_of(ones) for bank_id, ones in rows.items()}


def _values_of(rows: Iterable[tuple[str, str, str]]) -> Values:
    topics, sources, actors = (set(column) for column in zip(*rows, strict=True))
    cited = _flat(sources)
    articles = {reference.partition("#")[0] for reference in cited}
    return {"topic": frozenset(topics), "source": frozenset(cited | articles), "actor": frozenset(_flat(actors))}


def _flat(lists: Iterable[str]) -> set[str]:
    return {value for written in lists for value in json.loads(written)}


def _united(*known: Values) -> Values:
    return {name: frozenset[str]().union(*(one.get(name, ()) for one in known)) for name in FROM_QUESTIONS}


def _joined(known: Iterable[Values]) -> Vocabulary:
    return {name: tuple(sorted(values, key=str.casefold)) for name, values in _united(*known).items()}
