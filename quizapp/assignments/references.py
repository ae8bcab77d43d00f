"""Queries that name questions and passages as a teacher does: dates/region-decade, ally-2023#p2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.assignments.finding import questions_found
from quizapp.bank import queries as bank_queries
from quizapp.bank.models import Bank, Question, QuestionVersion, is_current, may_be_asked

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class References:
    """What lines of text name."""

    ids: tuple[int, ...]
    """Questions that may be asked, in their order, each once."""
    unknown: tuple[tuple[int, str], ...]
    """(line, what stands there) where there is no such question."""
    not_ready: tuple[tuple[int, str], ...]
    """The same where it is no question for students."""


def read_references(session: Session, text: str, within: sa.ColumnElement[bool]) -> References:
    """Return the questions that lines name as bank/id, among those that somebody may see: others are not there."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    known = _known(session, {line for _number, line in lines}, within)
    ids = dict.fromkeys(known[line][0] for _number, line in lines if known.get(line, (0, False))[1])
    unknown = tuple((number, line) for number, line in lines if line not in known)
    not_ready = tuple((number, line) for number, line in lines if line in known and not known[line][1])
    return References(tuple(ids), unknown, not_ready)


def _known(session: Session, named: set[str], within: sa.ColumnElement[bool]) -> dict[str, tuple[int, bool]]:
    keys = {name.partition("/")[2] for name in named}
    ready = sa.and_(*may_be_asked())
    statement = sa.select(Bank.key, Question.key, Question.id, ready).join(Bank, Bank.id == Question.bank_id)
    statement = statement.where(Question.key.in_(keys), Question.removed_at.is_(None), within)
    found = {f"{bank}/{key}": (number, bool(is_ready)) for bank, key, number, is_ready in session.execute(statement)}
    return {name: found[name] for name in named if name in found}


def write_references(session: Session, ids: Sequence[int]) -> str:
    """Return questions as lines of text, in their order."""
    statement = sa.select(Question.id, Bank.key, Question.key).join(Bank, Bank.id == Question.bank_id)
    named = {row[0]: f"{row[1]}/{row[2]}" for row in session.execute(statement.where(Question.id.in_(ids)))}
    return "\n".join(named[number] for number in ids if number in named)


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question that can be added to a list."""

    reference: str
    title: str
    level: int


def find_to_add(session: Session, query: str, within: sa.ColumnElement[bool], *, now: datetime) -> list[FoundQuestion]:
    """Return the first questions that a search finds among those that somebody may see, for a list of boxes to tick."""
    statement = (
        sa.select(Bank.key, Question.key, QuestionVersion.title, QuestionVersion.level)
        .join(Question, Question.bank_id == Bank.id)
        .join(QuestionVersion, is_current())
        .where(Question.id.in_(questions_found(session, query, now=now)), within)
        .order_by(Bank.key, Question.position)
        .limit(MOST_FOUND)
    )
    return [FoundQuestion(f"{row[0]}/{row[1]}", row[2], row[3]) for row in session.execute(statement)]


def known_passages(session: Session) -> dict[str, str]:
    """Return every described passage, its reference → what it is about, in the order of the sources."""
    return {row[0]: row[1] for row in bank_queries.passages(session)}


def passages_by_source(session: Session) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the described passages, each as (reference, what it is about), under their sources' keys and titles."""
    titles = bank_queries.source_titles(session)
    by_source = groupby(bank_queries.passages(session), key=lambda row: row[0].partition("#")[0])
    return [(key, titles.get(key) or key, list(rows)) for key, rows in by_source]


def counts_of_cells(session: Session) -> dict[str, dict[int, int]]:
    """Return how many questions may be asked of each topic, level by level."""
    statement = (
        sa.select(QuestionVersion.topic, QuestionVersion.level, sa.func.count())
        .join(Question, is_current())
        .where(*may_be_asked(), QuestionVersion.topic != "")
        .group_by(QuestionVersion.topic, QuestionVersion.level)
        .order_by(QuestionVersion.topic, QuestionVersion.level)
    )
    counts: dict[str, dict[int, int]] = {}
    for topic, level, count in session.execute(statement):
        counts.setdefault(topic, {})[level] = count
    return counts
