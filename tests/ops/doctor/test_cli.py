from __future__ import annotations

import json

import pytest

from quizapp.ops.doctor import cli
from quizapp.ops.doctor.findings import Level, finding


@pytest.mark.sqlite
def test_it_says_in_plain_words_what_to_do_and_exits_with_one(settings, runner):
    result = runner("doctor")  # there is no backup yet
    assert result.exit_code == 1
    assert "WARNING There is no backup yet." in result.output
    assert "→ One is made some minutes after the next start" in result.output
    assert "Some things need you" in result.output


def test_for_programs_it_is_json(settings, runner):
    found = json.loads(runner("doctor", "--format", "json").output)
    assert {"python", "disk", "backups"} <= {one["about"] for one in found}
    assert set(found[0]) == {"about", "level", "what", "advice"}


def test_where_all_is_well_it_exits_with_zero(settings, runner, monkeypatch):
    monkeypatch.setattr(cli, "examine", lambda _settings, _now: [finding("disk", Level.WELL, "There is room.")])
    result = runner("doctor")
    assert (result.exit_code, "All is well." in result.output) == (0, True)
