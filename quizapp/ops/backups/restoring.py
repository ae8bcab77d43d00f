"""Restoring a backup into a new folder or in place. Until the last step, a renaming, the old data stay as they are."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from quizapp.config import Settings
from quizapp.disk import make_own_folder, sync_folder
from quizapp.kinds.messages import N_
from quizapp.ops.backups.copying import DamagedError, check_copy
from quizapp.ops.backups.erased import Erased, erase_again, erased_beside, erased_in, note_beside
from quizapp.ops.backups.folder import Backup, find_backup, read_manifest
from quizapp.ops.backups.making import make_backup
from quizapp.ops.backups.manifest import DATABASE, SECRET_KEY, BackupError, Manifest, Reason, stamp_of
from quizapp.ops.backups.noting import note_restore
from quizapp.ops.backups.packing import unpack
from quizapp.ops.backups.unsent import hold_mails
from quizapp.ops.running import ServerRunningError, folder_alone

DRAFTS = ".restoring-"


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    manifest: Manifest
    former: Backup | None
    """The backup of what was there before."""
    set_aside: Path | None
    """Where that lies as it was, since it was too damaged for a backup."""
    erased_again: int = 0
    """How many people were erased in it once more, as they were after it was made."""
    mails_held: int = 0
    """How many mails waited in it: they are not sent, as they may have been since."""


def find_file(settings: Settings, wanted: str) -> Path:
    """Return the backup that somebody means: a file, or the stamp of one in the folder of backups.

    Raises:
        BackupError: there is none.
    """
    if Path(wanted).is_file():
        return Path(wanted)
    found = find_backup(settings.backups_dir, wanted) if settings.backups_dir else None
    if found is None:
        raise BackupError(
            N_("There is no backup “%(wanted)s”: `quizapp backups` lists those there are."), wanted=wanted
        )
    return found.path


def restore_into(
    path: Path, target: Path, is_known: Callable[[str], bool], settings: Settings | None = None, *, now: datetime
) -> Restored:
    """Restore a backup into a folder that is not there yet, or empty: it is there whole, or not at all.

    Who was erased since, by what the settings' installation and the folder of the backup know, is erased in it, too.

    Raises:
        BackupError: the folder holds something, or the backup cannot be used.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupError(N_("%(folder)s is not empty: name a folder that is new."), folder=target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=DRAFTS, dir=target.parent) as draft:
        whole = Path(draft, "data")
        manifest = _unpacked(path, whole, is_known)
        again = erase_again(whole, _erased(path, settings), manifest.made_at)
        note_restore(whole, path, manifest, "", now=now)
        held = hold_mails(whole)
        with contextlib.suppress(FileNotFoundError):
            target.rmdir()
        whole.rename(target)
    sync_folder(target.parent)
    return Restored(manifest, None, None, again, held)


def restore_in_place(path: Path, settings: Settings, is_known: Callable[[str], bool], *, now: datetime) -> Restored:
    """Put a backup in the place of an installation's data, after a backup of those; no server may run meanwhile.

    Raises:
        BackupError: the backup cannot be used, or a server runs; all is as it was.
    """
    database = settings.database_file
    make_own_folder(settings.data_dir)
    try:
        with folder_alone(settings.data_dir):
            for leftover in settings.data_dir.glob(f"{DRAFTS}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix=DRAFTS, dir=settings.data_dir) as draft:
                manifest, known = _unpacked(path, Path(draft), is_known), _erased(path, settings)
                again = erase_again(Path(draft), known, manifest.made_at)
                note_beside(path.parent, known)
                former, set_aside = _keep_former(settings, now) if database.is_file() else (None, None)
                kept = former.path if former else set_aside
                note_restore(Path(draft), path, manifest, kept.name if kept else "", now=now)
                held = hold_mails(Path(draft))
                _bring_files(Path(draft), manifest, settings.data_dir)
                Path(draft, DATABASE).replace(database)  # the one moment at which anything changes
                sync_folder(database.parent)
    except ServerRunningError:
        raise BackupError(N_("A server runs on this data folder: stop it, then restore.")) from None
    except OSError as error:
        raise BackupError(N_("The backup could not be restored: %(error)s."), error=error) from None
    return Restored(manifest, former, set_aside, again, held)


def look_at(path: Path, is_known: Callable[[str], bool]) -> Manifest:
    """Return what a backup says about itself.

    Raises:
        BackupError: the file is none, or a newer version made it.
    """
    manifest = read_manifest(path)
    if not is_known(manifest.revision):
        text = N_("This backup was made by a newer version of quizapp (%(version)s): install that one, then restore.")
        raise BackupError(text, version=manifest.version)
    return manifest


def _unpacked(path: Path, folder: Path, is_known: Callable[[str], bool]) -> Manifest:
    """Unpack a backup, and check it as it was checked when it was made."""
    manifest = look_at(path, is_known)
    make_own_folder(folder)
    unpack(path, manifest, folder)
    if check_copy(folder / DATABASE).rows != manifest.rows:
        raise BackupError(N_("The backup holds other rows than it says: it is not used."))
    for name in (DATABASE, SECRET_KEY):
        if (folder / name).exists():
            (folder / name).chmod(0o600)
    return manifest


def _erased(path: Path, settings: Settings | None) -> set[Erased]:
    """Return who was erased, by whatever knows it: the database that is there, and files beside backups."""
    beside = erased_beside(path.parent)
    if settings is None or not settings.uses_sqlite:
        return beside
    return beside | erased_in(settings.database_file) | erased_beside(settings.backups_dir or path.parent)


def _keep_former(settings: Settings, now: datetime) -> tuple[Backup | None, Path | None]:
    """Back up what is there; where it is too damaged for that, lay it aside as it is. Nothing waits in its WAL then."""
    try:
        folder = settings.backups_dir or settings.data_dir / "backups"
        former = make_backup(settings, Reason.RESTORE, folder, now=now)
        with contextlib.closing(sqlite3.connect(settings.database_file, isolation_level=None)) as connection:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except DamagedError:
        return None, _set_aside(settings, now)
    except sqlite3.OperationalError:
        mode = "locked"
    if mode != "delete":
        raise BackupError(N_("Another program has the database open: close it, then restore."))
    return former, None


def _set_aside(settings: Settings, now: datetime) -> Path:
    database = settings.database_file
    parts = [Path(f"{database}{end}") for end in ("", "-wal", "-shm")]
    aside = settings.data_dir / f"damaged-{stamp_of(now)}"
    aside.mkdir(mode=0o700)
    for part in parts:
        if part.exists():
            shutil.copy2(part, aside / part.name)
    for part in parts[1:]:
        part.unlink(missing_ok=True)  # they belong to the damaged database, and would damage the one that comes
    return aside


def _bring_files(draft: Path, manifest: Manifest, data_dir: Path) -> None:
    """Bring the pictures that are missing, and the key of sessions where there is none; nothing is replaced."""
    for name in manifest.files:
        target = data_dir / name
        if name == DATABASE or target.exists():
            continue
        make_own_folder(target.parent)
        (draft / name).replace(target)
        sync_folder(target.parent)
