from __future__ import annotations

import subprocess
import sys

import pytest

from quizapp.ops.locks import FileLock, LockedError, holding, let_go, share_until_the_end


def test_a_lock_is_held_by_one_and_let_go(tmp_path):
    path = tmp_path / "deep" / "lock"
    with holding(path), pytest.raises(LockedError):
        FileLock(path).take()
    with holding(path):
        pass


def test_many_share_a_lock_and_nobody_holds_it_alone_meanwhile(tmp_path):
    locks = [FileLock(tmp_path / "lock") for _ in range(3)]
    for lock in locks:
        lock.take(shared=True)
    with pytest.raises(LockedError), holding(tmp_path / "lock"):
        pass
    for lock in locks:
        lock.release()
    with holding(tmp_path / "lock"), pytest.raises(LockedError):
        locks[0].take(shared=True)


def test_what_a_process_shares_until_its_end_can_be_let_go_before(tmp_path):
    for _time in range(2):
        share_until_the_end(tmp_path / "lock")
    with pytest.raises(LockedError), holding(tmp_path / "lock"):
        pass
    let_go()
    with holding(tmp_path / "lock"):
        pass


@pytest.mark.longer
def test_a_process_that_ends_leaves_no_lock_open(tmp_path):
    program = "import pathlib, sys; from quizapp.ops.locks import *; share_until_the_end(pathlib.Path(sys.argv[1]))"
    command = [sys.executable, "-X", "dev", "-c", program, tmp_path / "lock"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""
