from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapp.app import create_app
from quizapp.ops.compiling import compile_templates


@pytest.fixture
def run(settings, tmp_path, monkeypatch):
    """Return what runs the command for an application whose compiled templates go below a folder of the test."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # as in many images, where this is asked for all the same
    return lambda: CliRunner().invoke(compile_templates, obj=lambda: create_app(settings))


@pytest.mark.slow
def test_all_templates_are_compiled_for_a_server_that_may_not_write_there(run):
    done = run()
    assert done.exit_code == 0, done.output
    found = re.fullmatch(r"(\d+) templates are compiled, and kept in (.+)\n", done.output)
    assert int(found[1]) == len(list(Path(found[2]).iterdir())) > 300


@pytest.mark.slow
def test_where_nothing_can_be_kept_that_is_said(run, tmp_path):
    (tmp_path / "compiled").write_text("no folder")
    done = run()
    assert done.exit_code == 1
    assert "may not write" in done.output
