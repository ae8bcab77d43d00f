"""What the page of backups is handed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quizapp.config import Settings
from quizapp.kinds.messages import Message
from quizapp.ops.backups.folder import DRAFTS, FAILURE, LOCK, Backup, backups_in
from quizapp.ops.backups.making import folder_of
from quizapp.ops.backups.manifest import BackupError
from quizapp.ops.locks import LockedError, holding


@dataclass(frozen=True, slots=True)
class BackupsPage:
    """The backups of an installation, and how it stands with them."""

    backups: list[Backup]
    folder: Path | None
    hour: int
    refused: Message | None
    """Why none are made here; None where they are."""
    failure: str
    """Why the last one failed; "" where it did not."""
    is_running: bool


def backups_page(settings: Settings) -> BackupsPage:
    """Return what there is to show."""
    try:
        folder = folder_of(settings)
    except BackupError as error:
        return BackupsPage([], None, settings.backup_hour, error.message, "", is_running=False)
    failure = folder / FAILURE
    said = failure.read_text(encoding="utf-8") if failure.is_file() else ""
    return BackupsPage(backups_in(folder), folder, settings.backup_hour, None, said, is_running=_is_running(folder))


def _is_running(folder: Path) -> bool:
    if not any(folder.glob(f"{DRAFTS}*")):  # looked for first: to try the lock may send away who is about to take it
        return False
    try:
        with holding(folder / LOCK):
            return False
    except LockedError:
        return True
