"""Conditions for words in questions: by the full-text index, or by comparing texts where the database has none.

On SQLite the index follows what becomes of questions and versions by itself: a version has to be written before it
becomes current. Only those that are current from the beginning are taken in here, by one statement.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from quizapp.bank.models import Question, QuestionVersion, is_current
from quizapp.bank.search import folded
from quizapp.search.query import Words
from quizapp.sessions import database_of
from quizapp.statements import Prepared, sent

Condition = sa.ColumnElement[bool]
_SIGNS = re.compile(r"[\u0001-/:-@\[-`{-\u00a9\u00ab-\u00b1\u00b6-\u00b8\u00bb\u00bf\u2000-\u206f]+")
"""What the index on PostgreSQL takes for spaces; the migration that made it has the same."""
_search = sa.table("question_search", *map(sa.column, ("rowid", "rank", "question_search", "search_text")))
_vector: sa.ColumnElement[Any] = sa.literal_column("question_versions.search_vector")
_lock = Lock()
_indexed: WeakKeyDictionary[Engine | Connection, bool] = WeakKeyDictionary()


def is_indexed(session: Session) -> bool:
    """Say whether the database has a full-text index that can be read; asked once a process."""
    bind = database_of(session)
    with _lock:
        if bind not in _indexed:
            _indexed[bind] = bind.dialect.name != "sqlite" or _has_index(session)
            if not _indexed[bind]:
                logging.getLogger(__name__).warning("Questions are searched without an index, as SQLite lacks FTS5.")
        return _indexed[bind]


def _has_index(session: Session) -> bool:
    try:
        session.connection().exec_driver_sql("SELECT rowid FROM question_search LIMIT 1")
    except DBAPIError:
        return False
    return True


def indexing(session: Session) -> Callable[[], None]:
    """Return what takes the versions into SQLite's index that are added from now on: one long statement.

    Those have to be their questions' current ones already: nothing else takes them in then.
    """
    if not _has_table(session):
        return lambda: None
    connection = session.connection()
    ((last,),) = _newest.rows(connection, {})
    return lambda: sent(connection, _take_in.sql(connection.dialect), (last or 0,)).close()


def index_all(connection: Connection) -> None:
    """Take every question's current version into SQLite's index, which has none yet; other databases follow them."""
    if connection.dialect.name == "sqlite" and connection.execute(_index_is_there).scalar():
        versions = sa.select(QuestionVersion.id, QuestionVersion.search_text).join(Question, is_current())
        connection.execute(_taking_in(versions.order_by(QuestionVersion.id)))


def _taking_in(versions: sa.Select[int, str]) -> sa.Insert:
    return sa.insert(_search).from_select(["rowid", "search_text"], versions, include_defaults=False)


_newest = Prepared(lambda _dialect: sa.select(sa.func.max(QuestionVersion.id)))
_take_in = Prepared(
    lambda _dialect: _taking_in(
        sa.select(QuestionVersion.id, QuestionVersion.search_text)
        .where(QuestionVersion.id > sa.bindparam("last", type_=sa.Integer))
        .order_by(QuestionVersion.id)
    )
)
_index_is_there = sa.text("SELECT count(*) FROM sqlite_master WHERE name = 'question_search'")


def _has_table(session: Session) -> bool:
    """Say whether the index is a table of its own, as on SQLite."""
    return session.get_bind().dialect.name == "sqlite" and _has_index(session)


def containing(session: Session, words: Sequence[Words]) -> list[Condition]:
    """Return conditions for versions in which all of some words occur, whatever their minus says."""
    indexed = [one for one in words if is_indexed(session) and _has_letters(one.text)]
    compared = [_compared(one) for one in words if one not in indexed]
    if not indexed:
        return compared
    if session.get_bind().dialect.name == "postgresql":
        return [_vector.op("@@", is_comparison=True)(_tsquery(indexed)), *compared]
    rows = sa.select(_search.c.rowid).where(_matches(indexed))
    return [QuestionVersion.id.in_(rows), *compared]


def ranked(
    session: Session, statement: sa.Select[*tuple[Any, ...]], words: Sequence[Words]
) -> tuple[sa.Select[*tuple[Any, ...]], sa.ColumnElement[float] | None]:
    """Return a statement over versions, and what to sort it by, best first; None where nothing tells."""
    indexed = [one for one in words if not one.is_negated and _has_letters(one.text)]
    if not indexed or not is_indexed(session):
        return statement, None
    if session.get_bind().dialect.name == "postgresql":
        return statement, -sa.func.ts_rank(_vector, _tsquery(indexed))
    at_version = _search.c.rowid == QuestionVersion.id
    return statement.join(_search, sa.and_(at_version, _matches(indexed))), _search.c.rank


def _has_letters(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _compared(words: Words) -> Condition:
    return QuestionVersion.search_text.contains(folded(words.text), autoescape=True)


def _matches(words: Sequence[Words]) -> Condition:
    phrases = (f'"{folded(one.text)}"{" *" * one.is_prefix}' for one in words)
    return _search.c.question_search.op("MATCH", is_comparison=True)(" AND ".join(phrases))


def _tsquery(words: Sequence[Words]) -> sa.ColumnElement[str]:
    phrases = []
    for one in words:
        parts = [f"'{part}'" for part in _SIGNS.sub(" ", folded(one.text)).split() if _has_letters(part)]
        phrases.append(" <-> ".join(parts) + ":*" * one.is_prefix)
    return sa.func.to_tsquery("simple", " & ".join(f"({phrase})" for phrase in phrases))
