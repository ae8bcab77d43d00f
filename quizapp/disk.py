"""What the disk has to be told: that a power cut takes nothing away, and that a folder is its owner's alone."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

NO_ROOM = 1_000_000
"""With fewer bytes than these even what is only to be read may need a file that does not fit any more."""
READ_ONLY = getattr(os, "ST_RDONLY", 1)


def make_own_folder(folder: Path) -> None:
    """Make a folder that no other account of this machine can look into; one that is there stays as it is."""
    if not folder.is_dir():
        make_own_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a folder's list of names durable, where the system can."""
    if os.name != "posix":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def is_full_disk(folder: Path) -> bool:
    """Say whether no byte or no file more fits where a folder lies; False where that cannot be told."""
    with contextlib.suppress(OSError):
        if not hasattr(os, "statvfs"):
            return shutil.disk_usage(folder).free < NO_ROOM
        told = os.statvfs(folder)
        has_no_file = told.f_files > 0 and told.f_favail == 0  # some disks count none
        return not told.f_flag & READ_ONLY and (has_no_file or told.f_bavail * told.f_frsize < NO_ROOM)
    return False


def file_of(name: str) -> Path:
    """Return the file that SQLite opens by a name, which may be a path or a file: address."""
    return Path(unquote(urlsplit(name).path) if name.startswith("file:") else name)


def kept_secret(path: Path) -> str:
    """Return the secret in a file; whichever of two starting processes is first makes it."""
    make_own_folder(path.parent)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        except OSError:  # a file system without hard links
            draft.replace(path)
        draft.unlink(missing_ok=True)
    return path.read_text(encoding="ascii").strip()
