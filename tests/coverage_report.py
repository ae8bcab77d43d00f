"""Says after a run what it did not reach, and fails one that reached too little: a plugin of runs that are measured.

A run is measured where SLIPCOVER_ENABLED is set: each worker counts then, and slipcover's own plugin brings the counts
together. Its command would do so too, but it goes through the whole application once more, before and after.
COVERAGE_LEAST is what must be reached, in percent: less by the fast tests alone than by all of them.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
import slipcover.pytest_plugin

LEAST = float(os.environ.get("COVERAGE_LEAST", "0"))
HITS = 20_000
"""How often a line is counted before slipcover takes its counters out, for which it searches all that was imported,
60 ms each time. With its own 50 each worker did so a hundred times, an eighth of the time of all fast tests."""
_KEPT = pytest.StashKey[list[str]]()


def missing(lines: list[int], branches: list[list[int]]) -> str:
    """Say in short which lines and branches were not reached; a branch of a missing line is not named again."""
    named = [f"{source}->{target or 'exit'}" for source, target in branches if not {source, target} & set(lines)]
    return ", ".join([*map(str, lines), *named])


def lines_of(report: dict) -> list[str]:
    """Return a line for each module of which something is left, and the whole at the end."""
    left = {name: missing(found["missing_lines"], found["missing_branches"]) for name, found in report["files"].items()}
    share = {name: found["summary"]["percent_covered"] for name, found in report["files"].items()}
    listed = [f"{share[name]:4.0f} %  {name}  {what}" for name, what in sorted(left.items()) if what]
    return [*listed, f"{reached(report):.2f} % of lines and branches reached; {LEAST} % is the least."]


def reached(report: dict) -> float:
    return report["summary"]["percent_covered"]


if counter := slipcover.pytest_plugin._slipcover_instance:  # there is one in each worker, and no setting to reach it by
    counter.d_miss_threshold = HITS


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    folder = Path(os.environ.get("SLIPCOVER_COVERAGE_DIR", ""))
    if hasattr(session.config, "workerinput") or not (folder / "merged.json").exists():  # no worker came to its end
        return
    report = json.loads((folder / "merged.json").read_text("utf-8"))
    shutil.rmtree(folder)
    session.config.stash[_KEPT] = lines_of(report)
    if reached(report) < LEAST and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    terminalreporter.section("lines and branches not reached")
    for line in config.stash.get(_KEPT, ["Nothing was counted."]):
        terminalreporter.write_line(line)
