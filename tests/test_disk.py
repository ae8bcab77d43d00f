from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from quizapp import disk
from quizapp.disk import file_of, is_full_disk, make_own_folder, sync_folder


def test_a_folder_is_synced_and_one_that_is_not_there_is_no_secret(tmp_path):
    sync_folder(tmp_path)
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "nothing")


def test_a_folder_of_ours_is_its_owners_alone_whatever_the_account_allows_and_one_that_is_there_stays(tmp_path):
    former = os.umask(0)
    try:
        (tmp_path / "chosen").mkdir(mode=0o755)
        make_own_folder(tmp_path / "chosen" / "data" / "logs")
    finally:
        os.umask(former)
    made = [tmp_path / "chosen" / name for name in ("", "data", "data/logs")]
    assert [path.stat().st_mode & 0o777 for path in made] == [0o755, 0o700, 0o700]
    make_own_folder(made[2])
    (made[1] / "file").touch()
    with pytest.raises(FileExistsError):
        make_own_folder(made[1] / "file")


def test_a_disk_is_full_where_next_to_nothing_is_free_and_not_where_that_cannot_be_told(tmp_path, monkeypatch):
    assert not is_full_disk(tmp_path)
    monkeypatch.setattr(disk, "NO_ROOM", 10**18)
    assert is_full_disk(tmp_path)
    assert not is_full_disk(tmp_path / "gone")


@pytest.mark.parametrize(
    ("files", "free_files", "is_read_only", "is_full"),
    [(1000, 0, False, True), (1000, 7, False, False), (0, 0, False, False), (1000, 0, True, False)],
)
def test_a_disk_without_a_file_left_is_full_and_one_that_is_only_read_is_not(
    tmp_path, monkeypatch, files, free_files, is_read_only, is_full
):
    told = SimpleNamespace(
        f_frsize=4096, f_bavail=10**6, f_files=files, f_favail=free_files, f_flag=disk.READ_ONLY * is_read_only
    )
    monkeypatch.setattr(os, "statvfs", lambda _folder: told, raising=False)
    assert is_full_disk(tmp_path) is is_full


def test_where_files_are_not_counted_a_disk_is_full_without_bytes(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "statvfs", raising=False)
    for free in (10**9, 0):
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder, free=free: SimpleNamespace(free=free))
        assert is_full_disk(tmp_path) is (free == 0)


@pytest.mark.parametrize(
    "name",
    ["/srv/quiz.db", "file:/srv/quiz.db", "file:///srv/quiz.db", "file:/srv/quiz.db?mode=ro", "file:/srv/qui%7A.db"],
)
def test_a_file_of_sqlite_is_found_under_its_path_and_under_its_address(name):
    assert file_of(name) == Path("/srv/quiz.db")
