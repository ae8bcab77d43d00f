"""Reading a page of the log: a few entries of each record, put in one order. Nothing here changes anything."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, Role
from quizapp.classroom.models import SchoolClass
from quizapp.oversight.entries import AREA_OF_RECORD, RANK, Cursor, Entry, Record, Wanted, acts_of
from quizapp.oversight.sources import SOURCES, Source, of_operations_on


@dataclass(frozen=True, slots=True)
class EntriesPage:
    """A page of the log, the newest entries first."""

    entries: Sequence[Entry]
    after: Cursor | None
    """Where the next page goes on; None where this is the last one."""


def entries_page(session: Session, wanted: Wanted, size: int) -> EntriesPage:
    """Return some entries: as many statements as there are records, however many entries."""
    found = [_read(session, record, source, wanted, size + 1) for record, source in _asked(wanted)]
    merged = list(heapq.merge(*found, key=lambda one: (-one.at.timestamp(), RANK[one.record], -one.id)))[: size + 1]
    has_more = len(merged) > size
    return EntriesPage(merged[:size], merged[size - 1].cursor if has_more else None)


def _asked(wanted: Wanted) -> Iterator[tuple[Record, Source]]:
    """Yield the records that may hold what is asked for."""
    for record, source in SOURCES.items():
        is_of_area = wanted.area is None or record is Record.ACTION or AREA_OF_RECORD[record] is wanted.area
        is_of_class = wanted.class_id is None or source.of_class is not None
        is_of_bank = wanted.bank_id is None or source.of_bank is not None or record is Record.BULK
        if is_of_area and is_of_class and is_of_bank:
            yield record, source


def _read(session: Session, record: Record, source: Source, wanted: Wanted, limit: int) -> list[Entry]:
    columns = source.columns
    statement = sa.select(*(column.label(name) for name, column in columns.items()))
    for target, on in source.joins:
        statement = statement.join(target, on)
    statement = statement.where(*source.where, *_narrowed(record, source, wanted))
    last = columns["by_id"] if source.grouped else columns["id"]  # as an index has them
    if source.grouped:
        statement = statement.group_by(*source.grouped)
    ordered = statement.order_by(columns["at"].desc(), last.desc()).limit(limit)
    return [_entry(record, source, row._asdict()) for row in session.execute(ordered)]


def _narrowed(record: Record, source: Source, wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    by = source.columns["by_id"]
    if wanted.by_id is not None:
        yield sa.and_(by == wanted.by_id)
    if wanted.class_id is not None and source.of_class is not None:
        yield sa.and_(source.of_class == wanted.class_id)
    if wanted.bank_id is not None and record is Record.BULK:
        yield of_operations_on(wanted.bank_id)
    elif wanted.bank_id is not None and source.of_bank is not None:
        yield sa.and_(source.of_bank == wanted.bank_id)
    if wanted.area is not None and record is Record.ACTION:
        yield source.columns["what"].in_(acts_of(wanted.area))
    yield from _between(record, source, wanted)


def _between(record: Record, source: Source, wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    at = source.columns["at"]
    if wanted.since is not None:
        yield sa.and_(at >= wanted.since)
    if wanted.until is not None:
        yield sa.and_(at < wanted.until)
    if wanted.after is not None:
        yield _older(record, source, wanted.after)


def _older(record: Record, source: Source, place: Cursor) -> sa.ColumnElement[bool]:
    """Return the condition that an entry comes after a place in the log."""
    at = source.columns["at"]
    if RANK[record] > RANK[place.record]:
        return sa.and_(at <= place.at)
    if record is place.record and not source.grouped:
        return sa.or_(at < place.at, sa.and_(at == place.at, source.columns["id"] < place.id))
    return sa.and_(at < place.at)


def _entry(record: Record, source: Source, row: dict[str, Any]) -> Entry:
    details = {name: row.pop(name) for name in source.details_of}
    return Entry(record=record, **({"details": details} | row))


def people_in(session: Session, wanted: Wanted) -> list[tuple[int, str]]:
    """Return who did something of what is asked for, of a class or a bank: whom one may ask about there."""
    did = sa.union(*(_who(record, source, wanted) for record, source in _asked(wanted))).subquery()
    statement = sa.select(Person.id, Person.name).where(Person.id.in_(sa.select(did.c.by_id))).order_by(Person.name)
    return [(person_id, name) for person_id, name in session.execute(statement)]


def _who(record: Record, source: Source, wanted: Wanted) -> sa.Select[Any]:
    statement = sa.select(source.columns["by_id"].label("by_id"))
    for target, on in source.joins:
        statement = statement.join(target, on)
    return statement.where(*source.where, *_narrowed(record, source, wanted))


def staff(session: Session) -> list[tuple[int, str]]:
    """Return whom one may ask about: everybody who teaches or looks after the site."""
    statement = sa.select(Person.id, Person.name).where(Person.role == Role.INSTRUCTOR).order_by(Person.name)
    return [(person_id, name) for person_id, name in session.execute(statement)]


def classes(session: Session) -> list[tuple[int, str]]:
    """Return all classes, those in the archive too."""
    statement = sa.select(SchoolClass.id, SchoolClass.name).order_by(SchoolClass.name)
    return [(class_id, name) for class_id, name in session.execute(statement)]
