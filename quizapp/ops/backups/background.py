"""What the process of a backup in the background does: one that is due, or was asked for, and a note where it fails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from quizapp.config import Settings
from quizapp.ops.backups.daily import is_due
from quizapp.ops.backups.folder import FAILURE
from quizapp.ops.backups.making import BackupRunningError, make_backup
from quizapp.ops.backups.manifest import BackupError, Reason
from quizapp.ops.backups.noting import note_backup

_log = logging.getLogger(__name__)


def make_in_background(settings: Settings, reason: Reason, clock: Callable[[], datetime]) -> int:
    """Make a backup unless another process was quicker, and return the exit status."""
    if reason is Reason.DAILY and not is_due(settings, clock()):
        return 0
    try:
        made = make_backup(settings, reason, now=clock())
    except BackupRunningError:
        return 0
    except BackupError as error:
        _note_failure(settings, str(error))
        _log.error("The backup failed: %s", error)
        return 1
    if reason is Reason.DAILY:  # whoever asked for another stands in the log already
        note_backup(settings, made, reason, now=clock())
    _log.info("A backup was made: %s", made.path.name)
    return 0


def _note_failure(settings: Settings, sentence: str) -> None:
    folder = settings.backups_dir
    if folder is not None and folder.is_dir():
        (folder / FAILURE).write_text(sentence, encoding="utf-8")
