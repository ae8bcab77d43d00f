from __future__ import annotations

import stat
import zipfile
from datetime import UTC, datetime

import pytest

from quizapp.ops.backups import packing
from quizapp.ops.backups.manifest import BackupError, Manifest, Reason
from quizapp.ops.backups.packing import digest_of, pack, unpack

MADE = datetime(2026, 11, 26, 3, 15, 7, tzinfo=UTC)


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """An archive of two files, with its manifest."""
    monkeypatch.setattr(packing, "CHUNK", 1024)
    files = {"big": tmp_path / "big", "pictures/ab/one.webp": tmp_path / "one.webp"}
    files["big"].write_bytes(b"0123456789" * 3_000)
    files["pictures/ab/one.webp"].write_bytes(b"webp")
    digests = {name: digest_of(path) for name, path in files.items()}
    manifest = Manifest(made_at=MADE, reason=Reason.DAILY, version="1", revision="", rows={}, files=digests, form=1)
    pack(tmp_path / "one.zip", files.items(), manifest)
    return tmp_path / "one.zip", manifest


def test_files_come_out_as_they_went_in_and_only_their_owner_reads_them(packed, tmp_path):
    path, manifest = packed
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    unpack(path, manifest, tmp_path / "out")
    assert (tmp_path / "out" / "big").read_bytes() == (tmp_path / "big").read_bytes()
    assert (tmp_path / "out" / "pictures" / "ab" / "one.webp").read_bytes() == b"webp"
    assert path.stat().st_size < 3_000


def test_another_file_than_was_packed_is_found(packed):
    path, manifest = packed
    with pytest.raises(BackupError, match="not what it was"):
        unpack(path, manifest.model_copy(update={"files": {"big": "0" * 64}}))
    with pytest.raises(BackupError, match="damaged"):
        unpack(path, manifest.model_copy(update={"files": {"nothing": "0" * 64}}))


def test_a_damaged_archive_is_found(packed):
    path, manifest = packed
    whole = bytearray(path.read_bytes())
    place = whole.index(b"webp", 200)
    whole[place : place + 4] = b"pbew"
    path.write_bytes(whole[:-5])
    with pytest.raises(BackupError):
        unpack(path, manifest)


def test_a_name_that_leads_out_of_the_folder_is_refused(packed, tmp_path):
    path, manifest = packed
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../outside", b"x")
    with pytest.raises(BackupError):
        unpack(path, manifest.model_copy(update={"files": {"../outside": "0" * 64}}), tmp_path / "out")
    assert not (tmp_path / "outside").exists()
