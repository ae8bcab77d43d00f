"""Says after a run what it did not reach, and fails one that reached too little: a plugin of runs that are measured.

A run is measured where COVERAGE_LEAST is set: what must be reached, in percent, less by the fast tests alone than by
all of them. Each process counts, and the first one brings the counts together. slipcover's command would do so too, but
it goes through the whole application once more, before and after.
"""

from __future__ import annotations

import os

import pytest
import slipcover

LEAST = float(os.environ.get("COVERAGE_LEAST", "0"))
HITS = 20_000
"""How often a line is counted before slipcover takes its counters out, for which it searches all that was imported,
60 ms each time. With its own 50 each process did so a hundred times, an eighth of the time of all fast tests."""
SOURCE = "quizapp"
_COUNTS = pytest.StashKey[dict]()

counter = slipcover.Slipcover(branch=True, source=[SOURCE], d_miss_threshold=HITS)
slipcover.ImportManager(counter, slipcover.FileMatcher(sources=[SOURCE])).__enter__()  # to the end of the process


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


def pytest_forked_done() -> dict:
    return counter.get_coverage()


def pytest_forked_brought(config: pytest.Config, brought: list[object]) -> None:
    for counts in brought:
        config.stash[_COUNTS] = (
            slipcover.merge_coverage(config.stash[_COUNTS], counts) if _COUNTS in config.stash else counts
        )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    report = session.config.stash.get(_COUNTS, None) or counter.get_coverage()
    session.config.stash[_COUNTS] = report
    if reached(report) < LEAST and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    terminalreporter.section("lines and branches not reached")
    for line in lines_of(config.stash[_COUNTS]):
        terminalreporter.write_line(line)
