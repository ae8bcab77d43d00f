from __future__ import annotations

import subprocess
import sys
from pathlib import Path

USED = """
import ctypes, importlib.util, sqlite3
kept = sqlite3.connect(":memory:")
kept.execute("CREATE TABLE one (two)")
print(ctypes.CDLL(importlib.util.find_spec("_sqlite3").origin).sqlite3_memory_used() > 0)
"""
COMMAND = """
import sys
from quizapp.__main__ import main
sys.argv = ["quizapp", "--version"]
try:
    main()
except SystemExit as end:
    print(not end.code)
"""
ASKED = "from quizapp.lean_sqlite import leave_count_out\nprint(leave_count_out())\n"


def printed(*lines: str) -> list[str]:
    """Return what a process of its own prints: once SQLite is in use in one, it stays as it is."""
    done = subprocess.run([sys.executable, "-c", "".join(lines)], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_by_itself_sqlite_counts_the_memory_that_it_takes() -> None:
    assert printed(USED) == ["True"]


def test_it_leaves_the_count_out_where_it_is_told_so_before_its_first_use() -> None:
    assert printed(ASKED, USED) == ["True", "False"]


def test_afterwards_it_cannot_be_told_any_more_and_works_as_usual() -> None:
    assert printed(USED, ASKED, USED) == ["True", "False", "True"]


def test_where_no_sqlite_is_found_nothing_is_said_to_it() -> None:
    hidden = "import importlib.util\nimportlib.util.find_spec = lambda name: None\n"
    assert printed(hidden, ASKED) == ["False"]


def test_the_command_tells_it_before_anything_imports_it() -> None:
    assert printed(COMMAND, USED)[-2:] == ["True", "False"]


def test_so_does_what_another_server_serves(tmp_path: Path) -> None:
    served = f"import os\nos.environ['QUIZAPP_DATA'] = {str(tmp_path)!r}\nimport wsgi\nprint(bool(wsgi.app))\n"
    assert printed(served, USED) == ["True", "False"]
