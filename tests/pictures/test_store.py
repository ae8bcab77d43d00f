from __future__ import annotations

import os

import pytest

from quizapp.pictures.encoding import encode
from quizapp.pictures.store import NoPictureError, Store

NAME = "ab" + "0" * 30


def test_a_picture_lies_in_a_folder_named_by_its_first_two_signs(tmp_path):
    store = Store(tmp_path)
    assert not store.has(NAME)
    store.write(NAME, b"bytes")
    assert (tmp_path / "ab" / f"{NAME}.webp").read_bytes() == b"bytes" == store.read(NAME)
    assert store.has(NAME)
    assert [name for name, _written in store.names()] == [NAME]


def test_a_picture_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    store = Store(tmp_path)

    def fail(*_arguments):
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        store.write(NAME, b"bytes")
    assert list((tmp_path / "ab").iterdir()) == []


def test_a_picture_that_is_there_is_not_written_again(tmp_path):
    store = Store(tmp_path)
    store.write(NAME, b"bytes")
    before = store.path(NAME).stat().st_ino
    store.write(NAME, b"bytes")
    assert store.path(NAME).stat().st_ino == before


@pytest.mark.parametrize(
    "name", ["", "../../secret_key", "AB" + "0" * 30, NAME + "0", NAME + "\n", "ab/../" + "0" * 26]
)
def test_no_text_becomes_a_path_but_a_name(tmp_path, name):
    with pytest.raises(NoPictureError):
        Store(tmp_path).path(name)


def test_a_picture_is_measured_and_a_missing_one_is_not(tmp_path, make_file):
    store, encoded = Store(tmp_path), encode(make_file())
    assert store.measure(encoded.name) is None
    store.write(encoded.name, encoded.data)
    assert store.measure(encoded.name) == (40, 30)
    store.remove(encoded.name)
    store.remove(encoded.name)
    assert store.measure(encoded.name) is None
