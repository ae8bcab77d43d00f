from __future__ import annotations

import pytest

from quizapp.disk import sync_folder


def test_a_folder_is_synced_and_one_that_is_not_there_is_no_secret(tmp_path):
    sync_folder(tmp_path)
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "nothing")
