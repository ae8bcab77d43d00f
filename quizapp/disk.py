"""What the disk has to be told: that a power cut takes nothing away, and that a folder is its owner's alone."""

from __future__ import annotations

import os
from pathlib import Path


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
