from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quizapp.clock import utcnow
from quizapp.ops.backups.background import make_in_background
from quizapp.ops.backups.folder import FAILURE, LOCK, backups_in
from quizapp.ops.backups.manifest import Reason
from quizapp.ops.locks import holding

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def made(settings, reason):
    return make_in_background(settings, reason, lambda: NOW)


@pytest.mark.longer
def test_the_daily_one_is_made_once_and_one_by_hand_whenever_it_is_asked_for(installation):
    assert [made(installation, Reason.DAILY) for _ in range(2)] == [0, 0]
    assert len(backups_in(installation.backups_dir)) == 1
    assert [made(installation, Reason.BY_HAND) for _ in range(2)] == [0, 0]
    assert len(backups_in(installation.backups_dir)) == 2


def test_whoever_comes_second_leaves_it_to_the_first(installation):
    with holding(installation.backups_dir / LOCK):
        assert made(installation, Reason.DAILY) == 0
    assert backups_in(installation.backups_dir) == []


def test_why_it_failed_is_kept_to_be_read(installation):
    installation.database_file.write_bytes(b"broken" * 1000)
    assert make_in_background(installation, Reason.DAILY, utcnow) == 1
    assert "cannot be read" in (installation.backups_dir / FAILURE).read_text()
    assert make_in_background(installation, Reason.DAILY, utcnow) == 0
