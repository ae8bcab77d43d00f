"""Anki packages as containers: a zip with a collection and media, in the legacy forms and the current one. Pure.

Nothing is written to disk, and nothing grows beyond its limit, whatever the package says.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from quizapp.formats.anki.protobuf import bytes_field, fields, number_field
from quizapp.kinds.messages import N_, ToldError

MEBIBYTE = 1024 * 1024
LARGEST_COLLECTION = 256 * MEBIBYTE
LARGEST_MEDIUM = 16 * MEBIBYTE
LARGEST_MEDIA = 256 * MEBIBYTE
MOST_FILES = 20_000
LARGEST_WINDOW = 1 << 27
USUALLY = 8
"""How many times its size there is room for where a stream is unpacked at once, in half the time; few need more."""
PIECE = 1024
"""Bytes of others that are unpacked at a time: they become 32 MiB at most, which a stream may go beyond its limit."""

LEGACY_1, LEGACY_2, CURRENT = 1, 2, 3
COLLECTIONS = {LEGACY_1: "collection.anki2", LEGACY_2: "collection.anki21", CURRENT: "collection.anki21b"}

_NO_PACKAGE = N_("This is no Anki package: export one from Anki with “File, Export”, as “Anki Deck Package (.apkg)”.")
_PATH = N_("This package holds a file named with a path (%(name)s), which no Anki package does: it was not opened.")
_NEWER = N_("This package has the unknown version %(version)s: export it with “Support older Anki versions”.")
_LARGE = N_("This package unpacks to more than can be taken: export fewer decks, or leave media out.")
_DAMAGED = N_("This package is damaged: its part “%(name)s” cannot be read. Export it once more.")
_MISSING = N_("The medium “%(name)s” is listed in this package but is not in it: export it once more.")


class PackageError(ToldError):
    """A package cannot be used; nothing of it was."""


@dataclass(frozen=True, slots=True)
class Container:
    """What a package holds."""

    collection: bytes
    """A SQLite database."""
    media: Mapping[str, bytes] = field(default_factory=dict)
    """Files by their names."""


def open_container(data: bytes) -> Container:
    """Return what is in a package.

    Raises:
        PackageError: it is damaged, hostile, or of an unknown version.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _opened(package)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        raise PackageError(_NO_PACKAGE) from None


def _opened(package: zipfile.ZipFile) -> Container:
    names = package.namelist()
    if len(names) > MOST_FILES:
        raise PackageError(_LARGE)
    for name in names:
        _refuse_path(name)
    version = _version(package, names)
    collection = _part(package, COLLECTIONS[version], LARGEST_COLLECTION, packed=version == CURRENT)
    listed = _listed(package, names, packed=version == CURRENT)
    return Container(collection, _media(package, listed, packed=version == CURRENT))


def _refuse_path(name: str) -> None:
    if "/" in name or "\\" in name or name in {".", ".."} or "\0" in name or ":" in name:
        raise PackageError(_PATH, name=name[:80])


def _version(package: zipfile.ZipFile, names: list[str]) -> int:
    if "meta" in names:
        try:
            version = dict(fields(_part(package, "meta", MEBIBYTE))).get(1, 0)
        except ValueError:
            raise PackageError(_DAMAGED, name="meta") from None
    else:
        version = LEGACY_2 if COLLECTIONS[LEGACY_2] in names else LEGACY_1
    if not isinstance(version, int) or version not in COLLECTIONS:
        raise PackageError(_NEWER, version=version if isinstance(version, int) else "?")
    if COLLECTIONS[version] not in names:
        raise PackageError(_NO_PACKAGE)
    return version


def _part(package: zipfile.ZipFile, name: str, most: int, *, packed: bool = False) -> bytes:
    """Return a file of a package, unpacked; never more than so many bytes."""
    try:
        info = package.getinfo(name)
        if info.file_size > most:
            raise PackageError(_LARGE)
        with package.open(info) as file:
            data = file.read(most + 1)
    except KeyError:
        raise PackageError(_DAMAGED, name=name) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        raise PackageError(_DAMAGED, name=name) from None
    if len(data) > most:
        raise PackageError(_LARGE)
    return _unpacked(data, name, most) if packed else data


