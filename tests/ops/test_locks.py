from __future__ import annotations

import pytest

from quizapp.ops.locks import FileLock, LockedError, holding


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
