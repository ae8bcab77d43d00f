"""The folder of backups: what lies there, oldest and newest, and what goes by the rule of keeping."""

from __future__ import annotations

import functools
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from quizapp.kinds.messages import N_
from quizapp.ops.backups.keeping import stamps_to_keep
from quizapp.ops.backups.manifest import MANIFEST, STAMP, BackupError, Manifest, Reason

LOCK = ".lock"
FAILURE = "failed.txt"
DRAFTS = ".making-"
_NAME = re.compile(r"quizapp-(\d{8}T\d{6}Z)\.zip")


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole backup: whatever was interrupted has another name."""

    path: Path
    stamp: str
    size: int
    manifest: Manifest | None
    """None where the file cannot be read: it was damaged after it was made."""

    @property
    def made_at(self) -> datetime:
        """Return when it was made, as its name says."""
        return datetime.strptime(self.stamp, STAMP).replace(tzinfo=UTC)


def name_of(stamp: str) -> str:
    """Return the file name of a backup."""
    return f"quizapp-{stamp}.zip"


def backups_in(folder: Path) -> list[Backup]:
    """Return the backups of a folder, the newest first."""
    if not folder.is_dir():
        return []
    paths = sorted((path for path in folder.iterdir() if _NAME.fullmatch(path.name)), reverse=True)
    return [backup_at(path) for path in paths]


def backup_at(path: Path) -> Backup:
    """Return the backup that a file is, by its name; what it says about itself is read once while it is the same."""
    found, status = _NAME.fullmatch(path.name), path.stat()
    assert found is not None  # noqa: S101 - whoever asks has looked at the name
    return Backup(path, found[1], status.st_size, _manifest_or_none(path, status.st_mtime_ns, status.st_size))


def find_backup(folder: Path, stamp: str) -> Backup | None:
    """Return the backup of a folder with a stamp such as 20261126T031500Z."""
    path = folder / name_of(stamp)
    return backup_at(path) if _NAME.fullmatch(path.name) and path.is_file() else None


def read_manifest(path: Path) -> Manifest:
    """Return what a file says about itself.

    Raises:
        BackupError: it is no backup, or damaged.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            return Manifest.model_validate_json(packed.read(MANIFEST))
    except (OSError, KeyError, zipfile.BadZipFile, ValidationError, EOFError, NotImplementedError):
        raise BackupError(N_("%(path)s is no backup of quizapp, or it is damaged."), path=path) from None


@functools.lru_cache(maxsize=256)
def _manifest_or_none(path: Path, _changed: int, _size: int) -> Manifest | None:
    try:
        return read_manifest(path)
    except BackupError:
        return None


def clear_old(folder: Path, zone: ZoneInfo) -> list[Path]:
    """Remove the backups that the rule does not keep, and return their paths. Damaged ones stay to be looked at."""
    whole = [backup for backup in backups_in(folder) if backup.manifest]
    daily = [one.made_at for one in whole if one.manifest and one.manifest.reason is Reason.DAILY]
    spared = [one.made_at for one in whole if one.made_at not in set(daily)]
    kept = stamps_to_keep(daily, spared, zone)
    gone = [backup.path for backup in whole if backup.made_at not in kept]
    for path in gone:
        path.unlink()
    return gone
