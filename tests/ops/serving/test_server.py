"""granian as quizapp serves by it: what it serves, how many processes answer, and who keeps them."""

from __future__ import annotations

import dataclasses
import sys

import pytest

from quizapp.ops.serving import server as module
from quizapp.ops.serving.server import is_kept, new_server


def test_a_worker_serves_what_the_named_function_makes():
    assert module._served_app("builtins:dict") == {}


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("workers", [1, 3])
def test_one_process_is_kept_on_linux_and_several_only_where_the_gate_guards_them(
    settings, monkeypatch, platform, workers
):
    monkeypatch.setattr(sys, "platform", platform)
    chosen = dataclasses.replace(settings, workers=workers)
    server = new_server(chosen, ["again"])
    kept = platform == "linux" and workers == 1
    assert is_kept(chosen) is kept
    assert server.kept == ((["again"], 0) if kept else None)
    assert server.workers == (1 if platform == "win32" else workers)
