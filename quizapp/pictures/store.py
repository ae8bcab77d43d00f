"""The files of pictures in the data folder, each named by what it holds: pictures/ab/abcdef….webp. No database here."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quizapp.disk import make_own_folder, sync_folder
from quizapp.kinds.pictures import is_name

FOLDER = "pictures"
SUFFIX = ".webp"


class NoPictureError(ValueError):
    """A text is no picture's name, so it names no file."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of pictures. A file there is never changed."""

    folder: Path

    def path(self, name: str) -> Path:
        """Return where a picture lies, or would lie.

        Raises:
            NoPictureError: the name is none, so nothing like ../ ever becomes a path.

        """
        if not is_name(name):
            raise NoPictureError(name)
        return self.folder / name[:2] / f"{name}{SUFFIX}"

    def has(self, name: str) -> bool:
        """Say whether a picture is here."""
        return self.path(name).is_file()

    def read(self, name: str) -> bytes:
        """Return a picture's file."""
        return self.path(name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Keep a picture: whole after a power cut, or not there at all."""
        path = self.path(name)
        if path.is_file():
            return
        make_own_folder(path.parent)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            draft = Path(file.name)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except BaseException:
                draft.unlink()
                raise
        draft.chmod(0o644)
        draft.replace(path)
        sync_folder(path.parent)

    def remove(self, name: str) -> None:
        """Take a picture away, if it is there."""
        self.path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, float]]:
        """Yield every picture's name with when it was written, in seconds since 1970."""
        for path in self.folder.glob(f"??/*{SUFFIX}"):
            if is_name(path.stem):
                yield path.stem, path.stat().st_mtime

    def measure(self, name: str) -> tuple[int, int] | None:
        """Return a picture's width and height in pixels; None where it is not here."""
        path = self.path(name)
        return _measured(path) if path.is_file() else None


@functools.lru_cache(maxsize=4096)
def _measured(path: Path) -> tuple[int, int]:
    from PIL import Image  # noqa: PLC0415 - few need it, and all would keep it in memory

    with Image.open(path, formats=("WEBP",)) as image:
        return image.size