def _unpacked(data: bytes, name: str, most: int) -> bytes:
    import zstandard  # noqa: PLC0415 - few need it, and all would keep it in memory

    try:
        size = zstandard.frame_content_size(data)
        if size > most:
            raise PackageError(_LARGE)
        if size:  # said, or -1
            unpacker = zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW)
            return unpacker.decompress(data, min(most, USUALLY * len(data)))
    except zstandard.ZstdError:
        pass  # it needs more room, or is damaged
    return _unpacked_by_pieces(data, name, most)


def _unpacked_by_pieces(data: bytes, name: str, most: int) -> bytes:
    import zstandard  # noqa: PLC0415 - as above

    stream = zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW).decompressobj()
    parts, left = list[bytes](), most
    try:
        for begin in range(0, len(data), PIECE):
            if stream.eof:
                break
            parts.append(stream.decompress(data[begin : begin + PIECE]))
            left -= len(parts[-1])
            if left < 0:
                raise PackageError(_LARGE)
    except zstandard.ZstdError:
        raise PackageError(_DAMAGED, name=name) from None
    if not stream.eof:
        raise PackageError(_DAMAGED, name=name)
    return b"".join(parts)


def _listed(package: zipfile.ZipFile, names: list[str], *, packed: bool) -> dict[str, str]:
    """Return the names of media by the names of their files in the package."""
    if "media" not in names:
        return {}
    data = _part(package, "media", LARGEST_MEDIUM, packed=packed)
    try:
        listed = _current_list(data) if packed else json.loads(data)
    except ValueError:
        raise PackageError(_DAMAGED, name="media") from None
    if not isinstance(listed, dict) or not all(isinstance(name, str) for name in listed.values()):
        raise PackageError(_DAMAGED, name="media")
    for name in listed.values():
        _refuse_path(name)
    return listed


def _current_list(data: bytes) -> dict[str, str]:
    entries = [value for number, value in fields(data) if number == 1 and isinstance(value, bytes)]
    found = {}
    for place, entry in enumerate(entries):
        name = dict(fields(entry)).get(1, b"")
        found[str(place)] = name.decode() if isinstance(name, bytes) else ""
    return found


def _media(package: zipfile.ZipFile, listed: Mapping[str, str], *, packed: bool) -> dict[str, bytes]:
    left, media = LARGEST_MEDIA, {}
    names = set(package.namelist())
    for file, name in listed.items():
        if file not in names:
            raise PackageError(_MISSING, name=name[:80])
        media[name] = _part(package, file, min(LARGEST_MEDIUM, left), packed=packed)
        left -= len(media[name])
    return media


def write_container(container: Container, *, legacy: bool) -> bytes:
    """Return a package, in the current form or in one that older versions of Anki can read."""
    import zstandard  # noqa: PLC0415 - as above

    pack = (lambda data: data) if legacy else zstandard.ZstdCompressor(level=3).compress
    version = LEGACY_2 if legacy else CURRENT
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if legacy else zipfile.ZIP_STORED) as package:
        package.writestr("meta", number_field(1, version))
        package.writestr(COLLECTIONS[version], pack(container.collection))
        for place, data in enumerate(container.media.values()):
            package.writestr(str(place), pack(data))
        package.writestr("media", pack(_media_list(container.media, legacy=legacy)))
    return out.getvalue()


def _media_list(media: Mapping[str, bytes], *, legacy: bool) -> bytes:
    if legacy:
        return json.dumps({str(place): name for place, name in enumerate(media)}).encode()
    return b"".join(
        bytes_field(
            1,
            bytes_field(1, name.encode())
            + number_field(2, len(data))
            + bytes_field(3, hashlib.sha1(data, usedforsecurity=False).digest()),
        )
        for name, data in media.items()
    )
