"""Making a backup: copied, opened again, checked, counted, packed, read again, and only then given its name."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import URL

from quizapp.config import Settings
from quizapp.disk import make_own_folder, sync_folder
from quizapp.kinds.messages import N_
from quizapp.ops.backups.copying import Copied, check_copy, copy_database
from quizapp.ops.backups.erased import erased_in, note_beside
from quizapp.ops.backups.folder import DRAFTS, FAILURE, LOCK, Backup, backup_at, clear_old, name_of
from quizapp.ops.backups.manifest import DATABASE, SECRET_KEY, BackupError, Manifest, Reason, stamp_of
from quizapp.ops.backups.packing import digest_of, pack, unpack
from quizapp.ops.locks import LockedError, holding
from quizapp.ops.version import own_version
from quizapp.pictures.placing import store_of

SPARE_BYTES = 50 * 1024 * 1024
"""What has to stay free on the disk."""


class BackupRunningError(BackupError):
    """Another backup is being made."""


def make_backup(settings: Settings, reason: Reason, folder: Path | None = None, *, now: datetime) -> Backup:
    """Make a backup and clear those that the rule keeps no longer; whatever goes wrong leaves no backup behind.

    Raises:
        BackupError: it could not be made, and why.
    """
    folder = folder or folder_of(settings)
    try:
        make_own_folder(folder)
        with holding(folder / LOCK):
            for leftover in folder.glob(f"{DRAFTS}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            made = _make(settings, reason, folder, now)
            (folder / FAILURE).unlink(missing_ok=True)
            note_beside(folder, erased_in(settings.database_file))
            clear_old(folder, settings.timezone)
    except LockedError:
        raise BackupRunningError(N_("Another backup is being made: wait until it is done.")) from None
    except OSError as error:
        raise BackupError(N_("The backup could not be written: %(error)s."), error=error) from None
    return made


def folder_of(settings: Settings) -> Path:
    """Return where an installation's backups lie.

    Raises:
        BackupError: they are switched off, or its database is none that is copied here.
    """
    if not settings.uses_sqlite:
        given = settings.database_url
        url = URL.create("postgresql", given.username, None, given.host, given.port, given.database, given.query)
        raise BackupError(
            N_(
                "This installation keeps its data in PostgreSQL, which makes its own backups: "
                "pg_dump --format=custom --file=quizapp.dump '%(url)s', with a copy of the folder %(folder)s."
            ),
            url=url,
            folder=settings.data_dir,
        )
    if settings.backups_dir is None:
        raise BackupError(N_("Backups are switched off: QUIZAPP_BACKUPS is “off”."))
    return settings.backups_dir


def _make(settings: Settings, reason: Reason, folder: Path, now: datetime) -> Backup:
    source = settings.database_file
    _look_for_room(source, folder)
    while (path := folder / name_of(stamp_of(now))).exists():
        now += timedelta(seconds=1)
    with tempfile.TemporaryDirectory(prefix=DRAFTS, dir=folder) as draft:
        copy, packed = Path(draft, DATABASE), Path(draft, path.name)
        held = copy_database(source, copy)
        if not held.revision and reason is not Reason.RESTORE:  # there it is what gives way
            raise BackupError(N_("%(file)s has no tables of quizapp. Is QUIZAPP_DATA right?"), file=source)
        _compare(held, check_copy(copy))
        files = dict(_files(settings, copy, held))
        manifest = Manifest(
            made_at=now,
            reason=reason,
            form=1,
            version=own_version(),
            revision=held.revision,
            rows=held.rows,
            files={name: digest_of(file) for name, file in files.items()},
            missing_pictures=tuple(name for name in held.pictures if not store_of(settings).has(name)),
        )
        pack(packed, files.items(), manifest)
        unpack(packed, manifest)  # read again from the archive, file by file
        packed.replace(path)
    sync_folder(folder)
    return backup_at(path)


def _files(settings: Settings, copy: Path, held: Copied) -> Iterator[tuple[str, Path]]:
    """Yield the files of a backup; a picture's file is there before its row, so none is missed."""
    yield DATABASE, copy
    if (key := settings.data_dir / SECRET_KEY).is_file():
        yield SECRET_KEY, key
    store = store_of(settings)
    for name in held.pictures:
        if store.has(name):
            yield store.path(name).relative_to(settings.data_dir).as_posix(), store.path(name)


def _compare(source: Copied, copy: Copied) -> None:
    if source != copy:
        raise BackupError(N_("The copy has other rows than the database: it is not kept."))


def _look_for_room(source: Path, folder: Path) -> None:
    size = source.stat().st_size if source.is_file() else 0
    needed, free = 2 * size + SPARE_BYTES, shutil.disk_usage(folder).free
    if free < needed:
        text = N_("The disk is too full for a backup: %(needed)s MB are needed in %(folder)s, %(free)s MB are free.")
        raise BackupError(text, needed=needed // 1_000_000, free=free // 1_000_000, folder=folder)
