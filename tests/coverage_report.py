"""Says after a run what it did not reach, and fails one that reached too little: a plugin of runs that are measured.

A run is measured where SLIPCOVER_ENABLED is set: each worker counts then, and slipcover's own plugin brings the counts
together. Its command would do so too, but it goes through the whole application once more, before and after.
COVERAGE_LEAST is what must be reached, in percent: less by the fast tests alone than by all of them.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import pytest
import slipcover.pytest_plugin
from slipcover.branch import preinstrument

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


class CountingLoader(SourceFileLoader):
    """Loads a module with slipcover's counters and keeps what is made of it for them beside Python's own files.

    Made anew in each worker of each run, as by slipcover's own loader, it takes 2.5 s.
    """

    def source_to_code(self, data: bytes, path: str) -> CodeType:
        return compile(preinstrument(ast.parse(data)), path, "exec")

    def get_data(self, path: str) -> bytes:
        return super().get_data(self._apart(path))

    def set_data(self, path: str, data: bytes, **more: int) -> None:
        super().set_data(self._apart(path), data, **more)

    def exec_module(self, module: ModuleType) -> None:
        counter.register_module(module)
        exec(counter.instrument(self.get_code(module.__name__)), module.__dict__)  # noqa: S102 - what a loader is for

    @staticmethod
    def _apart(path: str) -> str:
        return path.removesuffix(".pyc") + f".slipcover-{slipcover.__version__}.pyc" if path.endswith(".pyc") else path


class CountingFinder:
    """Finds the modules of the application for the loader that counts."""

    @staticmethod
    def find_spec(name: str, path: list[str] | None = None, _target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path) if name.partition(".")[0] == "quizapp" else None
        if spec and isinstance(spec.loader, SourceFileLoader):
            spec.loader = CountingLoader(spec.loader.name, spec.loader.path)
        return spec


if counter := slipcover.pytest_plugin._slipcover_instance:  # there is one in each worker, and no setting to reach it by
    counter.d_miss_threshold = HITS
    sys.meta_path.insert(0, CountingFinder())  # before slipcover's own


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
