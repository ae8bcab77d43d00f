from __future__ import annotations

import itertools
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.forks import blocks_of

ROOT = Path(__file__).parent.parent
TESTS = """
import os, sys
import pytest

PROCESS = os.getpid()

@pytest.mark.parametrize("number", range(20))
def test_runs(number):
    assert os.getpid() != PROCESS

def test_prints():
    print("said before it fails")
    os.write(1, b"and past Python")
    assert "left" == "right"
"""
DIES = "import os\ndef test_ends_the_process(): os._exit(0)\n"


class Item:
    """A test that is nothing but its place."""

    def __init__(self, module: str, **marks: str) -> None:
        self.path, self.marks = Path(module), marks

    def get_closest_marker(self, name: str) -> SimpleNamespace | None:
        return SimpleNamespace(args=[self.marks[name]]) if name in self.marks else None


def run(folder: Path, text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_these.py").write_text(text, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.forks", "--rootdir", folder, "-c", "/dev/null"]
    return subprocess.run([*command, *arguments, folder], cwd=ROOT, capture_output=True, text=True, check=False)


def test_each_place_is_shared_out_once_and_fewer_of_them_in_the_end():
    blocks = list(blocks_of([Item("one")] * 500, 2))
    assert list(itertools.chain.from_iterable(blocks)) == list(range(500))
    assert len(blocks[0]) == 62
    assert [len(block) for block in blocks[-8:]] == [1] * 8


def test_slow_ones_of_a_module_and_those_that_belong_together_come_first_each_in_one_block():
    items = [
        Item("a"),
        Item("a", slow=""),
        Item("b", slow="", together="name"),
        Item("c", browser=""),
        Item("a", slow=""),
    ]
    assert list(blocks_of([*items, Item("c", together="name")], 2)) == [[1, 4], [2, 5], [3], [0]]


@pytest.mark.slow
def test_what_all_processes_ran_is_reported_as_one_would(tmp_path):
    done = run(tmp_path, TESTS, "--forks", "2", f"--junitxml={tmp_path / 'report.xml'}")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "1 failed, 20 passed" in done.stdout
    assert "said before it fails\nand past Python" in done.stdout
    assert "- right\n" in done.stdout  # pytest compares as ever
    assert (tmp_path / "report.xml").read_text("utf-8").count("<testcase") == 21


@pytest.mark.slow
def test_a_process_that_ends_early_fails_the_run_and_what_it_ran_is_named(tmp_path):
    done = run(tmp_path, DIES, "--forks", "2")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "a process ended while it ran test_these.py::test_ends_the_process" in done.stdout


@pytest.mark.slow
def test_after_as_many_failures_as_were_allowed_no_process_goes_on(tmp_path):
    done = run(tmp_path, TESTS.replace("!= PROCESS", "== PROCESS"), "--forks", "2", "-x")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert int(re.search(r"(\d+) failed", done.stdout)[1]) <= 4
