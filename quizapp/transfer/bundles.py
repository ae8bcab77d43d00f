"""A bank with its pictures as one zip: the YAML file, and pictures/ beside it as on a server. No database here.

Nothing is unpacked to disk, no name becomes a path, and nothing grows beyond its limit, whatever the zip says.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quizapp.kinds.messages import N_
from quizapp.kinds.pictures import is_name, pictures_in
from quizapp.pictures.encoding import LARGEST_FILE, Encoded, PictureError, check
from quizapp.pictures.store import FOLDER, SUFFIX, Store
from quizapp.transfer.uploaded import LARGEST, RefusedError

MEBIBYTE = 1024 * 1024
LARGEST_BUNDLE = 64 * MEBIBYTE
"""Bytes of a zip, and of all pictures in it."""
MOST_PICTURES = 1_000
BEGINNING = b"PK\x03\x04"
YAML = (".yaml", ".yml")
PASSED_OVER = ("__MACOSX/", ".DS_Store", "Thumbs.db")
"""What systems put into zips by themselves."""

_LARGE = N_("This zip has %(size)s MiB and may have %(most)s: take pictures out, or load it with “quizapp bank load”.")
_DAMAGED = N_("This zip cannot be read: it is damaged, encrypted or packed in an unknown way. Make it once more.")
_PATH = N_("This zip holds a file named “%(name)s”, which leads out of its folder: it was not opened.")
_OTHER = N_("This zip holds “%(name)s”, which is neither the bank’s YAML file nor a picture in pictures/: take it out.")
_ONE = N_("This zip holds %(count)s YAML files and may hold one: the bank’s, with its pictures beside it.")
_MANY = N_("This zip holds %(count)s pictures and may hold %(most)s: split the bank.")
_UNPACKS = N_("“%(name)s” in this zip unpacks to more than may be taken: it was not opened.")
_WRONG = N_("The picture “%(name)s” in this zip is not the one of that name: take the right one from a download.")
_PICTURE = N_("“%(name)s” in this zip cannot be taken: %(why)s")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a zip holds."""

    text: bytes
    """The bank's YAML file."""
    pictures: Mapping[str, Encoded]
    """By their names, those that the file shows."""


def is_bundle(data: bytes) -> bool:
    """Say whether what was sent is a zip, by its beginning."""
    return data.startswith(BEGINNING)


def open_bundle(data: bytes) -> Bundle:
    """Return what a zip holds.

    Raises:
        RefusedError: it is damaged, hostile, too large, or holds something else.
    """
    if len(data) > LARGEST_BUNDLE:
        raise RefusedError(_LARGE, size=f"{len(data) / MEBIBYTE:.0f}", most=LARGEST_BUNDLE // MEBIBYTE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            return _opened(zipped)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise RefusedError(_DAMAGED) from None


def _opened(zipped: zipfile.ZipFile) -> Bundle:
    names = [name for name in zipped.namelist() if not name.endswith("/") and not _is_passed_over(name)]
    for name in names:
        _refuse_path(name)
    texts = [name for name in names if name.endswith(YAML)]
    if len(texts) != 1:
        raise RefusedError(_ONE, count=len(texts))
    beside = texts[0].rpartition("/")[0]
    folder = f"{beside}/{FOLDER}/" if beside else f"{FOLDER}/"
    pictures = {name: _picture_name(name, folder) for name in names if name != texts[0]}
    if len(pictures) > MOST_PICTURES:
        raise RefusedError(_MANY, count=f"{len(pictures):,}", most=f"{MOST_PICTURES:,}")
    text = _read(zipped, texts[0], LARGEST)
    return Bundle(text, _pictures(zipped, pictures, set(pictures_in(text.decode("utf-8", "replace")))))


def _is_passed_over(name: str) -> bool:
    return name.startswith(PASSED_OVER[0]) or name.rpartition("/")[2] in PASSED_OVER[1:]


def _refuse_path(name: str) -> None:
    if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
        raise RefusedError(_PATH, name=name[:80])


def _picture_name(path: str, folder: str) -> str:
    name = path.removeprefix(folder).removesuffix(SUFFIX)
    if path != f"{folder}{name}{SUFFIX}" or not is_name(name):
        raise RefusedError(_OTHER, name=path[:80])
    return name


def _pictures(zipped: zipfile.ZipFile, pictures: Mapping[str, str], shown: set[str]) -> dict[str, Encoded]:
    """Return the pictures that the file shows; what it does not show is left in the zip."""
    found, room = {}, LARGEST_BUNDLE
    for path, name in pictures.items():
        if name not in shown:
            continue
        data = _read(zipped, path, min(LARGEST_FILE, room))
        room -= len(data)
        found[name] = _checked(path, name, data)
    return found


def _checked(path: str, name: str, data: bytes) -> Encoded:
    try:
        encoded = check(data)
    except PictureError as error:
        raise RefusedError(_PICTURE, name=path[:80], why=error.message) from None
    if encoded.name != name:
        raise RefusedError(_WRONG, name=path[:80])
    return encoded


def _read(zipped: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Return a file of a zip; what it says of its size is not believed."""
    with zipped.open(name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise RefusedError(_UNPACKS, name=name[:80])
    return data


class _Outbox(io.RawIOBase):
    """Takes what a zip writes until it is handed on, so that never more than one picture is held."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        """Say that it can be written to; it cannot be read, nor gone back in."""
        return True

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - any buffer of bytes
        """Take some bytes."""
        self._parts.append(bytes(data))
        return len(data)

    def handed_on(self) -> bytes:
        """Return what was written since the last time."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def bundle_of(key: str, text: str, store: Store) -> Iterator[bytes]:
    """Yield a bank's file and the pictures that it shows as a zip, part by part."""
    out = _Outbox()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr(f"{key}.yaml", text.encode(), zipfile.ZIP_DEFLATED)
        yield out.handed_on()
        for name in pictures_in(text):
            if store.has(name):  # pixels are packed already
                zipped.writestr(f"{FOLDER}/{name}{SUFFIX}", store.read(name), zipfile.ZIP_STORED)
                yield out.handed_on()
    yield out.handed_on()
