"""Packages as they come, and packages that somebody made to do harm: each gets one clear sentence."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
import zstandard

from quizapp.formats.anki import container
from quizapp.formats.anki.container import Container, PackageError, open_container, write_container
from quizapp.formats.anki.protobuf import bytes_field, number_field

DATABASE = b"SQLite format 3" + b"x" * 2_000
MEDIA = {"a.webp": b"aaa", "ü.png": b"bb"}


def package(**parts):
    """Return a zip of some parts; underscores in names are dots."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "."), data)
    return out.getvalue()


def refusal(data):
    with pytest.raises(PackageError) as refused:
        open_container(data)
    return str(refused.value)


@pytest.mark.parametrize("legacy", [True, False])
def test_what_was_written_is_read(legacy):
    written = Container(DATABASE, MEDIA)
    assert open_container(write_container(written, legacy=legacy)) == written


def test_the_oldest_form_has_no_meta():
    assert open_container(package(collection__anki2=b"old", media=b"{}")).collection == b"old"
    both = package(collection__anki2=b"stub", collection__anki21=b"newer")
    assert open_container(both).collection == b"newer"


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04 cut off", package(readme="x"), package()])
def test_what_is_no_package_is_said_to_be_none(data):
    assert refusal(data).startswith("This is no Anki package")


def test_a_part_that_does_not_unpack_is_said_to_be_damaged():
    data = bytearray(package(collection__anki2=DATABASE * 9))
    place = data.index(b"collection.anki2") + len("collection.anki2")
    data[place : place + 8] = b"\xff" * 8
    assert refusal(bytes(data)).startswith("This package is damaged: its part “collection.anki2”")


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/b", "C:evil", "..", "a\\\\b"])
def test_a_path_in_the_zip_is_refused(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("collection.anki2", DATABASE)
        made.writestr(name, b"x")
    assert refusal(out.getvalue()).startswith("This package holds a file named with a path")


@pytest.mark.parametrize("name", ["../evil.png", "/etc/passwd", "a/b.png"])
def test_a_path_among_the_media_is_refused(name):
    legacy = package(collection__anki2=DATABASE, media=json.dumps({"0": name}), **{"0": b"x"})
    assert refusal(legacy).startswith("This package holds a file named with a path")
    listed = zstandard.compress(bytes_field(1, bytes_field(1, name.encode())))
    current = package(
        meta=number_field(1, 3), collection__anki21b=zstandard.compress(DATABASE), media=listed, **{"0": b"x"}
    )
    assert refusal(current).startswith("This package holds a file named with a path")


def test_a_zip_bomb_is_refused_without_being_unpacked(monkeypatch):
    monkeypatch.setattr(container, "LARGEST_COLLECTION", 1_000_000)
    bomb = package(collection__anki2=b"\0" * 2_000_000)
    assert len(bomb) < 10_000
    assert refusal(bomb).startswith("This package unpacks to more than can be taken")


@pytest.mark.parametrize("says_size", [True, False])
def test_a_zstd_bomb_is_refused_without_being_unpacked(monkeypatch, says_size):
    monkeypatch.setattr(container, "LARGEST_COLLECTION", 1_000_000)
    packed = zstandard.ZstdCompressor(write_content_size=says_size).compress(b"\0" * 2_000_000)
    bomb = package(meta=number_field(1, 3), collection__anki21b=packed)
    assert refusal(bomb).startswith("This package unpacks to more than can be taken")


def test_a_zip_that_lies_about_a_size_is_refused():
    data = bytearray(package(collection__anki2=DATABASE))
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (7).to_bytes(4, "little")
    assert refusal(bytes(data)).startswith(("This package is damaged", "This is no Anki package"))


def test_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(container, "MOST_FILES", 2)
    assert refusal(package(a=b"", b=b"", c=b"")).startswith("This package unpacks to more")


def test_media_that_are_too_large_together_are_refused(monkeypatch):
    monkeypatch.setattr(container, "LARGEST_MEDIA", 4)
    assert refusal(write_container(Container(DATABASE, MEDIA), legacy=True)).startswith("This package unpacks to more")


@pytest.mark.parametrize("version", [0, 4, 99])
def test_an_unknown_version_is_said(version):
    said = refusal(package(meta=number_field(1, version), collection__anki21=DATABASE))
    assert said.startswith(f"This package has the unknown version {version}: export it")


def test_a_meta_that_is_none_is_damage():
    assert "its part “meta” cannot be read" in refusal(package(meta=b"\xff" * 12, collection__anki2=DATABASE))


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_a_truncated_zstd_stream_is_damage(cut):
    packed = zstandard.compress(bytes(range(256)) * 40)
    data = package(meta=number_field(1, 3), collection__anki21b=packed[:-cut])
    assert "its part “collection.anki21b” cannot be read" in refusal(data)


def test_what_is_not_packed_where_it_should_be_is_damage():
    assert "collection.anki21b” cannot be read" in refusal(
        package(meta=number_field(1, 3), collection__anki21b=DATABASE)
    )


@pytest.mark.parametrize("media", [b"{", b"[]", b'{"0": 1}', b"\xff"])
def test_a_list_of_media_that_is_none_is_damage(media):
    assert "its part “media” cannot be read" in refusal(package(collection__anki2=DATABASE, media=media))


def test_a_medium_that_is_not_there_is_named():
    data = package(collection__anki2=DATABASE, media=json.dumps({"0": "map.png"}))
    assert refusal(data) == ("The medium “map.png” is listed in this package but is not in it: export it once more.")


def test_a_part_whose_checksum_is_wrong_is_damage():
    data = bytearray(write_container(Container(b"y" * 5_000, {}), legacy=False))
    place = data.index(b"collection.anki21b") + 30
    data[place] ^= 0xFF
    assert "cannot be read" in refusal(bytes(data))


@pytest.mark.parametrize("says_size", [True, False])
@pytest.mark.parametrize("data", [b"", b"\0" * 300_000, bytes(range(256)) * 2_000, DATABASE])
def test_what_is_packed_comes_out_whole_however_small_it_was_packed(says_size, data):
    packed = zstandard.ZstdCompressor(write_content_size=says_size).compress(data)
    assert open_container(package(meta=number_field(1, 3), collection__anki21b=packed)).collection == data
