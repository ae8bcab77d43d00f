"""A disk that can be filled: a small file system of its own where that is allowed, else a limit on writing."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OWN_MOUNTS = "CHAOS_OWN_MOUNTS"
SIZE_MIB = 256


def with_own_mounts() -> None:
    """Begin this program anew where it may mount what nobody else sees and what ends with it, if it may."""
    unshare = shutil.which("unshare")
    if OWN_MOUNTS in os.environ or unshare is None or sys.platform != "linux":
        return
    asked = [unshare, "--mount"] if os.geteuid() == 0 else [unshare, "--user", "--map-root-user", "--mount"]
    if subprocess.run([*asked, "true"], check=False, capture_output=True).returncode == 0:
        os.environ[OWN_MOUNTS] = "1"
        os.execv(unshare, [*asked, sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - ourselves


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Make a folder a small disk within a block."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MIB}m,mode=700", "none", str(folder)]
    own = OWN_MOUNTS in os.environ and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    try:
        yield Disk(folder, own=own)
    finally:
        if own:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)


class Disk:
    """Where the server's data lie."""

    def __init__(self, folder: Path, *, own: bool) -> None:
        """Remember the folder, and whether it is a file system of its own."""
        self.folder, self._own = folder, own
        self._ballast = folder / "ballast"

    @property
    def means(self) -> str:
        """Say how it is filled."""
        if self._own:
            return f"a tmpfs of {SIZE_MIB} MiB, filled to the last byte"
        return "RLIMIT_FSIZE of 0 on the server's processes (no mounting here)"

    def fill(self, processes: list[int]) -> None:
        """Leave no room for anything that these processes want to write."""
        if not self._own:
            return self._limit(processes, 0)
        with self._ballast.open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(2**20 if self._free() > 2**20 else 512))
        return None

    def empty(self, processes: list[int]) -> None:
        """Give the room back."""
        if not self._own:
            return self._limit(processes, resource.RLIM_INFINITY)
        self._ballast.unlink(missing_ok=True)
        return None

    def _free(self) -> int:
        return shutil.disk_usage(self.folder).free

    def _limit(self, processes: list[int], most: int) -> None:
        for number in processes:
            with contextlib.suppress(OSError):
                resource.prlimit(number, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
