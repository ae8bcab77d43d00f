"""Packing files into one archive and out of it, each with its SHA-256."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from quizapp.disk import make_own_folder
from quizapp.kinds.messages import N_
from quizapp.ops.backups.manifest import MANIFEST, BackupError, Manifest

CHUNK = 1024 * 1024
CHUNKS_A_SYNC = 8
FAST = 1
"""How hard databases are compressed: a third of their size at a third of the time."""


def digest_of(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def pack(target: Path, files: Iterable[tuple[str, Path]], manifest: Manifest) -> None:
    """Write files and what is said about them into an archive that only its owner reads; it is on the disk then."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as packed:
            packed.writestr(MANIFEST, manifest.model_dump_json(indent=1))
            for name, path in files:
                kind = zipfile.ZIP_STORED if path.suffix == ".webp" else zipfile.ZIP_DEFLATED
                info = zipfile.ZipInfo(name, manifest.made_at.timetuple()[:6])
                info.compress_type, info.external_attr = kind, 0o600 << 16
                info._compresslevel = FAST  # type: ignore[attr-defined]  # noqa: SLF001 - public from Python 3.13 on
                with path.open("rb") as plain, packed.open(info, "w", force_zip64=True) as entry:
                    _pour(plain, entry, file)
        file.flush()
        os.fsync(file.fileno())


def _pour(plain: IO[bytes], entry: IO[bytes], file: IO[bytes]) -> None:
    """Write in pieces, and have the disk write now and then: a flood at the end would keep answers waiting."""
    for number, chunk in enumerate(iter(lambda: plain.read(CHUNK), b""), start=1):
        entry.write(chunk)
        if number % CHUNKS_A_SYNC == 0:
            file.flush()
            os.fsync(file.fileno())


def unpack(source: Path, manifest: Manifest, folder: Path | None = None) -> None:
    """Read every file of an archive, compare it with its SHA-256, and write it to a folder, if one is given.

    Raises:
        BackupError: a file is missing, another one than was packed, or damaged.
    """
    try:
        with zipfile.ZipFile(source) as packed:
            for name, digest in manifest.files.items():
                target = _place(folder, name)
                with packed.open(name) as entry:
                    if _read(entry, target) != digest:
                        raise BackupError(N_("%(name)s in the backup is not what it was."), name=name)
    except (OSError, KeyError, zipfile.BadZipFile, EOFError, ValueError) as error:
        if isinstance(error, OSError) and error.errno:
            raise BackupError(N_("The backup cannot be unpacked: %(error)s."), error=error) from None
        raise BackupError(N_("The backup %(path)s is damaged."), path=source) from None


def _place(folder: Path | None, name: str) -> Path | None:
    if folder is None:
        return None
    target = folder / name
    if folder.resolve() not in target.resolve().parents:
        raise BackupError(N_("%(name)s in the backup is not what it was."), name=name)
    make_own_folder(target.parent)
    return target


def _read(entry: IO[bytes], target: Path | None) -> str:
    digest = hashlib.sha256()
    out = target.open("xb") if target else None
    try:
        for chunk in iter(lambda: entry.read(CHUNK), b""):
            digest.update(chunk)
            if out:
                out.write(chunk)
        if out:
            out.flush()
            os.fsync(out.fileno())
    finally:
        if out:
            out.close()
    return digest.hexdigest()
