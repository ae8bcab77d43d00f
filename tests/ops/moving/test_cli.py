from __future__ import annotations

import pytest

from quizapp.ops.locks import holding
from quizapp.ops.running import LOCK

pytestmark = pytest.mark.slow


@pytest.fixture
def target(tmp_path):
    return f"sqlite:///{tmp_path}/target.sqlite3"


@pytest.mark.sqlite
def test_data_are_moved_and_what_to_set_is_said(runner, target, make_person, tmp_path):
    make_person()
    done = runner("move-database", target)
    assert done.exit_code == 0, done.output
    assert "people" in done.output
    assert "1 rows, the same on both sides" in done.output
    assert f"QUIZAPP_DATABASE_URL={target}" in done.output
    assert "***" not in done.output  # which stands for a password
    assert (tmp_path / "target.sqlite3").is_file()


@pytest.mark.sqlite
def test_what_is_wrong_is_said_in_a_sentence(runner, settings, target):
    assert (
        "TARGET_URL must begin with sqlite: or postgresql:." in runner("move-database", "mysql://localhost/quiz").output
    )
    assert "same database" in runner("move-database", f"sqlite:///{settings.database_file}").output
    with holding(settings.data_dir / LOCK):
        refused = runner("move-database", target)
    assert (refused.exit_code, "Stop it first" in refused.output) == (1, True)
