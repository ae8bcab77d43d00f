"""Erasing again, in a restored backup, whoever was erased since it was made.

Who that was is told by the numbers of rows in the log of erasures: of the database that is there, and of a file beside
the backups that each backup and each restore brings up to date, so that it is there where the database is lost.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person
from quizapp.config import Settings
from quizapp.erasure.erasing import Asked, Way, erase_person, has_worked_for_others, take_name_off
from quizapp.ops.backups.manifest import DATABASE
from quizapp.ops.backups.noting import writing_draft
from quizapp.ops.setup import migrate_schema

FILE = "erased.json"


class Erased(NamedTuple):
    """That a person's row was erased."""

    person_id: int
    at: str
    """In UTC, as ISO 8601."""
    number: str


def erased_in(database: Path) -> set[Erased]:
    """Return the erasures that a database knows; none where it is not there, older than them, or damaged."""
    if not database.is_file():
        return set()
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute("SELECT person_id, at, number FROM erasures").fetchall()
        except sqlite3.DatabaseError:
            return set()
    return {Erased(person_id, _iso(at), number) for person_id, at, number in rows}


def erased_beside(folder: Path) -> set[Erased]:
    """Return the erasures that the file of a folder of backups knows."""
    return erased_in_file(folder / FILE)


def erased_in_file(path: Path) -> set[Erased]:
    """Return the erasures that a file knows; none where it is not there, or makes no sense."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {Erased(int(person_id), str(at), str(number)) for person_id, at, number in rows}
    except (OSError, ValueError, TypeError):
        return set()


def note_beside(folder: Path, erased: Iterable[Erased]) -> None:
    """Add erasures to the file of a folder of backups; where there is none to add, nothing is written."""
    note_in_file(folder / FILE, erased)


def note_in_file(path: Path, erased: Iterable[Erased]) -> None:
    """Add erasures to a file; where there is none to add, nothing is written."""
    known = erased_in_file(path)
    every = known | set(erased)
    if every != known:
        draft = path.with_name(f".{path.name}")
        draft.write_text(json.dumps(sorted(every, key=lambda one: one.at), indent=0), encoding="utf-8")
        draft.chmod(0o600)
        draft.replace(path)


def erase_again(draft: Path, erased: Iterable[Erased], made_at: datetime) -> int:
    """Erase in the database of a draft folder whoever was erased after it was copied; return how many there were."""
    since = {one.person_id: one for one in erased if datetime.fromisoformat(one.at) > made_at}
    if not since:
        return 0
    if not _holds_any(draft / DATABASE, since):
        return 0
    migrate_schema(
        Settings(draft, sa.URL.create("sqlite", database=str(draft / DATABASE)))
    )  # what erases knows no other
    with writing_draft(draft / DATABASE) as session:
        return sum(erase_once_more(session, one) for one in since.values())


def erase_once_more(session: Session, erased: Erased) -> int:
    """Erase whoever has the number of somebody erased and is no newer; return how many that is."""
    person, at = session.get(Person, erased.person_id), datetime.fromisoformat(erased.at)
    if person is None or person.created_at > at:
        return 0
    asked = Asked(Way.RESTORE)
    if has_worked_for_others(session, person):
        erasure = take_name_off(session, person, f"# {erased.number}", asked, now=at)
    else:
        erasure = erase_person(session, person, asked, now=at)
    erasure.number = erased.number
    session.flush()
    return 1


def _holds_any(database: Path, since: Iterable[int]) -> bool:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        known = {row[0] for row in connection.execute("SELECT id FROM people")}
    return bool(known & set(since))


def _iso(at: str) -> str:
    return datetime.fromisoformat(at).replace(tzinfo=UTC).isoformat()
