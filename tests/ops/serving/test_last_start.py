from __future__ import annotations

from datetime import UTC, datetime

from quizapp.ops.serving.last_start import FILE, LastStart, keep_last_start, read_last_start


def test_the_last_start_is_kept_and_one_that_cannot_be_read_is_none(tmp_path):
    assert read_last_start(tmp_path) is None
    start = LastStart(at=datetime(2026, 11, 26, tzinfo=UTC), port=8000, addresses=("192.0.2.7",), for_the_room=True)
    keep_last_start(tmp_path, start)
    assert read_last_start(tmp_path) == start
    (tmp_path / FILE).write_text("{")
    assert read_last_start(tmp_path) is None
