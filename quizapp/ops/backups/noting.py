"""Writing backups and restores into the log of what staff did: past the application, as none may be running."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quizapp.audit.models import Act, StaffAction
from quizapp.audit.services import record_action
from quizapp.config import Settings
from quizapp.db import attach_events
from quizapp.kinds.messages import N_
from quizapp.ops.backups.folder import Backup
from quizapp.ops.backups.manifest import DATABASE, BackupError, Manifest, Reason

ACTS: Mapping[Reason, Act] = MappingProxyType(
    {Reason.DAILY: Act.BACKUP_OF_DAY, Reason.UPGRADE: Act.BACKUP_UPGRADE, Reason.BY_HAND: Act.BACKUP_MADE}
)
"""What is written down of a backup; one that a restore makes first is told with the restore."""


@contextlib.contextmanager
def writing(url: sa.URL) -> Iterator[Session]:
    """Open a database for one transaction that writes, committed at the end of the block."""
    engine = sa.create_engine(url)
    attach_events(engine)
    try:
        with Session(engine) as session:
            yield session
            session.commit()
    finally:
        engine.dispose()


@contextlib.contextmanager
def writing_draft(database: Path) -> Iterator[Session]:
    """Open the database of a restore that is not in place yet; it is one file afterwards, too."""
    with writing(sa.URL.create("sqlite", database=str(database))) as session:
        yield session
    with contextlib.closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def note_backup(settings: Settings, made: Backup, reason: Reason, *, now: datetime) -> None:
    """Write down that the server, or a command, made a backup; that it cannot be written does no harm to the backup."""
    try:
        with writing(settings.database_url) as session:
            record_action(session, ACTS[reason], None, now=now, details={"stamp": made.stamp})
    except (sa.exc.SQLAlchemyError, OSError):
        logging.getLogger(__name__).warning("The backup was made, but could not be written down in the log of staff.")


def note_restore(folder: Path, path: Path, manifest: Manifest, kept: str, *, now: datetime) -> None:
    """Write down, in the database of a draft folder, from which backup it comes, and where lies what was there before.

    What staff did since that backup is in no log of the restored data: it stands in what is kept. A backup of a version
    that had no such log is left as it is, for whoever goes back to that version.

    Raises:
        BackupError: it cannot be written.
    """
    act = Act.BACKUP_RESTORED if kept else Act.BACKUP_UNPACKED
    told = {"stamp": manifest.stamp, "file": path.name} | ({"kept": kept} if kept else {})
    try:
        with writing_draft(folder / DATABASE) as session:
            if sa.inspect(session.connection()).has_table(StaffAction.__tablename__):
                record_action(session, act, None, now=now, details=told)
    except sa.exc.DBAPIError as error:
        raise BackupError(N_("The backup could not be restored: %(error)s."), error=error.orig) from None
