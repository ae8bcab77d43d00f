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


HIDDEN = "import importlib.util\nimportlib.util.find_spec = lambda name: None\n"
WINDOWS = """
import ctypes
there, ctypes.CDLL = ctypes.CDLL, lambda name: there(name) if "/" in name else None
"""
"""As Python does there, where no name stands for what the program itself holds."""
WITHOUT_CTYPES = "import sys\nsys.modules['_ctypes'] = None\n"
"""As one that was built where libffi was not at hand."""


def test_where_no_sqlite_is_found_nothing_is_said_to_it() -> None:
    assert printed(HIDDEN, ASKED) == ["False"]


def test_nor_where_it_is_a_part_of_python_itself_on_windows() -> None:
    assert printed(HIDDEN, WINDOWS, ASKED) == ["False"]


def test_a_python_that_cannot_call_c_serves_as_well(tmp_path: Path) -> None:
    served = f"import os\nos.environ['QUIZAPP_DATA'] = {str(tmp_path)!r}\nimport wsgi\nprint(bool(wsgi.app))\n"
    freed = "from quizapp.collecting import give_memory_back\nprint(give_memory_back())\n"
    assert printed(WITHOUT_CTYPES, ASKED, served, freed) == ["False", "True", "None"]


def test_the_command_tells_it_before_anything_imports_it() -> None:
    assert printed(COMMAND, USED)[-2:] == ["True", "False"]


def test_so_does_what_another_server_serves(tmp_path: Path) -> None:
    served = f"import os\nos.environ['QUIZAPP_DATA'] = {str(tmp_path)!r}\nimport wsgi\nprint(bool(wsgi.app))\n"
    assert printed(served, USED) == ["True", "False"]
