from __future__ import annotations

import subprocess
import sys

import pytest


def test_the_one_command_gathers_all_others(runner):
    result = runner("--help")
    assert result.exit_code == 0
    for command in ("bank", "review", "serve", "user"):
        assert f"\n  {command} " in result.output


def test_it_tells_its_version(runner):
    result = runner("--version")
    assert result.exit_code == 0
    assert result.output.startswith("quizapp, version ")


@pytest.mark.parametrize(("name", "value"), [("QUIZAPP_PORT", "many"), ("QUIZAPP_TIMEZONE", "Nowhere/Land")])
def test_a_wrong_setting_stops_every_command_with_one_sentence(runner, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    result = runner("review", "rebuild")
    assert result.exit_code == 1
    assert name in result.output
    assert len(result.output.strip().splitlines()) == 1


@pytest.mark.slow
def test_it_is_a_module_too():
    result = subprocess.run([sys.executable, "-m", "quizapp", "--help"], capture_output=True, text=True, check=True)
    assert "Usage: quizapp" in result.stdout
