"""PostgreSQL: whoever was erased after a dump was made is erased again once that dump is restored, by itself.

pg_restore asks nobody here. So the data folder keeps a list of erasures, as the folder of backups does with SQLite; the
database is compared with it at each start and each minute. What the list has and the database does not know is from
after the dump that came into its place. A list belongs to one installation, by a number drawn by chance, and so is
never held against another database.
"""

from __future__ import annotations

import logging
import secrets
import threading
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from quizapp.accounts.models import Person, SiteSetting
from quizapp.db import db, reading
from quizapp.erasure.models import Erasure
from quizapp.extensions import settings_of
from quizapp.ops.backups.erased import Erased, erase_once_more, erased_in_file, note_in_file
from quizapp.ops.rounds import keep_doing

EVERY = 60.0
"""Seconds between two looks."""
_NAME = "installation"


def follow_erasures(app: Flask) -> int:
    """Erase again whoever the list has and the database does not, note all in the list, and return how many those were.

    Where nothing is to be done, nothing is written.
    """
    settings = settings_of(app)
    with app.app_context():
        session = db.session()
        with reading(session):
            listed = _list_of(session, settings.data_dir)
            is_followed = listed is not None and not _unlisted(session, listed) and not _came_back(session, listed)
        if is_followed:
            return 0
        listed = _list_of(session, settings.data_dir) or _begin_list(session, settings.data_dir)
        count = sum(erase_once_more(session, one) for one in _came_back(session, listed))
        note_in_file(listed, _unlisted(session, listed))
        session.commit()
    if count:
        logging.getLogger(__name__).warning("Erased again, as an older dump was restored: %d people.", count)
    return count


def keep_erasures(app: Flask, seconds: float = EVERY) -> threading.Event | None:
    """Follow erasures again and again until the process ends or the returned event is set; None but on PostgreSQL."""
    settings = settings_of(app)
    if settings.uses_sqlite:
        return None
    trouble = "The list of erasures could not be followed; tried again soon."
    return keep_doing(lambda: follow_erasures(app), name="erasures", seconds=seconds, trouble=trouble)


def _known(session: Session) -> set[Erased]:
    rows = session.execute(sa.select(Erasure.person_id, Erasure.at, Erasure.number))
    return {Erased(person_id, at.isoformat(), number) for person_id, at, number in rows}


def _unlisted(session: Session, listed: Path) -> set[Erased]:
    return _known(session) - erased_in_file(listed)


def _came_back(session: Session, listed: Path) -> list[Erased]:
    """Return the erasures that the database does not know, of people whom it does."""
    numbers = {one.number for one in _known(session)}
    gone = {one.person_id: one for one in erased_in_file(listed) if one.number not in numbers}
    # Whoever came later was given the number anew.
    people = sa.select(Person.id, Person.created_at).where(Person.id.in_(gone))
    return [
        gone[number]
        for number, came_at in session.execute(people)
        if came_at <= datetime.fromisoformat(gone[number].at)
    ]


def _list_of(session: Session, folder: Path) -> Path | None:
    number = session.scalar(sa.select(SiteSetting.value).where(SiteSetting.name == _NAME))
    return None if number is None else folder / f"erased-{number}.json"


def _begin_list(session: Session, folder: Path) -> Path:
    number = secrets.token_hex(8)
    session.add(SiteSetting(name=_NAME, value=number))
    session.flush()
    return folder / f"erased-{number}.json"
