"""Upgrading an installation: a checked backup first, and no migration without it."""

from __future__ import annotations

import logging
from datetime import datetime

from quizapp.config import Settings
from quizapp.kinds.messages import N_
from quizapp.ops.backups.folder import Backup
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import BackupError, Reason
from quizapp.ops.backups.noting import note_backup
from quizapp.ops.schema import is_known, newest_revision, stored_revision
from quizapp.ops.setup import migrate_schema


class UpgradeError(BackupError):
    """The database was left as it is, and why."""


def upgrade_schema(settings: Settings, *, now: datetime) -> Backup | None:
    """Bring the schema up to date; where that changes a database, return the backup that was made before.

    Raises:
        UpgradeError: a newer version made the database, or the backup failed; nothing was changed.
    """
    stored = stored_revision(settings)
    if not is_known(stored):
        raise UpgradeError(
            N_("A newer version of quizapp made this database: start that one, or restore an older backup.")
        )
    if stored == newest_revision():
        return None
    backup = _back_up(settings, now) if stored else None
    migrate_schema(settings)
    if backup is not None:
        note_backup(settings, backup, Reason.UPGRADE, now=now)
    return backup


def _back_up(settings: Settings, now: datetime) -> Backup | None:
    if not settings.uses_sqlite or settings.backups_dir is None:
        logging.getLogger(__name__).warning("The database is upgraded without a backup by quizapp.")
        return None
    try:
        return make_backup(settings, Reason.UPGRADE, now=now)
    except BackupError as error:
        text = N_("The database has to be upgraded, and the backup before that failed, so nothing was changed. %(why)s")
        raise UpgradeError(text, why=error) from None
