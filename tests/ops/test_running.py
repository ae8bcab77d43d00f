from __future__ import annotations

import dataclasses

import pytest

from quizapp.ops import locks
from quizapp.ops.running import ServerRunningError, folder_alone, is_served, share_folder


@pytest.fixture
def served(settings, monkeypatch):
    """Settings of a folder of one's own, for which nobody waits long."""
    monkeypatch.setattr(locks, "TRIES", 2)
    return dataclasses.replace(settings, data_dir=settings.data_dir / "own")


def test_a_folder_is_served_as_long_as_a_process_shares_it(served):
    assert not is_served(served.data_dir)
    share_folder(served)
    share_folder(served)
    assert is_served(served.data_dir)
    with pytest.raises(ServerRunningError), folder_alone(served.data_dir):
        pass


@pytest.mark.longer
def test_no_server_begins_on_a_folder_that_somebody_needs_alone(served):
    with folder_alone(served.data_dir), pytest.raises(ServerRunningError):
        share_folder(served)
    assert not is_served(served.data_dir)
