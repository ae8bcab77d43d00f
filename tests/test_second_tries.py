"""A browser test has a second try in the whole run, is named there, and a fault that stays fails it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
TESTS = """
import logging
import pytest
from pathlib import Path

TRIED = Path(__file__).with_suffix(".tried")

def tries(name):
    TRIED.open("a").write(name + "\\n")
    return TRIED.read_text().split().count(name)

@pytest.mark.browser
@pytest.mark.parametrize("which", ["one", "two"])
def test_a_bad_moment(which):
    logging.error("a page's %s", "traceback")
    assert tries(which) > 1, "the first try"

@pytest.mark.browser
def test_a_fault():
    assert tries("a-fault") > 9

def test_without_a_browser():
    assert tries("without") > 1
"""


@pytest.fixture
def run(tmp_path):
    def pytest_on(*options: str) -> tuple[int, str]:
        (tmp_path / "test_tried.py").write_text(TESTS)
        settings = ["-c", str(tmp_path / "pytest.ini"), "--rootdir", str(tmp_path), "-p", "tests.second_tries"]
        (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser\n")
        command = [sys.executable, "-m", "pytest", *settings, *options, str(tmp_path)]
        here = Path(__file__).parents[1]
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "SLIPCOVER"))}
        done = subprocess.run(command, cwd=here, env=plain, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    return pytest_on


def test_a_bad_moment_passes_at_the_second_try_and_is_told_with_its_first_failure(run):
    code, printed = run("--max-suite-reruns=3", "--rerun-show-tracebacks", "-k", "moment and one", "-n", "2")
    assert code == 0
    assert "1 passed, 1 rerun" in printed
    assert "RERUN test_tried.py::test_a_bad_moment[one]" in printed
    assert "AssertionError: the first try" in printed
    assert "a page's traceback" in printed


@pytest.mark.parametrize("which", ["a_fault", "without_a_browser"])
def test_a_fault_that_stays_fails_and_so_does_at_once_what_needs_no_browser(run, which):
    code, printed = run("--max-suite-reruns=3", "-k", which)
    assert code == 1
    assert "1 failed" in printed


def test_no_more_than_so_many_have_a_second_try_in_all(run):
    code, printed = run("--max-suite-reruns=1", "-k", "moment", "-n", "2")
    assert code == 1
    assert "1 failed, 1 passed, 1 rerun" in printed


def test_a_test_that_is_run_by_itself_has_one_try(run):
    assert run("-k", "moment and one")[0] == 1
